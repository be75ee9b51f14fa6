import * as elasticache from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { createClientAccess } from "../database-parts/access";
import { createServiceLog } from "../database-parts/log";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type MemoryCacheArgs } from "./args";
import { cacheParameters, parameterGroupFamily, userId } from "./engine";
import { connectPolicy } from "./policies";
import { createShardScaling } from "./shard-scaling";
import { type CacheUsers, createUsers } from "./users";
import { mistakes } from "./validate";

export { CacheEngine, defaults, Eviction, type MemoryCacheArgs, type ShardScaling } from "./args";

/** Logs of a cache, by ElastiCache's names. */
const LOGS = ["engine-log", "slow-log"] as const;

/**
 * A Valkey or Redis OSS cache over several zones that fails over by itself: TLS required, encrypted under its own key,
 * users by IAM with the default user turned off, snapshots every day, and logs.
 *
 * Cost: dominated by the nodes, `shards * (1 + replicas)`; besides 1 USD a month for the key, snapshots by the gigabyte
 * beyond the first, and the logs.
 */
export class MemoryCache extends pulumi.ComponentResource {
  /** Id of the replication group. */
  readonly replicationGroupId: pulumi.Output<string>;
  /** ARN of the replication group. */
  readonly arn: pulumi.Output<string>;
  /** Host that takes everything: the primary's, or with cluster mode the one that knows all shards. */
  readonly endpoint: pulumi.Output<string>;
  /** Host of the replicas; with cluster mode clients find them by themselves. */
  readonly readerEndpoint: pulumi.Output<string> | undefined;
  readonly port: number = defaults.port;
  /** Security group of the nodes. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Ids of the users, which are also the names that they say, by the names that the args gave them. */
  readonly userIds: Record<string, string>;
  /** ARN of the key of data, snapshots and logs. */
  readonly keyArn: pulumi.Output<string>;
  /** Ids of the nodes, for alarms. */
  readonly memberIds: pulumi.Output<string[]>;
  /** Names of the log groups. */
  readonly logGroupNames: string[];

  private readonly users: CacheUsers;

  constructor(name: string, args: MemoryCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("MemoryCache", name, mistakes(args));
    super("tandem:components:MemoryCache", name, args, opts);
    const { region, resourceName: of, vpcId, clients } = args;

    const key = this.key(name, args);
    const access = { region, vpcId, of, protocol: "Redis protocol", port: defaults.port, clients };
    const securityGroup = createClientAccess(name, access, this);
    this.users = createUsers(name, args, this);
    this.logGroupNames = LOGS.map((log) => `/aws/elasticache/${of}/${log}`);
    const group = this.replicationGroup(name, args, key, securityGroup.id);
    if (args.shardCount !== undefined && args.shardScaling) {
      const scaled = { ...args.shardScaling, region, minimum: args.shardCount };
      createShardScaling(name, { ...scaled, replicationGroupId: group.id }, this);
    }

    const clusterMode = args.shardCount !== undefined;
    this.replicationGroupId = group.id;
    this.arn = group.arn;
    this.endpoint = clusterMode ? group.configurationEndpointAddress : group.primaryEndpointAddress;
    this.readerEndpoint = clusterMode ? undefined : group.readerEndpointAddress;
    this.securityGroupId = securityGroup.id;
    this.userIds = Object.fromEntries(Object.keys(this.users.byName).map((user) => [user, userId(of, user)]));
    this.keyArn = key.arn;
    this.memberIds = group.memberClusters;
    this.registerOutputs({
      replicationGroupId: this.replicationGroupId,
      arn: this.arn,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      securityGroupId: this.securityGroupId,
    });
  }

  /**
   * Policy that lets a role connect as one of the users.
   *
   * @param user name that the args gave the user
   * @returns a JSON document
   * @throws pulumi.ResourceError for a user that is not among the args
   */
  connectPolicy(user: string): pulumi.Output<string> {
    const found = this.users.byName[user];
    if (found === undefined) {
      const known = Object.keys(this.users.byName).join(", ");
      throw new pulumi.ResourceError(`"${user}" is no user of this cache, it has ${known}.`, this, true);
    }
    return pulumi.all([this.arn, found.arn]).apply(([cache, userArn]) => connectPolicy(cache, userArn));
  }

  private key(name: string, args: MemoryCacheArgs): RegionalKey {
    return new RegionalKey(
      `${name}-storage`,
      {
        region: args.region,
        alias: args.keyAlias,
        description: `Data, snapshots and logs of ${args.resourceName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this, protect: args.protect ?? defaults.protect },
    );
  }

  private replicationGroup(
    name: string,
    args: MemoryCacheArgs,
    key: RegionalKey,
    securityGroupId: pulumi.Output<string>,
  ): elasticache.ReplicationGroup {
    const { region, resourceName, engineVersion, shardCount } = args;
    const engine = args.engine ?? defaults.engine;
    const clusterMode = shardCount !== undefined;
    const replicas = args.replicasPerShard ?? defaults.replicasPerShard;
    const protect = args.protect ?? defaults.protect;
    const subnetGroup = new elasticache.SubnetGroup(
      `${name}-subnet-group`,
      { region, description: `Subnets of ${resourceName}`, subnetIds: args.subnetIds },
      { parent: this },
    );
    const parameterGroup = new elasticache.ParameterGroup(
      `${name}-parameter-group`,
      {
        region,
        family: parameterGroupFamily(engine, engineVersion),
        description: `Parameters of ${resourceName}`,
        parameters: cacheParameters(args.eviction ?? defaults.eviction, clusterMode),
      },
      { parent: this },
    );
    const logs = this.logs(name, args, key);
    return new elasticache.ReplicationGroup(
      `${name}-cache`,
      {
        region,
        replicationGroupId: resourceName,
        description: `Cache ${resourceName}`,
        engine,
        engineVersion,
        nodeType: args.nodeType,
        port: defaults.port,
        ...(clusterMode
          ? { clusterMode: "enabled", numNodeGroups: shardCount, replicasPerNodeGroup: replicas }
          : { clusterMode: "disabled", numCacheClusters: 1 + replicas }),
        multiAzEnabled: true,
        automaticFailoverEnabled: true,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        atRestEncryptionEnabled: true,
        kmsKeyId: key.arn,
        userGroupIds: [this.users.groupId],
        subnetGroupName: subnetGroup.name,
        securityGroupIds: [securityGroupId],
        parameterGroupName: parameterGroup.name,
        // Patches have no version of their own that one could ask for; this is how they come.
        autoMinorVersionUpgrade: true,
        snapshotRetentionLimit: args.snapshotRetentionDays ?? defaults.snapshotRetentionDays,
        snapshotWindow: args.snapshotWindow ?? defaults.snapshotWindow,
        maintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
        finalSnapshotIdentifier: protect ? `${resourceName}-final` : undefined,
        logDeliveryConfigurations: logs,
      },
      { parent: this, protect, ignoreChanges: args.shardScaling ? ["numNodeGroups"] : undefined },
    );
  }

  private logs(name: string, args: MemoryCacheArgs, key: RegionalKey) {
    const retentionInDays = args.logRetentionInDays ?? defaults.logRetentionInDays;
    return LOGS.map((logType, index) => {
      const logGroupName = this.logGroupNames[index] ?? "";
      const log = { region: args.region, logGroupName, retentionInDays, keyArn: key.arn };
      const group = createServiceLog(`${name}-${logType}`, log, this);
      return { destinationType: "cloudwatch-logs", destination: group.name, logFormat: "json", logType };
    });
  }
}
