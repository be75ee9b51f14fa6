import * as autoscaling from "@pulumi/aws/autoscaling";
import * as pulumi from "@pulumi/pulumi";
import { defaults, type FleetScaling, type InstanceFleetArgs } from "./args";

/** Policies by which the group keeps a metric at its target, up and down. */
export function createScaling(
  name: string,
  args: InstanceFleetArgs,
  group: autoscaling.Group,
  parent: pulumi.Resource,
): void {
  const { cpuPercent, requests }: FleetScaling = args.scaling ?? { cpuPercent: defaults.cpuPercent };
  const follow = (
    role: string,
    targetValue: number,
    predefinedMetricType: string,
    resourceLabel?: pulumi.Output<string>,
  ) =>
    new autoscaling.Policy(
      `${name}-${role}`,
      {
        region: args.region,
        autoscalingGroupName: group.name,
        name: `${args.resourceName}-${role}`,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          targetValue,
          predefinedMetricSpecification: { predefinedMetricType, resourceLabel },
        },
      },
      { parent },
    );
  if (cpuPercent !== undefined) follow("cpu", cpuPercent, "ASGAverageCPUUtilization");
  if (requests !== undefined) {
    const { perInstance, loadBalancerArnSuffix, targetGroupArnSuffix } = requests;
    const label = pulumi.interpolate`${loadBalancerArnSuffix}/${targetGroupArnSuffix}`;
    follow("requests", perInstance, "ALBRequestCountPerTarget", label);
  }
}
