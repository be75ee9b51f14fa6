import type { PlanRegion } from "./args";
import { identitiesOf, type Owner } from "./identities";

/**
 * Who may carry out a plan: the service. Without a condition, as AWS documents it: one on a key that the service does
 * not send would be found out in an emergency.
 * https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_region_switch_trust_policy.html
 */
export const EXECUTION_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "arc-region-switch.amazonaws.com" } },
  ],
});

/** What a plan's policy depends on. */
export interface ExecutionScope extends Owner {
  planName: string;
  roleName: string;
  globalClusterIdentifier: string;
  zoneId: string;
  regions: readonly PlanRegion[];
  routingControlArns: readonly string[];
}

/**
 * What the steps of a plan need, and what its evaluation needs to say beforehand that they would work. No write to
 * Route 53, CloudFront or IAM is among it: their control planes are in one region, which may be the one that is lost.
 * https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_region_switch_execution_blocks.html
 */
export function executionPolicy(scope: ExecutionScope): string {
  const { partition, accountId, planName, roleName, globalClusterIdentifier, zoneId } = scope;
  const arn = (service: string, rest: string) => `arn:${partition}:${service}::${accountId}:${rest}`;
  const named = scope.regions.map((place) => identitiesOf(scope, place));
  const allow = (Sid: string, Action: string[], Resource: string | string[]) => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  const Statement = [
    allow("Evaluate", ["iam:SimulatePrincipalPolicy"], arn("iam", `role/${roleName}`)),
    allow(
      "ReadPlan",
      [
        "arc-region-switch:GetPlan",
        "arc-region-switch:GetPlanExecution",
        "arc-region-switch:ListPlanExecutions",
      ],
      arn("arc-region-switch", `plan/${planName}:*`),
    ),
    // RDS lists no resource for these that a plan could name before it knows which member writes.
    allow("ReadDatabase", ["rds:DescribeGlobalClusters", "rds:DescribeDBClusters"], "*"),
    allow(
      "MoveWriter",
      ["rds:SwitchoverGlobalCluster", "rds:FailoverGlobalCluster"],
      [
        arn("rds", `global-cluster:${globalClusterIdentifier}`),
        ...named.map(({ databaseCluster }) => databaseCluster),
      ],
    ),
    allow(
      "ReachClusters",
      ["eks:DescribeCluster"],
      named.map(({ cluster }) => cluster),
    ),
    allow(
      "ReadAccessPolicies",
      ["eks:ListAssociatedAccessPolicies"],
      named.map(({ accessEntries }) => accessEntries),
    ),
    allow(
      "CallFunctions",
      ["lambda:GetFunction", "lambda:InvokeFunction"],
      named.flatMap(({ fenceFunction, verifyFunction }) => [fenceFunction, verifyFunction]),
    ),
    allow(
      "ReadAlarms",
      ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory"],
      named.map(({ alarm }) => alarm),
    ),
    ...traffic(scope, zoneId),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function traffic({ partition, routingControlArns }: ExecutionScope, zoneId: string) {
  if (routingControlArns.length === 0) {
    const Resource = `arn:${partition}:route53:::hostedzone/${zoneId}`;
    return [{ Sid: "ReadRecords", Effect: "Allow", Action: ["route53:ListResourceRecordSets"], Resource }];
  }
  const Action = [
    "route53-recovery-cluster:GetRoutingControlState",
    "route53-recovery-cluster:UpdateRoutingControlStates",
    "route53-recovery-control-config:DescribeRoutingControl",
  ];
  return [{ Sid: "TurnControls", Effect: "Allow", Action, Resource: [...routingControlArns] }];
}
