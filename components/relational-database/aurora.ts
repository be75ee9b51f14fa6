import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { createReaderScaling } from "../database-parts/reader-scaling";
import { type AuroraArgs, DatabaseForm, defaults } from "./args";
import { clusterMembers, databaseParameters, engineFacts, parameterGroupFamily, REPORTING } from "./engine";
import { type Database, managedSecret, type Surroundings } from "./surroundings";

/**
 * What Pulumi must not manage on a cluster: RDS takes them at its creation, or from a snapshot, and a change would
 * replace the database.
 */
export const takenAtCreation = ["snapshotIdentifier", "databaseName", "masterUsername"];

/** An Aurora cluster with its instances and endpoints. */
export function createAurora(
  name: string,
  args: AuroraArgs,
  around: Surroundings,
  parent: pulumi.Resource,
): Database {
  const cluster = createCluster(name, args, around, parent);
  const members = createMembers(name, args, cluster, around, parent);
  const reader = createEndpoints(name, args, cluster, members, parent);
  if (args.readerScaling) {
    const fixedReaders = members.length - 1;
    const { region } = args;
    const { clusterIdentifier } = cluster;
    createReaderScaling(name, { ...args.readerScaling, region, fixedReaders, clusterIdentifier }, parent);
  }
  return {
    arn: cluster.arn,
    resourceId: cluster.clusterResourceId,
    endpoint: cluster.endpoint,
    ...reader,
    secretArn: managedSecret(cluster.masterUserSecrets),
    secretKeyArn: around.key.arn,
    instanceIdentifiers: members.map((member) => member.identifier),
  };
}

function createCluster(
  name: string,
  args: AuroraArgs,
  around: Surroundings,
  parent: pulumi.Resource,
): rds.Cluster {
  const { region, identifier, form, engine, engineVersion } = args;
  const { protect, key } = around;
  const parameterGroup = new rds.ClusterParameterGroup(
    `${name}-parameter-group`,
    {
      region,
      family: parameterGroupFamily(form, engine, engineVersion),
      description: `Parameters of ${identifier}`,
      parameters: databaseParameters(form, engine),
    },
    { parent },
  );
  const facts = engineFacts(form, engine);
  return new rds.Cluster(
    `${name}-cluster`,
    {
      region,
      clusterIdentifier: identifier,
      engine: facts.engine,
      engineVersion,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      snapshotIdentifier: args.restoreFrom,
      databaseName: args.databaseName,
      masterUsername: args.masterUsername,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.arn,
      port: facts.port,
      storageEncrypted: true,
      kmsKeyId: key.arn,
      storageType: args.ioOptimized ? "aurora-iopt1" : undefined,
      dbSubnetGroupName: around.subnetGroup.name,
      dbClusterParameterGroupName: parameterGroup.name,
      vpcSecurityGroupIds: [around.securityGroup.id],
      serverlessv2ScalingConfiguration:
        args.form === DatabaseForm.AuroraServerless
          ? { minCapacity: args.capacity.minimum, maxCapacity: args.capacity.maximum }
          : undefined,
      ...around.insights,
      databaseInsightsMode: around.insightsMode,
      backupRetentionPeriod: args.backupRetentionDays ?? defaults.backupRetentionDays,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: [...facts.logs],
      iamDatabaseAuthenticationEnabled: true,
      deleteAutomatedBackups: !protect,
      deletionProtection: protect,
      skipFinalSnapshot: !protect,
      finalSnapshotIdentifier: `${identifier}-final`,
    },
    {
      parent,
      protect,
      ignoreChanges: takenAtCreation,
      dependsOn: around.createLogs("cluster", identifier),
    },
  );
}

/** An instance with its identifier, which is known before it is there. */
interface Member {
  role: string;
  identifier: string;
  instance: rds.ClusterInstance;
}

function createMembers(
  name: string,
  args: AuroraArgs,
  cluster: rds.Cluster,
  around: Surroundings,
  parent: pulumi.Resource,
): Member[] {
  const { engine } = engineFacts(args.form, args.engine);
  const instanceClass = args.form === DatabaseForm.Aurora ? args.instanceClass : "db.serverless";
  const members = clusterMembers(args.form, args.instanceCount, args.reportingReader ?? false);
  return members.map(({ role, promotionTier }) => {
    const identifier = `${args.identifier}-${role}`;
    const instance = new rds.ClusterInstance(
      `${name}-instance-${role}`,
      {
        region: args.region,
        identifier,
        clusterIdentifier: cluster.id,
        engine,
        instanceClass,
        promotionTier,
        autoMinorVersionUpgrade: false,
        copyTagsToSnapshot: true,
        publiclyAccessible: false,
        ...around.monitoring,
        ...around.insights,
      },
      { parent, ignoreChanges: ["engineVersion"] },
    );
    return { role, identifier, instance };
  });
}

/**
 * The endpoint of the readers; with a reader for reports one that leaves it out, since Aurora's own has all of them in
 * it, and another that has it alone.
 */
function createEndpoints(
  name: string,
  args: AuroraArgs,
  cluster: rds.Cluster,
  members: readonly Member[],
  parent: pulumi.Resource,
): Pick<Database, "readerEndpoints" | "reportingEndpoint"> {
  const reporting = members.find(({ role }) => role.endsWith(REPORTING));
  if (reporting === undefined) {
    return { readerEndpoints: [cluster.readerEndpoint], reportingEndpoint: undefined };
  }
  const only = [reporting.instance.identifier];
  const endpoint = (
    role: string,
    which: Pick<rds.ClusterEndpointArgs, "staticMembers" | "excludedMembers">,
  ) =>
    new rds.ClusterEndpoint(
      `${name}-${role}-endpoint`,
      {
        region: args.region,
        clusterIdentifier: cluster.id,
        clusterEndpointIdentifier: `${args.identifier}-${role}`,
        customEndpointType: "READER",
        ...which,
      },
      // An endpoint takes instances that are there already.
      { parent, dependsOn: members.map((member) => member.instance) },
    ).endpoint;
  return {
    readerEndpoints: [endpoint("readers", { excludedMembers: only })],
    reportingEndpoint: endpoint(REPORTING, { staticMembers: only }),
  };
}
