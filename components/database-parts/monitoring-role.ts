import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "monitoring.rds.amazonaws.com" } },
  ],
});

/** The role with which RDS writes enhanced monitoring; returns its ARN, known once its policy is attached. */
export function createMonitoringRole(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  const role = new iam.Role(`${name}-monitoring-role`, { assumeRolePolicy: TRUST }, { parent });
  const { partition } = getPartitionOutput({}, { parent });
  const attachment = new iam.RolePolicyAttachment(
    `${name}-monitoring-policy`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
    { parent },
  );
  // Through the attachment: RDS checks the permission when the instance is created.
  return pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
}
