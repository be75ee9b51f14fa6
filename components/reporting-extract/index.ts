import type * as athena from "@pulumi/aws/athena";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import type * as glue from "@pulumi/aws/glue";
import * as iam from "@pulumi/aws/iam";
import * as scheduler from "@pulumi/aws/scheduler";
import * as sfn from "@pulumi/aws/sfn";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { serviceTrust } from "../arguments/policy-statements";
import { FunctionService } from "../function-service";
import { PrivateBucket } from "../private-bucket";
import { RegionalKey } from "../regional-key";
import { defaults, type ReportingExtractArgs } from "./args";
import { createCatalogue, createWorkgroup, type ExtractStore } from "./catalogue";
import { exportPolicy, exportTrust, machinePolicy, schedulePolicy, stateMachine } from "./documents";
import { stepStatements } from "./step-statements";
import { mistakes } from "./validate";

export * from "./args";

/**
 * What reports read of a database, without asking it: on a schedule the newest snapshot of an Aurora cluster goes to S3 as
 * Parquet, and becomes a partition of tables that Athena knows. A state machine leads through it, with a log.
 *
 * Cost: 0.01 USD for each gigabyte of the snapshot and each export, storage, 5 USD for each terabyte that queries read, 1 USD
 * a month for the key.
 */
export class ReportingExtract extends pulumi.ComponentResource {
  /** Name of the bucket of extracts. */
  readonly bucketName: pulumi.Output<string>;
  /** Work group of Athena. */
  readonly workgroupName: pulumi.Output<string>;
  /** Database of the tables. */
  readonly databaseName: pulumi.Output<string>;
  /** ARN of the state machine, for alarms. */
  readonly stateMachineArn: pulumi.Output<string>;

  constructor(name: string, args: ReportingExtractArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ReportingExtract", name, mistakes(args));
    super("tandem:components:ReportingExtract", name, args, opts);
    const store = this.store(name, args);
    const database: glue.CatalogDatabase = createCatalogue(name, args, store, this);
    const workgroup: athena.Workgroup = createWorkgroup(name, args, store, this);
    const steps = this.steps(name, args, store, database);
    const machine = this.machine(name, args, steps);
    this.schedule(name, args, machine);

    this.bucketName = store.bucket.bucketName;
    this.workgroupName = workgroup.name;
    this.databaseName = database.name;
    this.stateMachineArn = machine.arn;
    this.registerOutputs({
      bucketName: this.bucketName,
      workgroupName: this.workgroupName,
      databaseName: this.databaseName,
    });
  }

  private store(name: string, args: ReportingExtractArgs): ExtractStore {
    const { region, resourceName, bucketName, retentionInDays = defaults.retentionInDays } = args;
    const protect = args.protect ?? defaults.protect;
    const { arn: keyArn } = new RegionalKey(
      `${name}-key`,
      { region, alias: bucketName, description: `Extracts and answers of ${resourceName}` },
      { parent: this, protect },
    );
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      {
        region,
        bucketName,
        kmsKeyArn: keyArn,
        expirationDays: retentionInDays,
        // An extract is made again sooner than it is restored.
        noncurrentVersionExpirationDays: 7,
        protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this },
    );
    return { bucket, keyArn };
  }

  private steps(
    name: string,
    args: ReportingExtractArgs,
    { bucket, keyArn }: ExtractStore,
    database: glue.CatalogDatabase,
  ): FunctionService {
    const { region, resourceName, source, tables } = args;
    const exporter = this.role(
      name,
      "export",
      `Exports of ${resourceName}`,
      this.account().apply(exportTrust),
    );
    new iam.RolePolicy(
      `${name}-export-permissions`,
      {
        role: exporter.name,
        name: "export",
        policy: pulumi.all([bucket.arn, keyArn]).apply(([arn, key]) => exportPolicy(arn, key)),
      },
      { parent: this },
    );
    return new FunctionService(
      `${name}-steps`,
      {
        region,
        functionName: resourceName,
        description: "Steps of the extract for reports",
        code: args.code,
        keyArn: args.keyArn,
        timeout: 60,
        environment: {
          CLUSTER: source.clusterIdentifier,
          DATABASE: source.databaseName,
          TABLES: JSON.stringify(tables.map((table) => table.name)),
          TASK_NAME: resourceName,
          BUCKET: bucket.bucketName,
          PREFIX: defaults.prefix,
          EXPORT_ROLE_ARN: exporter.arn,
          KEY_ARN: keyArn,
          GLUE_DATABASE: database.name,
        },
        permissions: stepStatements(args, { exportRoleArn: exporter.arn, keyArn, scope: this.scope(region) }),
        logRetentionInDays: defaults.logRetentionInDays,
        protect: args.protect ?? defaults.protect,
      },
      { parent: this },
    );
  }

  private machine(name: string, args: ReportingExtractArgs, { aliasArn }: FunctionService): sfn.StateMachine {
    const { region, resourceName, keyArn } = args;
    const log = new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region,
        // The start that AWS keeps for logs of its services: their resource policy then stays small.
        name: `/aws/vendedlogs/states/${resourceName}`,
        kmsKeyId: keyArn,
        retentionInDays: defaults.logRetentionInDays,
      },
      { parent: this },
    );
    const role = this.role(name, "machine", `Extract ${resourceName}`, this.trust("states", region));
    const permissions = new iam.RolePolicy(
      `${name}-machine-permissions`,
      { role: role.name, name: "extract", policy: aliasArn.apply(machinePolicy) },
      { parent: this },
    );
    return new sfn.StateMachine(
      `${name}-machine`,
      {
        region,
        name: resourceName,
        type: "STANDARD",
        roleArn: role.arn,
        definition: aliasArn.apply(stateMachine),
        loggingConfiguration: {
          level: "ERROR",
          includeExecutionData: false,
          logDestination: pulumi.interpolate`${log.arn}:*`,
        },
        tracingConfiguration: { enabled: true },
      },
      { parent: this, dependsOn: permissions },
    );
  }

  private schedule(name: string, args: ReportingExtractArgs, machine: sfn.StateMachine): void {
    const { region, resourceName, keyArn } = args;
    const role = this.role(name, "schedule", `Schedule of ${resourceName}`, this.trust("scheduler", region));
    const policy = pulumi
      .all([machine.arn, keyArn, this.scope(region)])
      .apply(([machineArn, key, { partition, accountId }]) =>
        schedulePolicy(
          machineArn,
          key,
          `arn:${partition}:scheduler:${region}:${accountId}:schedule/default/${resourceName}`,
        ),
      );
    const permissions = new iam.RolePolicy(
      `${name}-schedule-permissions`,
      { role: role.name, name: "start", policy },
      { parent: this },
    );
    new scheduler.Schedule(
      `${name}-schedule`,
      {
        region,
        name: resourceName,
        description: `Starts ${resourceName}`,
        scheduleExpression: args.schedule ?? defaults.schedule,
        flexibleTimeWindow: { mode: "OFF" },
        kmsKeyArn: keyArn,
        target: { arn: machine.arn, roleArn: role.arn, input: "{}" },
      },
      // Scheduler tries the role when a schedule is made.
      { parent: this, dependsOn: permissions },
    );
  }

  private role(
    name: string,
    which: string,
    description: string,
    assumeRolePolicy: pulumi.Output<string>,
  ): iam.Role {
    return new iam.Role(`${name}-${which}-role`, { description, assumeRolePolicy }, { parent: this });
  }

  private trust(service: "states" | "scheduler", region: string): pulumi.Output<string> {
    return this.scope(region).apply((scope) => serviceTrust(`${service}.amazonaws.com`, service, scope));
  }

  private scope(region: string) {
    return pulumi
      .all([getPartitionOutput({}, { parent: this }), this.account()])
      .apply(([{ partition }, accountId]) => ({ partition, region, accountId }));
  }

  private account(): pulumi.Output<string> {
    return getCallerIdentityOutput({}, { parent: this }).accountId;
  }
}
