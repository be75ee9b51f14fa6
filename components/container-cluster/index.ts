import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { FleetImage, InstanceFleet } from "../instance-fleet";
import { KeyUser, RegionalKey } from "../regional-key";
import { type ClusterInstancesArgs, type ContainerClusterArgs, defaults } from "./args";
import { agentSettings, agentStatements, instancesOf } from "./instance-documents";
import { mistakes } from "./validate";

export * from "./args";

/** Logs of a cluster, by the role of their group. */
const LOGS = {
  sessions: (cluster: string) => `/ecs/${cluster}/exec`,
  // Container Insights chooses the name, and would make the group itself: without a key, and kept for ever.
  insights: (cluster: string) => `/aws/ecs/containerinsights/${cluster}/performance`,
};

/** What a cluster refers to. */
interface ClusterParts {
  key: RegionalKey;
  logs: Record<keyof typeof LOGS, cloudwatch.LogGroup>;
  namespace: servicediscovery.HttpNamespace;
}

/**
 * An ECS cluster: Fargate, and EC2 instances where asked for, a namespace for Service Connect, Container Insights, and a key
 * for all that its tasks store and log.
 *
 * Tasks have network interfaces of their own. A small instance holds few of them (an m7g.large two) until the account
 * setting `awsvpcTrunking` is on in the region, which belongs to the account and not to a cluster.
 *
 * Cost: 1 USD a month for the key, custom metrics of Container Insights by container and task, and the tasks or instances.
 */
export class ContainerCluster extends pulumi.ComponentResource {
  /** ARN of the cluster, known once its capacity is there. */
  readonly arn: pulumi.Output<string>;
  /** Its name, known once its capacity is there. */
  readonly clusterName: pulumi.Output<string>;
  /** ARN of its namespace. */
  readonly namespaceArn: pulumi.Output<string>;
  /** ARN of its key, also for the logs of its services. */
  readonly kmsKeyArn: pulumi.Output<string>;
  /** Name of the capacity provider of its instances, where there are any. */
  readonly instanceProviderName: pulumi.Output<string> | undefined;
  /** Names of all capacity providers. */
  readonly capacityProviderNames: pulumi.Output<string[]>;
  /** Its instances, where there are any. */
  readonly fleet: InstanceFleet | undefined;

  constructor(name: string, args: ContainerClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ContainerCluster", name, mistakes(args));
    super("tandem:components:ContainerCluster", name, args, opts);
    const { region, resourceName, instances } = args;
    const key = this.key(name, args);
    const logs = this.logs(name, args, key);
    const namespace = new servicediscovery.HttpNamespace(
      `${name}-namespace`,
      { region, name: resourceName, description: `Services of ${resourceName}` },
      { parent: this },
    );
    const cluster = this.cluster(name, args, { key, logs, namespace });
    const { fleet, provider } = instances ? this.instances(name, args, instances, cluster) : {};
    const capacity = this.capacity(name, region, cluster, provider);

    // A service that is made before its capacity is refused, and one must be gone before its capacity goes.
    const ready = <T>(value: pulumi.Output<T>) => pulumi.all([value, capacity.id]).apply(([own]) => own);
    this.arn = ready(cluster.arn);
    this.clusterName = ready(cluster.name);
    this.namespaceArn = namespace.arn;
    this.kmsKeyArn = key.arn;
    this.instanceProviderName = provider && ready(provider.name);
    this.fleet = fleet;
    this.capacityProviderNames = ready(capacity.capacityProviders) as pulumi.Output<string[]>;
    this.registerOutputs({ arn: this.arn, clusterName: this.clusterName, namespaceArn: this.namespaceArn });
  }

  private key(name: string, { region, resourceName }: ContainerClusterArgs): RegionalKey {
    return new RegionalKey(
      `${name}-key`,
      {
        region,
        alias: `${resourceName}-cluster`,
        description: `Logs, sessions and ephemeral storage of ${resourceName}`,
        users: [KeyUser.CloudWatchLogs, KeyUser.Fargate],
      },
      { parent: this },
    );
  }

  private logs(name: string, args: ContainerClusterArgs, key: RegionalKey) {
    const { region, resourceName, logRetentionInDays = defaults.logRetentionInDays } = args;
    const group = (role: keyof typeof LOGS) =>
      new cloudwatch.LogGroup(
        `${name}-${role}-log`,
        {
          region,
          name: LOGS[role](resourceName),
          kmsKeyId: key.arn,
          retentionInDays: logRetentionInDays,
        },
        { parent: this },
      );
    return { sessions: group("sessions"), insights: group("insights") };
  }

  private cluster(
    name: string,
    { region, resourceName }: ContainerClusterArgs,
    { key, logs, namespace }: ClusterParts,
  ): ecs.Cluster {
    return new ecs.Cluster(
      `${name}-cluster`,
      {
        region,
        name: resourceName,
        settings: [{ name: "containerInsights", value: defaults.containerInsights }],
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: key.arn,
            logging: "OVERRIDE",
            logConfiguration: {
              cloudWatchEncryptionEnabled: true,
              cloudWatchLogGroupName: logs.sessions.name,
            },
          },
          managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: key.arn },
        },
        serviceConnectDefaults: { namespace: namespace.arn },
      },
      { parent: this, dependsOn: logs.insights },
    );
  }

  /** Instances that ECS starts and ends by what its tasks need. */
  private instances(
    name: string,
    { region, resourceName }: ContainerClusterArgs,
    { targetCapacityPercent = defaults.targetCapacityPercent, ...instances }: ClusterInstancesArgs,
    cluster: ecs.Cluster,
  ): { fleet?: InstanceFleet; provider?: ecs.CapacityProvider } {
    const fleet = new InstanceFleet(
      `${name}-instances`,
      {
        ...instances,
        region,
        resourceName: `${resourceName}-instances`,
        image: FleetImage.Containers,
        // Behind the cluster: an agent that finds none gives up.
        userData: cluster.name.apply(agentSettings),
        statements: [
          ...agentStatements(cluster.arn, cluster.arn.apply(instancesOf)),
          ...(instances.statements ?? []),
        ],
        scaledByEcs: true,
      },
      { parent: this },
    );
    const provider = new ecs.CapacityProvider(
      `${name}-instance-provider`,
      {
        region,
        name: `${resourceName}-instances`,
        autoScalingGroupProvider: {
          autoScalingGroupArn: fleet.autoScalingGroupArn,
          managedDraining: "ENABLED",
          managedTerminationProtection: "ENABLED",
          managedScaling: {
            status: "ENABLED",
            targetCapacity: targetCapacityPercent,
            minimumScalingStepSize: 1,
            maximumScalingStepSize: defaults.largestStep,
            instanceWarmupPeriod: 120,
          },
        },
      },
      { parent: this },
    );
    return { fleet, provider };
  }

  /** Fargate, its Spot, and the instances; on demand Fargate is what a service gets that asks for nothing. */
  private capacity(
    name: string,
    region: string,
    cluster: ecs.Cluster,
    provider: ecs.CapacityProvider | undefined,
  ): ecs.ClusterCapacityProviders {
    return new ecs.ClusterCapacityProviders(
      `${name}-capacity`,
      {
        region,
        clusterName: cluster.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT", ...(provider ? [provider.name] : [])],
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
      },
      { parent: this },
    );
  }
}
