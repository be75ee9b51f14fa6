import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { createAdministratorSecret, createPassword } from "../database-parts/credentials";
import { RegionalKey } from "../regional-key";
import { defaults, type InstanceArgs } from "./args";
import { databaseParameters, engineFacts, parameterGroupFamily } from "./engine";
import { type Database, managedSecret, type Surroundings } from "./surroundings";

/** What Pulumi must not manage on an instance: RDS takes them at its creation, or a rotation changes them later. */
export const takenAtCreation = ["dbName", "username", "passwordWo"];

/** An RDS instance with its read replicas. */
export function createInstance(
  name: string,
  args: InstanceArgs,
  around: Surroundings,
  parent: pulumi.Resource,
): Database {
  const parameterGroup = createParameterGroup(name, args, parent);
  const replicas = args.readReplicaCount ?? defaults.readReplicaCount;
  // "Creating a read replica when the source DB manages credentials with Secrets Manager" is not supported.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
  const password = replicas > 0 ? createPassword(name, around.protect, parent) : undefined;
  const instance = createPrimary(name, args, around, parameterGroup, password, parent);
  const readers = Array.from({ length: replicas }, (_, index) =>
    createReplica(name, args, around, parameterGroup, instance, index + 1, parent),
  );
  if (args.backupRegion !== undefined) copyBackups(name, args, args.backupRegion, around, instance, parent);
  return {
    arn: instance.arn,
    resourceId: instance.resourceId,
    endpoint: instance.address,
    readerEndpoints: readers.map((reader) => reader.address),
    reportingEndpoint: undefined,
    ...secretOf(name, args, around, instance, password, parent),
    instanceIdentifiers: [args.identifier, ...readers.map((_, index) => replicaOf(args, index + 1))],
  };
}

const replicaOf = (args: InstanceArgs, number: number): string => `${args.identifier}-replica-${number}`;

/** What an instance and its replicas, wherever they are, have in common. */
export type InstanceFacts = Pick<
  InstanceArgs,
  "region" | "identifier" | "form" | "engine" | "engineVersion" | "instanceClass" | "maxAllocatedStorage"
>;

/** The parameters of an instance, or of a replica in another region. */
export function createParameterGroup(
  name: string,
  { region, identifier, form, engine, engineVersion }: InstanceFacts,
  parent: pulumi.Resource,
): rds.ParameterGroup {
  return new rds.ParameterGroup(
    `${name}-parameter-group`,
    {
      region,
      family: parameterGroupFamily(form, engine, engineVersion),
      description: `Parameters of ${identifier}`,
      parameters: databaseParameters(form, engine),
    },
    { parent },
  );
}

/** What primary and replicas have in common: a replica that is promoted has to stand where the primary stood. */
export function commonSettings(
  args: InstanceFacts,
  around: Surroundings,
  parameterGroup: rds.ParameterGroup,
) {
  return {
    region: args.region,
    instanceClass: args.instanceClass,
    storageType: "gp3",
    storageEncrypted: true,
    maxAllocatedStorage: args.maxAllocatedStorage,
    parameterGroupName: parameterGroup.name,
    vpcSecurityGroupIds: [around.securityGroup.id],
    ...around.monitoring,
    ...around.insights,
    databaseInsightsMode: around.insightsMode,
    enabledCloudwatchLogsExports: [...engineFacts(args.form, args.engine).logs],
    iamDatabaseAuthenticationEnabled: true,
    autoMinorVersionUpgrade: false,
    publiclyAccessible: false,
    copyTagsToSnapshot: true,
    deletionProtection: around.protect,
  };
}

function createPrimary(
  name: string,
  args: InstanceArgs,
  around: Surroundings,
  parameterGroup: rds.ParameterGroup,
  password: pulumi.Output<string> | undefined,
  parent: pulumi.Resource,
): rds.Instance {
  const { identifier } = args;
  const { key, protect } = around;
  const credentials = password
    ? // Given to RDS once and read back by nobody; the provider keeps it out of its part of the state.
      { passwordWo: password, passwordWoVersion: 1 }
    : { manageMasterUserPassword: true, masterUserSecretKmsKeyId: key.arn };
  const facts = engineFacts(args.form, args.engine);
  return new rds.Instance(
    `${name}-instance`,
    {
      ...commonSettings(args, around, parameterGroup),
      identifier,
      engine: facts.engine,
      engineVersion: args.engineVersion,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      dbName: args.databaseName,
      username: args.masterUsername,
      ...credentials,
      port: facts.port,
      multiAz: args.multiAz ?? defaults.multiAz,
      allocatedStorage: args.allocatedStorage,
      kmsKeyId: key.arn,
      dbSubnetGroupName: around.subnetGroup.name,
      backupRetentionPeriod: args.backupRetentionDays ?? defaults.backupRetentionDays,
      deleteAutomatedBackups: !protect,
      skipFinalSnapshot: !protect,
      finalSnapshotIdentifier: `${identifier}-final`,
    },
    {
      parent,
      protect,
      ignoreChanges: takenAtCreation,
      dependsOn: around.createLogs("instance", identifier),
    },
  );
}

/** A replica has engine, credentials, key and subnets of its source, and RDS takes no last snapshot of it. */
function createReplica(
  name: string,
  args: InstanceArgs,
  around: Surroundings,
  parameterGroup: rds.ParameterGroup,
  source: rds.Instance,
  number: number,
  parent: pulumi.Resource,
): rds.Instance {
  const identifier = replicaOf(args, number);
  return new rds.Instance(
    `${name}-replica-${number}`,
    {
      ...commonSettings(args, around, parameterGroup),
      identifier,
      replicateSourceDb: source.identifier,
      skipFinalSnapshot: true,
    },
    { parent, protect: around.protect, dependsOn: around.createLogs("instance", identifier) },
  );
}

function copyBackups(
  name: string,
  args: InstanceArgs,
  region: string,
  { protect }: Surroundings,
  instance: rds.Instance,
  parent: pulumi.Resource,
): void {
  const key = new RegionalKey(
    `${name}-backups`,
    { region, alias: `${args.keyAlias}-backups`, description: `Copied backups of ${args.identifier}` },
    { parent, protect },
  );
  new rds.InstanceAutomatedBackupsReplication(
    `${name}-copied-backups`,
    {
      region,
      sourceDbInstanceArn: instance.arn,
      kmsKeyId: key.arn,
      retentionPeriod: args.backupRetentionDays ?? defaults.backupRetentionDays,
    },
    { parent },
  );
}

function secretOf(
  name: string,
  args: InstanceArgs,
  { key, protect }: Surroundings,
  instance: rds.Instance,
  password: pulumi.Output<string> | undefined,
  parent: pulumi.Resource,
): Pick<Database, "secretArn" | "secretKeyArn"> {
  if (password === undefined || args.secretName === undefined) {
    return { secretArn: managedSecret(instance.masterUserSecrets), secretKeyArn: key.arn };
  }
  const { dialect, port } = engineFacts(args.form, args.engine);
  return createAdministratorSecret(
    name,
    {
      region: args.region,
      keyAlias: args.keyAlias,
      secretName: args.secretName,
      replicaRegions: args.secretReplicaRegions ?? [],
      engine: dialect,
      port,
      databaseName: args.databaseName,
      username: args.masterUsername,
      protect,
    },
    password,
    instance.address,
    parent,
  );
}
