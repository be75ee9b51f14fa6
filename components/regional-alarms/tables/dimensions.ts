import * as pulumi from "@pulumi/pulumi";

/** A load balancer as CloudWatch names it: the last part of its ARN. */
export function loadBalancerDimension(arn: pulumi.Input<string>): pulumi.Output<string> {
  return lastPart(arn, /^.+:loadbalancer\//);
}

/** A target group as CloudWatch names it: the last part of its ARN. */
export function targetGroupDimension(arn: pulumi.Input<string>): pulumi.Output<string> {
  return lastPart(arn, /^.+:(?=targetgroup\/)/);
}

function lastPart(arn: pulumi.Input<string>, before: RegExp): pulumi.Output<string> {
  return pulumi.output(arn).apply((text) => text.replace(before, ""));
}
