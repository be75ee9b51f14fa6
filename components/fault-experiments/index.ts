import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as eks from "@pulumi/aws/eks";
import * as fis from "@pulumi/aws/fis";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { logRetentionMistakes } from "../arguments/log-retention";
import { type Mistake, refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type FaultExperimentsArgs } from "./args";
import { experimentPolicy, experimentTrust, NETWORK_POLICY } from "./documents";
import { type Experiment, experiments } from "./templates";

export * from "./args";

type Text = pulumi.Input<string>;

/**
 * Fault experiments of one region, ready to be started by hand on a game day, each ended at once by the region's alarms.
 * Deploying them disturbs nothing.
 *
 * The one that deletes pods needs `workloads/fault-experiments/cluster.yaml` in the cluster.
 *
 * Cost: 0.10 USD for each minute of an experiment, 1 USD a month for the key.
 */
export class FaultExperiments extends pulumi.ComponentResource {
  /** Ids of the templates, by what they do. */
  readonly templateIds: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: FaultExperimentsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("FaultExperiments", name, mistakes(args));
    super("tandem:components:FaultExperiments", name, args, opts);
    const log = this.log(name, args);
    const role = this.role(name, args);
    this.admit(name, args, role);
    const { region, otherRegion, pods, databaseClusterArn, replicatedBucketArn } = args;
    const templates = experiments<Text, pulumi.Output<string[]>>({
      region,
      otherRegion,
      minutes: args.minutes ?? defaults.minutes,
      subnetArns: this.subnetArns(args),
      databaseClusterArn,
      pods: {
        clusterName: pods.clusterName,
        namespace: pods.namespace ?? defaults.namespace,
        label: pods.label ?? defaults.label,
        serviceAccount: defaults.kubernetesUser,
      },
      replicatedBucketArn,
    });
    this.templateIds = Object.fromEntries(
      templates.map((experiment) => [
        experiment.role,
        this.template(name, args, experiment, { log, role }).id,
      ]),
    );
    this.registerOutputs({ templateIds: this.templateIds });
  }

  private subnetArns({ region, subnetIds }: FaultExperimentsArgs): pulumi.Output<string[]> {
    const invoke = { parent: this };
    return pulumi
      .all([subnetIds, getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([ids, { partition }, { accountId }]) =>
        ids.map((id) => `arn:${partition}:ec2:${region}:${accountId}:subnet/${id}`),
      );
  }

  private log(name: string, args: FaultExperimentsArgs): cloudwatch.LogGroup {
    const { region, resourceName } = args;
    const key = new RegionalKey(
      `${name}-key`,
      {
        region,
        alias: `${resourceName}-experiments`,
        description: `Log of the fault experiments of ${resourceName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this },
    );
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region,
        // Vended logs of this path share one resource policy, of which a region takes ten.
        name: `/aws/vendedlogs/fis/${resourceName}`,
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
  }

  private role(name: string, args: FaultExperimentsArgs): iam.Role {
    const { region, resourceName, otherRegion, pods, replicatedBucketArn } = args;
    const invoke = { parent: this };
    const account = pulumi.all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)]);
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Fault experiments of ${resourceName} in ${region}`,
        assumeRolePolicy: account.apply(([{ partition }, { accountId }]) =>
          experimentTrust({ partition, accountId, region }),
        ),
      },
      { parent: this },
    );
    new iam.RolePolicyAttachment(
      `${name}-network`,
      {
        role: role.name,
        policyArn: pulumi.interpolate`arn:${account.apply(([{ partition }]) => partition)}:iam::aws:policy/${NETWORK_POLICY}`,
      },
      { parent: this },
    );
    const policy = pulumi
      .all([account, args.databaseClusterArn, pods.clusterArn, pulumi.output(replicatedBucketArn)])
      .apply(([[{ partition }, { accountId }], databaseClusterArn, clusterArn, bucketArn]) =>
        experimentPolicy({
          partition,
          accountId,
          region,
          databaseClusterArn,
          clusterArn,
          replication: bucketArn === undefined ? undefined : { bucketArn, region: otherRegion },
        }),
      );
    new iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, name: "experiment", policy },
      { parent: this },
    );
    return role;
  }

  /** Lets the experiments' role into the cluster, as a user to whom Kubernetes gives rights in one namespace alone. */
  private admit(name: string, { region, pods }: FaultExperimentsArgs, role: iam.Role): void {
    new eks.AccessEntry(
      `${name}-access`,
      {
        region,
        clusterName: pods.clusterName,
        principalArn: role.arn,
        userName: defaults.kubernetesUser,
        type: "STANDARD",
      },
      { parent: this },
    );
  }

  private template(
    name: string,
    { region, resourceName, stopAlarmArns }: FaultExperimentsArgs,
    {
      role: purpose,
      description,
      actionId,
      target,
      parameters,
      ...exposed
    }: Experiment<Text, pulumi.Output<string[]>>,
    { log, role }: { log: cloudwatch.LogGroup; role: iam.Role },
  ): fis.ExperimentTemplate {
    return new fis.ExperimentTemplate(
      `${name}-${purpose}`,
      {
        region,
        description,
        roleArn: role.arn,
        actions: [
          {
            name: purpose,
            actionId,
            parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
            target: { key: target.key, value: "exposed" },
          },
        ],
        targets: [
          {
            name: "exposed",
            resourceType: target.resourceType,
            selectionMode: target.selectionMode,
            resourceArns: exposed.resourceArns,
            parameters: exposed.targetParameters,
          },
        ],
        stopConditions: stopAlarmArns.map((value) => ({ source: "aws:cloudwatch:alarm", value })),
        experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
        logConfiguration: {
          logSchemaVersion: 2,
          cloudwatchLogsConfiguration: { logGroupArn: pulumi.interpolate`${log.arn}:*` },
        },
        tags: { Name: `${resourceName}-${purpose}` },
      },
      { parent: this },
    );
  }
}

function mistakes(args: FaultExperimentsArgs): Mistake[] {
  const found = logRetentionMistakes("logRetentionInDays", args.logRetentionInDays);
  const minutes = args.minutes ?? defaults.minutes;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60) {
    found.push({ propertyPath: "minutes", reason: `${minutes} is not allowed, 1 to 60 is` });
  }
  const stops = args.stopAlarmArns.length;
  if (stops < 1 || stops > 5) {
    found.push({
      propertyPath: "stopAlarmArns",
      reason: `${stops} are not allowed, 1 to 5 are: what nothing ends is no experiment`,
    });
  }
  if (args.otherRegion === args.region) {
    found.push({
      propertyPath: "otherRegion",
      reason: `"${args.otherRegion}" is not allowed, another region than the one that is disturbed is`,
    });
  }
  if (!/^[\w-]{1,200}$/.test(args.resourceName)) {
    found.push({
      propertyPath: "resourceName",
      reason: `"${args.resourceName}" is not allowed, up to 200 letters, digits, - and _ are`,
    });
  }
  return found;
}
