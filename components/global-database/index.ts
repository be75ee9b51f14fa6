import type * as ec2 from "@pulumi/aws/ec2";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { createClientAccess } from "../database-parts/access";
import { promotionTier } from "../database-parts/capacity";
import { type Credentials, createAdministratorSecret, createPassword } from "../database-parts/credentials";
import { createServiceLog } from "../database-parts/log";
import { createMonitoringRole } from "../database-parts/monitoring-role";
import { createReaderScaling } from "../database-parts/reader-scaling";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type GlobalClusterCreation, type GlobalDatabaseArgs } from "./args";
import { clusterParameters, ENGINE, managedByFailover, parameterGroupFamily } from "./engine";
import { mistakes } from "./validate";

export { defaults, type GlobalDatabaseArgs, type GlobalDatabaseMembership } from "./args";

/**
 * One region's member of an Aurora PostgreSQL global database: cluster, instances, key, network access and, in the
 * stack that creates it, the global cluster and its credentials.
 *
 * Creating and joining are decided once, by the stack's home role. Which member writes is runtime state of Aurora:
 * ask `endpoint`, never the role.
 *
 * Cost: dominated by the instances, in every region; replicated writes are charged per million.
 */
export class GlobalDatabase extends pulumi.ComponentResource {
  /** Identifier of the global database. */
  readonly globalClusterIdentifier: pulumi.Output<string>;
  /** Endpoint of the current writer, in whichever region it is; only known where the global cluster is created. */
  readonly globalEndpoint: pulumi.Output<string> | undefined;
  /** Endpoint of this region's readers. */
  readonly readerEndpoint: pulumi.Output<string>;
  /** ARN of this region's cluster. */
  readonly clusterArn: pulumi.Output<string>;
  /** Name of this region's subnet group. */
  readonly subnetGroupName: pulumi.Output<string>;
  /** Security group of this region's instances. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the administrator's secret; only known where the global cluster is created. */
  readonly secretArn: pulumi.Output<string> | undefined;
  /** ARN of that secret's key in its own region; only known there as well. */
  readonly secretKeyArn: pulumi.Output<string> | undefined;

  private readonly protect: boolean;

  constructor(name: string, args: GlobalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("GlobalDatabase", name, mistakes(args));
    super("tandem:components:GlobalDatabase", name, args, opts);
    this.protect = args.protect ?? defaults.protect;

    const key = this.key(name, args);
    const securityGroup = this.network(name, args);
    const globalCluster = args.creates ? this.globalCluster(name, args) : undefined;
    const credentials =
      args.creates && globalCluster ? this.credentials(name, args, args.creates, globalCluster) : undefined;
    const cluster = this.cluster(name, args, { key, securityGroup, globalCluster, credentials });
    this.instances(name, args, cluster, key);
    if (args.creates?.readerScaling) {
      const { region, instanceCount } = args;
      const scaled = { ...args.creates.readerScaling, region, fixedReaders: instanceCount - 1 };
      createReaderScaling(name, { ...scaled, clusterIdentifier: cluster.clusterIdentifier }, this);
    }

    this.globalClusterIdentifier = globalCluster?.id ?? pulumi.output(args.globalClusterIdentifier);
    this.globalEndpoint = globalCluster?.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.clusterArn = cluster.arn;
    this.subnetGroupName = cluster.dbSubnetGroupName;
    this.securityGroupId = securityGroup.id;
    this.secretArn = credentials?.secretArn;
    this.secretKeyArn = credentials?.secretKeyArn;
    this.registerOutputs({
      globalClusterIdentifier: this.globalClusterIdentifier,
      globalEndpoint: this.globalEndpoint,
      readerEndpoint: this.readerEndpoint,
      clusterArn: this.clusterArn,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  private key(name: string, args: GlobalDatabaseArgs): RegionalKey {
    return new RegionalKey(
      `${name}-storage`,
      {
        region: args.region,
        alias: args.keyAlias,
        description: `Storage and log of ${args.clusterIdentifier}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this, protect: this.protect },
    );
  }

  private network(name: string, { region, vpcId, clients, clusterIdentifier }: GlobalDatabaseArgs) {
    const spoken = { protocol: "PostgreSQL", port: defaults.port };
    return createClientAccess(name, { region, vpcId, clients, of: clusterIdentifier, ...spoken }, this);
  }

  private globalCluster(name: string, args: GlobalDatabaseArgs): rds.GlobalCluster {
    return new rds.GlobalCluster(
      `${name}-global-cluster`,
      {
        region: args.region,
        globalClusterIdentifier: args.globalClusterIdentifier,
        engine: ENGINE,
        engineVersion: args.engineVersion,
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        storageEncrypted: true,
        deletionProtection: this.protect,
      },
      { parent: this, protect: this.protect },
    );
  }

  /**
   * RDS can't manage this password: "clusters that are part of an Aurora global database" are excluded.
   * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
   */
  private credentials(
    name: string,
    { region, keyAlias }: GlobalDatabaseArgs,
    creation: GlobalClusterCreation,
    globalCluster: rds.GlobalCluster,
  ): Credentials & { password: pulumi.Output<string> } {
    const password = createPassword(name, this.protect, this, defaults.passwordLength);
    const secret = createAdministratorSecret(
      name,
      {
        region,
        keyAlias,
        secretName: creation.secretName,
        replicaRegions: creation.secretReplicaRegions,
        engine: "postgres",
        port: defaults.port,
        databaseName: creation.databaseName,
        username: creation.masterUsername,
        protect: this.protect,
      },
      password,
      globalCluster.endpoint,
      this,
    );
    return { ...secret, password };
  }

  private cluster(
    name: string,
    args: GlobalDatabaseArgs,
    made: {
      key: RegionalKey;
      securityGroup: ec2.SecurityGroup;
      globalCluster: rds.GlobalCluster | undefined;
      credentials: { password: pulumi.Output<string> } | undefined;
    },
  ): rds.Cluster {
    const { region, clusterIdentifier } = args;
    const subnetGroup = new rds.SubnetGroup(
      `${name}-subnet-group`,
      {
        region,
        name: clusterIdentifier,
        description: `Subnets of ${clusterIdentifier}`,
        subnetIds: args.subnetIds,
      },
      { parent: this },
    );
    const parameterGroup = new rds.ClusterParameterGroup(
      `${name}-parameter-group`,
      {
        region,
        name: clusterIdentifier,
        family: parameterGroupFamily(args.engineVersion),
        description: `Parameters of ${clusterIdentifier}`,
        parameters: clusterParameters(args.creates?.rpoSeconds),
      },
      { parent: this },
    );
    const log = createServiceLog(
      `${name}-log`,
      {
        region,
        logGroupName: `/aws/rds/cluster/${clusterIdentifier}/postgresql`,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
        keyArn: made.key.arn,
      },
      this,
    );
    const origin = args.creates
      ? {
          databaseName: args.creates.databaseName,
          masterUsername: args.creates.masterUsername,
          // Given to RDS once and read back by nobody; the provider keeps it out of its part of the state.
          masterPasswordWo: made.credentials?.password,
          masterPasswordWoVersion: 1,
        }
      : { sourceRegion: args.joins.sourceRegion };
    return new rds.Cluster(
      `${name}-cluster`,
      {
        region,
        clusterIdentifier,
        globalClusterIdentifier: made.globalCluster?.id ?? args.globalClusterIdentifier,
        engine: ENGINE,
        engineVersion: args.engineVersion,
        ...origin,
        storageEncrypted: true,
        kmsKeyId: made.key.arn,
        dbSubnetGroupName: subnetGroup.name,
        dbClusterParameterGroupName: parameterGroup.name,
        vpcSecurityGroupIds: [made.securityGroup.id],
        serverlessv2ScalingConfiguration: args.serverless && {
          minCapacity: args.serverless.minimum,
          maxCapacity: args.serverless.maximum,
        },
        databaseInsightsMode: "advanced",
        ...insights(made.key),
        backupRetentionPeriod: args.backupRetentionDays ?? defaults.backupRetentionDays,
        copyTagsToSnapshot: true,
        enabledCloudwatchLogsExports: ["postgresql"],
        iamDatabaseAuthenticationEnabled: true,
        deleteAutomatedBackups: !this.protect,
        deletionProtection: this.protect,
        skipFinalSnapshot: !this.protect,
        finalSnapshotIdentifier: `${clusterIdentifier}-final`,
        tags: { "data-classification": args.dataClassification ?? defaults.dataClassification },
      },
      { parent: this, protect: this.protect, ignoreChanges: managedByFailover, dependsOn: log },
    );
  }

  private instances(name: string, args: GlobalDatabaseArgs, cluster: rds.Cluster, key: RegionalKey): void {
    const monitoringRole = createMonitoringRole(name, args.region, this);
    for (let index = 0; index < args.instanceCount; index++) {
      new rds.ClusterInstance(
        `${name}-instance-${index + 1}`,
        {
          region: args.region,
          identifier: `${args.clusterIdentifier}-${index + 1}`,
          clusterIdentifier: cluster.id,
          engine: ENGINE,
          instanceClass: args.instanceClass,
          promotionTier: promotionTier(index),
          autoMinorVersionUpgrade: false,
          publiclyAccessible: false,
          monitoringInterval: defaults.monitoringInterval,
          monitoringRoleArn: monitoringRole,
          ...insights(key),
        },
        { parent: this, ignoreChanges: ["engineVersion"] },
      );
    }
  }
}

/** The advanced mode of Database Insights refuses a shorter retention, and instances that say otherwise than their cluster. */
function insights(key: RegionalKey) {
  return {
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: key.arn,
    performanceInsightsRetentionPeriod: defaults.insightsRetentionInDays,
  };
}
