import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { LAMBDA_TRUST } from "../arguments/lambda-trust";
import { logRetentionMistakes } from "../arguments/log-retention";
import { type Mistake, refuse } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { KeyUser, RegionalKey } from "../regional-key";
import { ReplicatedSecret } from "../replicated-secret";
import { defaults, type OriginHeaderArgs } from "./args";
import { rotationPermissions } from "./policies";

export { defaults, type OriginHeaderArgs } from "./args";

/**
 * The header by which an origin knows its edge: a secret with the two values that the origin takes, a key value store
 * with the one that the edge sends, and a function that rotates both.
 *
 * No value passes through Pulumi, neither at first nor later: a rotation leaves nothing to differ, and an update that
 * knows an old value has none to write back.
 *
 * Cost: 0.40 USD a month for the secret and for each replica, a key in each region and one for the log; the store
 * costs 0.03 USD per million reads.
 */
export class OriginHeader extends pulumi.ComponentResource {
  /** ARN of the secret in its own region: `{"current": "...", "previous": "..."}`. */
  readonly secretArn: pulumi.Output<string>;
  /** ARN of the store, known once there is a value in it. */
  readonly keyValueStoreArn: pulumi.Output<string>;
  /** Name of the function that rotates. */
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: OriginHeaderArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("OriginHeader", name, mistakes(args));
    super("tandem:components:OriginHeader", name, args, opts);

    const secret = this.secret(name, args);
    const store = this.store(name, args);
    const rotate = this.rotationFunction(name, args, secret, store);
    const first = this.firstValues(name, args, secret, rotate);
    this.schedule(name, args, secret, rotate, first);

    this.secretArn = secret.arn;
    this.keyValueStoreArn = pulumi.all([store.arn, first.id]).apply(([arn]) => arn);
    this.functionName = rotate.name;
    this.registerOutputs({
      secretArn: this.secretArn,
      keyValueStoreArn: this.keyValueStoreArn,
      functionName: this.functionName,
    });
  }

  private secret(name: string, args: OriginHeaderArgs): ReplicatedSecret {
    const { region, secretName, keyAlias, replicaRegions, protect = defaults.protect } = args;
    const description = `Values of the header ${args.headerName}`;
    return new ReplicatedSecret(
      `${name}-values`,
      { region, secretName, keyAlias, replicaRegions, description, protect },
      undefined,
      { parent: this },
    );
  }

  private store(name: string, args: OriginHeaderArgs): cloudfront.KeyValueStore {
    return new cloudfront.KeyValueStore(
      `${name}-store`,
      { name: args.resourceName, comment: `Value of the header ${args.headerName}` },
      { parent: this, protect: args.protect ?? defaults.protect },
    );
  }

  private rotationFunction(
    name: string,
    args: OriginHeaderArgs,
    secret: ReplicatedSecret,
    store: cloudfront.KeyValueStore,
  ): lambda.Function {
    const { region } = args;
    const functionName = `${args.resourceName}-rotation`;
    const logGroup = this.log(name, args, functionName);
    const description = `Rotates the header ${args.headerName}`;
    const role = new iam.Role(
      `${name}-role`,
      { description, assumeRolePolicy: LAMBDA_TRUST },
      { parent: this },
    );
    const policy = pulumi
      .all([secret.arn, secret.keyArn, store.arn, logGroup.arn])
      .apply(([secretArn, keyArn, storeArn, logGroupArn]) =>
        rotationPermissions({ secretArn, keyArn, storeArn, logGroupArn, region }),
      );
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, name: "rotation", policy },
      { parent: this },
    );
    return new lambda.Function(
      `${name}-rotation`,
      {
        region,
        name: functionName,
        description,
        role: role.arn,
        code: args.code,
        handler: "index.handler",
        runtime: defaults.runtime,
        architectures: ["arm64"],
        memorySize: defaults.memorySize,
        timeout: defaults.timeout,
        environment: {
          variables: {
            KEY_VALUE_STORE_ARN: store.arn,
            HEADER_NAME: args.headerName,
            SETTLE_SECONDS: String(args.settleSeconds ?? defaults.settleSeconds),
          },
        },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      },
      { parent: this, dependsOn: permissions },
    );
  }

  private log(name: string, args: OriginHeaderArgs, functionName: string): cloudwatch.LogGroup {
    const { region } = args;
    const key = new RegionalKey(
      `${name}-log-key`,
      {
        region,
        alias: `${functionName}-log`,
        description: `Log of ${functionName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this },
    );
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region,
        name: `/aws/lambda/${functionName}`,
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
  }

  /**
   * Calls the function once, for the first two values. They are its own and not a SecretVersion's: Secrets Manager may
   * delete a version two rotations later, and a refresh that finds it gone would have the next update put the first
   * value back as the current one.
   */
  private firstValues(
    name: string,
    args: OriginHeaderArgs,
    secret: ReplicatedSecret,
    rotate: lambda.Function,
  ): lambda.Invocation {
    const input = secret.arn.apply((SecretId) => JSON.stringify({ Step: "initialise", SecretId }));
    return new lambda.Invocation(
      `${name}-first-values`,
      { region: args.region, functionName: rotate.name, input, lifecycleScope: "CREATE_ONLY" },
      { parent: this },
    );
  }

  private schedule(
    name: string,
    args: OriginHeaderArgs,
    secret: ReplicatedSecret,
    rotate: lambda.Function,
    first: lambda.Invocation,
  ): void {
    const { region, rotationDays = defaults.rotationDays } = args;
    const permission = new lambda.Permission(
      `${name}-caller`,
      {
        region,
        function: rotate.name,
        statementId: "SecretsManager",
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceArn: secret.arn,
        sourceAccount: getCallerIdentityOutput({}, { parent: this }).accountId,
      },
      { parent: this },
    );
    new secretsmanager.SecretRotation(
      `${name}-schedule`,
      {
        region,
        secretId: secret.arn,
        rotationLambdaArn: rotate.arn,
        rotationRules: { automaticallyAfterDays: rotationDays },
      },
      { parent: this, dependsOn: [permission, first] },
    );
  }
}

function mistakes(args: OriginHeaderArgs): Mistake[] {
  const { resourceName, rotationDays, settleSeconds } = args;
  const found = [
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
    ...physicalNameMistakes("resourceName", resourceName, [
      { what: "key value store", name: resourceName, longest: 64 },
      { what: "Lambda function", name: `${resourceName}-rotation`, longest: 64 },
    ]),
  ];
  if (!isWithin(rotationDays, 1, 90)) {
    found.push({ propertyPath: "rotationDays", reason: `${rotationDays} is not allowed, 1 to 90 days are` });
  }
  if (!isWithin(settleSeconds, 0, 600)) {
    found.push({
      propertyPath: "settleSeconds",
      reason: `${settleSeconds} is not allowed, 0 to 600 seconds are`,
    });
  }
  if (!/^[a-z0-9-]{1,64}$/.test(args.headerName)) {
    const reason = `"${args.headerName}" is not allowed, up to 64 lower-case letters, digits and "-" are`;
    found.push({ propertyPath: "headerName", reason });
  }
  return found;
}

function isWithin(value: number | undefined, least: number, most: number): boolean {
  return value === undefined || (Number.isInteger(value) && value >= least && value <= most);
}
