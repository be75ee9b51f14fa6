import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { LAMBDA_TRUST } from "../arguments/lambda-trust";
import { logRetentionMistakes } from "../arguments/log-retention";
import { type Mistake, refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type SwitchFunctionsArgs } from "./args";
import { type FunctionScope, fencePolicy, verifyPolicy } from "./policies";

export { defaults, type SwitchFunctionsArgs } from "./args";

/** What one of the functions has of its own. */
interface FunctionSpec {
  role: "fence" | "verify";
  functionName: string;
  description: string;
  environment: Record<string, string>;
  policy: (scope: FunctionScope, logGroupArn: string) => string;
}

/**
 * The two functions of a region that a failover calls there: one fences the other regions and opens this one, one says
 * whether this one can take payments. They live in the region that is entered and need nothing of the one that is left.
 *
 * Cost: 1 USD a month for the key; the functions cost nothing until they are called.
 */
export class SwitchFunctions extends pulumi.ComponentResource {
  /** ARN of the function that fences. */
  readonly fenceArn: pulumi.Output<string>;
  /** ARN of the function that verifies. */
  readonly verifyArn: pulumi.Output<string>;

  constructor(name: string, args: SwitchFunctionsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("SwitchFunctions", name, mistakes(args));
    super("tandem:components:SwitchFunctions", name, args, opts);

    const { region, keyAlias, fenceFunction } = args;
    const description = `Logs of ${fenceFunction} and its companion`;
    const users = [KeyUser.CloudWatchLogs];
    const key = new RegionalKey(
      `${name}-key`,
      { region, alias: keyAlias, description, users },
      { parent: this },
    );
    this.fenceArn = this.make(name, args, key, fence(args));
    this.verifyArn = this.make(name, args, key, verify(args));
    this.registerOutputs({ fenceArn: this.fenceArn, verifyArn: this.verifyArn });
  }

  private make(
    name: string,
    args: SwitchFunctionsArgs,
    key: RegionalKey,
    spec: FunctionSpec,
  ): pulumi.Output<string> {
    const { region, code } = args;
    const logGroup = new cloudwatch.LogGroup(
      `${name}-${spec.role}-log`,
      {
        region,
        name: `/aws/lambda/${spec.functionName}`,
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
    const role = new iam.Role(
      `${name}-${spec.role}-role`,
      { description: `${spec.functionName} in ${region}`, assumeRolePolicy: LAMBDA_TRUST },
      { parent: this },
    );
    const invoke = { parent: this };
    const permissions = new iam.RolePolicy(
      `${name}-${spec.role}-permissions`,
      {
        role: role.name,
        name: spec.role,
        policy: pulumi
          .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke), logGroup.arn])
          .apply(([{ partition }, { accountId }, arn]) => spec.policy({ partition, accountId, region }, arn)),
      },
      { parent: this },
    );
    const made = new lambda.Function(
      `${name}-${spec.role}`,
      {
        region,
        name: spec.functionName,
        description: spec.description,
        role: role.arn,
        code,
        handler: `index.${spec.role}`,
        runtime: defaults.runtime,
        architectures: ["arm64"],
        timeout: defaults.timeout,
        memorySize: defaults.memorySize,
        environment: { variables: spec.environment },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        tracingConfig: { mode: "PassThrough" },
      },
      { parent: this, dependsOn: permissions },
    );
    return made.arn;
  }
}

function fence(args: SwitchFunctionsArgs): FunctionSpec {
  const { region, otherRegions, fenceFunction } = args;
  return {
    role: "fence",
    functionName: fenceFunction,
    description: `Fences the other regions and opens ${region}`,
    environment: {
      OTHER_REGIONS: otherRegions.join(","),
      LOAD_BALANCER: args.loadBalancer,
      API_PORT: String(args.apiPort),
      DATABASE_PORT: String(args.databasePort),
    },
    policy: (scope, logGroupArn) => fencePolicy(scope, [region, ...otherRegions], logGroupArn),
  };
}

function verify(args: SwitchFunctionsArgs): FunctionSpec {
  const { region, verifyFunction, globalClusterIdentifier, databaseCluster } = args;
  return {
    role: "verify",
    functionName: verifyFunction,
    description: `Says whether ${region} can take payments`,
    environment: {
      GLOBAL_CLUSTER: globalClusterIdentifier,
      DATABASE_CLUSTER: databaseCluster,
      TARGET_GROUP: args.targetGroup,
      MINIMUM_TARGETS: String(args.minimumTargets ?? defaults.minimumTargets),
    },
    policy: (scope, logGroupArn) =>
      verifyPolicy(scope, { globalClusterIdentifier, databaseCluster }, logGroupArn),
  };
}

function mistakes(args: SwitchFunctionsArgs): Mistake[] {
  const found = logRetentionMistakes("logRetentionInDays", args.logRetentionInDays);
  for (const key of ["fenceFunction", "verifyFunction"] as const) {
    if (/^[A-Za-z0-9_-]{1,64}$/.test(args[key])) continue;
    const reason = `"${args[key]}" is not allowed, up to 64 letters, digits, "-" and "_" are`;
    found.push({ propertyPath: key, reason });
  }
  if (args.otherRegions.length === 0 || args.otherRegions.includes(args.region)) {
    const reason = `[${args.otherRegions.join(", ")}] is not allowed, one or more regions besides ${args.region} are`;
    found.push({ propertyPath: "otherRegions", reason });
  }
  if (args.minimumTargets !== undefined && !(args.minimumTargets >= 1)) {
    found.push({
      propertyPath: "minimumTargets",
      reason: `${args.minimumTargets} is not allowed, 1 or more is: traffic must not go to a region without a pod`,
    });
  }
  return found;
}
