import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { serviceTrust } from "../arguments/policy-statements";

/**
 * The role with which RDS writes enhanced monitoring of the databases of one region and this account; returns its ARN,
 * known once its policy is attached.
 */
export function createMonitoringRole(
  name: string,
  region: string,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const invoke = { parent };
  const { partition } = getPartitionOutput({}, invoke);
  const { accountId } = getCallerIdentityOutput({}, invoke);
  const role = new iam.Role(
    `${name}-monitoring-role`,
    {
      // RDS says for whose database it writes.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
      assumeRolePolicy: pulumi
        .all([partition, accountId])
        .apply(([partition, accountId]) =>
          serviceTrust("monitoring.rds.amazonaws.com", "rds", { partition, region, accountId }),
        ),
    },
    { parent },
  );
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
