import { mapIn, mapsIn } from "../../../../test/support/values";
import { textOf } from "../../graph";
import { type Known, type Need, type NeedsOf, textIn } from "./need";

/** Of each action of an experiment what its page asks. https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
const experiments: Readonly<
  Record<string, (role: string, targets: readonly string[], region: string) => Need[]>
> = {
  "aws:rds:failover-db-cluster": (role, targets) =>
    targets.map((on) => ({ role, actions: ["rds:FailoverDBCluster", "rds:DescribeDBClusters"], on })),
  "aws:s3:bucket-pause-replication": (role, targets, region) =>
    targets.flatMap((on): Need[] => [
      { role, actions: ["s3:GetReplicationConfiguration"], on },
      { role, actions: ["s3:PauseReplication"], on, context: { "s3:DestinationRegion": region } },
      {
        ...{ role, actions: ["s3:PutReplicationConfiguration"], on },
        context: { "s3:IsReplicationPauseRequest": "true" },
      },
      { role, actions: ["s3:ListAllMyBuckets", "tag:GetResources"], on: "*" },
    ]),
  "aws:network:route-table-disrupt-cross-region-connectivity": (role) => [
    { role, actions: ["ec2:DescribeRouteTables", "ec2:DescribeSubnets"], on: "*", byManagedPolicy: true },
  ],
};

export const ofExperiment: NeedsOf = ({ inputs }, system) => {
  const role = textIn(inputs.roleArn);
  if (role === undefined) return [];
  const targets = mapsIn(inputs.targets);
  const actions = mapsIn(inputs.actions).flatMap(({ actionId, target, parameters }): Need[] => {
    const aim = targets.find(({ name }) => name === mapIn(target).value);
    const arns = Array.isArray(aim?.resourceArns) ? aim.resourceArns.map(String) : [];
    const region = mapsIn(parameters).find(({ key }) => key === "region")?.value;
    return [
      ...(experiments[String(actionId)]?.(role, arns, String(region)) ?? []),
      ...ofPods(role, aim, inputs.region, system),
    ];
  });
  const isLogged = inputs.logConfiguration !== undefined;
  return [...actions, ...(isLogged ? [deliversLog(role)] : [])];
};

function ofPods(
  role: string,
  aim: Record<string, unknown> | undefined,
  region: unknown,
  system: Known,
): Need[] {
  const cluster = textIn(mapIn(aim?.parameters).clusterIdentifier);
  if (cluster === undefined) return [];
  const arn = `arn:aws:eks:${region}:${system.account}:cluster/${cluster}`;
  return [{ role, actions: ["eks:DescribeCluster"], on: arn }];
}

/** https://docs.aws.amazon.com/fis/latest/userguide/monitoring-logging.html#monitoring-logging-permissions */
const deliversLog = (role: string): Need => ({
  role,
  actions: ["CreateLogDelivery", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"].map(
    (action) => `logs:${action}`,
  ),
  on: "*",
});

/** https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_region_switch.html */
export const ofSwitchPlan: NeedsOf = (resource, system) => {
  const { inputs } = resource;
  const role = textIn(inputs.executionRole);
  if (role === undefined) return [];
  const steps = mapsIn(inputs.workflows).flatMap(({ steps: all }) => mapsIn(all));
  const plan = String(textOf(resource, "arn"));
  const reads = ["GetPlan", "GetPlanExecution", "ListPlanExecutions"];
  return [
    { role, actions: ["iam:SimulatePrincipalPolicy"], on: role },
    { role, actions: reads.map((action) => `arc-region-switch:${action}`), on: plan },
    ...mapsIn(inputs.associatedAlarms).map(({ resourceIdentifier }) => ({
      role,
      actions: ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory"],
      on: String(resourceIdentifier),
    })),
    ...steps.flatMap((step) => ofStep(role, step, system)),
  ];
};

function ofStep(role: string, step: Record<string, unknown>, { account }: Known): Need[] {
  const lambdas = mapsIn(step.customActionLambdaConfigs).flatMap(({ lambdas: all }) => mapsIn(all));
  const databases = mapsIn(step.globalAuroraConfigs);
  const clusters = mapsIn(step.eksResourceScalingConfigs).flatMap(({ eksClusters }) => mapsIn(eksClusters));
  const records = mapsIn(step.route53HealthCheckConfigs);
  return [
    ...lambdas.map(({ arn }) => ({
      role,
      actions: ["lambda:GetFunction", "lambda:InvokeFunction"],
      on: String(arn),
    })),
    ...databases.flatMap(({ globalClusterIdentifier, databaseClusterArns }): Need[] => {
      const global = `arn:aws:rds::${account}:global-cluster:${globalClusterIdentifier}`;
      const moves = ["rds:SwitchoverGlobalCluster", "rds:FailoverGlobalCluster"];
      const members = Array.isArray(databaseClusterArns) ? databaseClusterArns.map(String) : [];
      return [
        { role, actions: [...moves, "rds:DescribeGlobalClusters"], on: global },
        ...members.map((on) => ({ role, actions: [...moves, "rds:DescribeDBClusters"], on })),
      ];
    }),
    ...clusters.flatMap(({ clusterArn }): Need[] => [
      { role, actions: ["eks:DescribeCluster"], on: String(clusterArn) },
      {
        role,
        actions: ["eks:ListAssociatedAccessPolicies"],
        on: `${String(clusterArn).replace(":cluster/", ":access-entry/")}/role/${account}/one/1`,
      },
    ]),
    ...records.map(({ hostedZoneId }) => ({
      role,
      actions: ["route53:ListResourceRecordSets"],
      on: `arn:aws:route53:::hostedzone/${hostedZoneId}`,
    })),
  ];
}
