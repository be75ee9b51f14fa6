import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as synthetics from "@pulumi/aws/synthetics";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { PrivateBucket } from "../private-bucket";
import { createAlarms } from "../regional-alarms/create";
import type { AlarmSpec } from "../regional-alarms/specs";
import { KeyUser, RegionalKey } from "../regional-key";
import { type CanariesArgs, type CanaryArgs, defaults } from "./args";
import { canaryPolicy, canaryTrust } from "./documents";
import { mistakes } from "./validate";

export * from "./args";

/** What all canaries of a region share. */
interface Store {
  key: RegionalKey;
  bucket: PrivateBucket;
  code: s3.BucketObjectv2;
}

/**
 * Canaries that ask from outside what customers ask, every few minutes, and page somebody when an answer is wrong, slow or
 * missing, or when they themselves have stopped.
 *
 * Cost: 0.0012 USD a run: 10 USD a month for a canary every five minutes, 52 for one every minute; 1 USD for the key.
 */
export class Canaries extends pulumi.ComponentResource {
  /** Names of the canaries in CloudWatch, in the order given. */
  readonly canaryNames: string[];

  constructor(name: string, args: CanariesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Canaries", name, mistakes(args));
    super("tandem:components:Canaries", name, args, opts);
    const { region, resourceName, topicArn } = args;
    const store = this.store(name, args);
    for (const canary of args.canaries) this.canary(name, args, canary, store);
    createAlarms(
      name,
      args.canaries.map((canary) => failing(canary, `${resourceName}-${canary.name}`)),
      { region, resourceName: `${resourceName}-canary`, topicArn },
      this,
    );
    this.canaryNames = args.canaries.map((canary) => `${resourceName}-${canary.name}`);
    this.registerOutputs({ canaryNames: this.canaryNames });
  }

  private store(name: string, args: CanariesArgs): Store {
    const { region, resourceName, bucketName } = args;
    const key = new RegionalKey(
      `${name}-key`,
      {
        region,
        alias: `${resourceName}-canaries`,
        description: `Runs and logs of the canaries of ${resourceName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this },
    );
    const bucket = new PrivateBucket(
      `${name}-bucket`,
      {
        region,
        bucketName,
        kmsKeyArn: key.arn,
        expirationDays: defaults.runRetentionDays,
        expirationPrefix: defaults.runFolder,
        protect: args.protect ?? defaults.protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this },
    );
    const code = new s3.BucketObjectv2(
      `${name}-code`,
      { region, bucket: bucket.bucketName, key: "code/canary.zip", source: args.code },
      // Only an object of a versioned bucket has the version by which a canary takes up new code.
      { parent: this, dependsOn: bucket.versioning },
    );
    return { key, bucket, code };
  }

  private canary(name: string, args: CanariesArgs, canary: CanaryArgs, store: Store): void {
    const { region, resourceName } = args;
    const { key, bucket, code } = store;
    const canaryName = `${resourceName}-${canary.name}`;
    const folder = `${defaults.runFolder}${canary.name}/`;
    const { role, permissions } = this.role(`${name}-${canary.name}`, { region, canaryName, folder }, store);
    const made = new synthetics.Canary(
      `${name}-${canary.name}`,
      {
        region,
        name: canaryName,
        s3Bucket: bucket.bucketName,
        s3Key: code.key,
        s3Version: code.versionId,
        handler: "canary.handler",
        runtimeVersion: args.runtimeVersion ?? defaults.runtimeVersion,
        executionRoleArn: role.arn,
        artifactS3Location: pulumi.interpolate`s3://${bucket.bucketName}/${folder}`,
        artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: key.arn } },
        schedule: { expression: schedule(args.everyMinutes ?? defaults.everyMinutes) },
        runConfig: {
          timeoutInSeconds: defaults.timeoutSeconds,
          memoryInMb: defaults.memoryInMb,
          environmentVariables: { CHECKS: JSON.stringify(canary.checks) },
        },
        successRetentionPeriod: defaults.runRetentionDays,
        failureRetentionPeriod: defaults.runRetentionDays,
        startCanary: true,
        deleteLambda: true,
      },
      // A canary that starts before its role may do anything fails its first runs.
      { parent: this, dependsOn: permissions },
    );
    new cloudwatch.LogGroup(
      `${name}-${canary.name}-log`,
      {
        region,
        // Synthetics chooses the function's name.
        name: made.engineArn.apply((arn) => `/aws/lambda/${arn.split(":")[6]}`),
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
  }

  private role(
    name: string,
    scope: { region: string; canaryName: string; folder: string },
    { bucket, key }: Store,
  ): { role: iam.Role; permissions: iam.RolePolicy } {
    const role = new iam.Role(
      `${name}-role`,
      { description: `Canary ${scope.canaryName} in ${scope.region}`, assumeRolePolicy: canaryTrust() },
      { parent: this },
    );
    const invoke = { parent: this };
    const policy = pulumi
      .all([bucket.arn, key.arn, getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([bucketArn, keyArn, { partition, dnsSuffix }, { accountId }]) =>
        canaryPolicy({ ...scope, bucketArn, keyArn, partition, dnsSuffix, accountId }),
      );
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, name: "run", policy },
      { parent: this },
    );
    return { role, permissions };
  }
}

/** Synthetics' own grammar: one minute is singular. */
function schedule(minutes: number): string {
  return minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`;
}

function failing({ name, description }: CanaryArgs, canaryName: string): AlarmSpec {
  return {
    role: name,
    description,
    severity: "page",
    watches: {
      namespace: "CloudWatchSynthetics",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: canaryName },
      statistic: "Average",
    },
    comparison: "LessThanThreshold",
    threshold: 90,
    // A canary that has stopped sees nothing.
    missing: "breaching",
    period: 300,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
  };
}
