import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults } from "./args";
import { flowLogPermissions, flowLogTrust } from "./flow-log-role";

/** Where the flows of a VPC are logged. */
export interface FlowLogPlace {
  region: string;
  /** Name of the log group below `/aws/vpc/`, and start of its key's alias. */
  resourceName: string;
  retentionInDays: number;
}

/** Leaves the VPC's default security group without a rule: what names no group of its own reaches nothing. */
export function closeDefaultGroup(
  name: string,
  region: string,
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
): void {
  new ec2.DefaultSecurityGroup(
    `${name}-default-group`,
    { region, vpcId, ingress: [], egress: [] },
    { parent },
  );
}

/**
 * Logs all flows of a VPC into a log group under a key of its own.
 *
 * @returns the log group
 */
export function logFlows(
  name: string,
  { region, resourceName, retentionInDays }: FlowLogPlace,
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
): cloudwatch.LogGroup {
  const key = new RegionalKey(
    `${name}-flow-log`,
    {
      region,
      alias: `${resourceName}-flow-log`,
      description: `Flow log of ${resourceName}`,
      users: [KeyUser.CloudWatchLogs],
    },
    { parent },
  );
  const logGroup = new cloudwatch.LogGroup(
    `${name}-flow-log-group`,
    { region, name: `/aws/vpc/${resourceName}`, kmsKeyId: key.arn, retentionInDays },
    { parent },
  );
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const role = new iam.Role(
    `${name}-flow-log-role`,
    {
      description: `Flow log of ${resourceName} in ${region}`,
      assumeRolePolicy: accountId.apply(flowLogTrust),
    },
    { parent },
  );
  const permissions = new iam.RolePolicy(
    `${name}-flow-log-permissions`,
    { role: role.name, name: "write", policy: logGroup.arn.apply(flowLogPermissions) },
    { parent },
  );
  new ec2.FlowLog(
    `${name}-flow-log`,
    {
      region,
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: defaults.flowLogInterval,
    },
    { parent, dependsOn: permissions },
  );
  return logGroup;
}
