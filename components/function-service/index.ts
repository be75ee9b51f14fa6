import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { LAMBDA_TRUST } from "../arguments/lambda-trust";
import { refuse } from "../arguments/mistakes";
import { policyDocument, statementsOf } from "../arguments/policy-statements";
import { queuePolicy } from "../messaging/policies";
import { defaults, type FunctionServiceArgs } from "./args";
import { createProvisionedConcurrency } from "./concurrency";
import { deadLetterName } from "./names";
import { createSecurityGroup } from "./network";
import { functionStatements } from "./policies";
import { createSchedules } from "./schedules";
import { mistakes } from "./validate";

export * from "./args";

/** What a function needs before it can be made. */
interface Surroundings {
  log: cloudwatch.LogGroup;
  deadLetter: sqs.Queue;
  securityGroup: ec2.SecurityGroup | undefined;
}

/**
 * A Lambda function on ARM with all that it needs in production: published versions behind the alias `live`, a log with a
 * key and an end, traces, a role for what its code does and no more, a dead-letter queue for events that it failed at, and
 * whatever calls it (queues, schedules, services), through the alias always.
 *
 * What it failed at comes into the dead-letter queue with the error and the event, as an on-failure destination of the
 * alias: Lambda's older dead-letter setting would add the bare event a second time.
 *
 * Cost: 0.20 USD per million calls and 0.0000133 USD for each gigabyte and second.
 */
export class FunctionService extends pulumi.ComponentResource {
  /** Name of the function, the `FunctionName` of its metrics. */
  readonly functionName: pulumi.Output<string>;
  /** ARN of the function without a version: for what has to name all of it, never for a caller. */
  readonly functionArn: pulumi.Output<string>;
  /** Name of the alias, the end of the `Resource` of its metrics. */
  readonly aliasName: pulumi.Output<string>;
  /** ARN of the alias, for callers. */
  readonly aliasArn: pulumi.Output<string>;
  /** Name of the role, for further policies. */
  readonly roleName: pulumi.Output<string>;
  /** ARN of the role, for policies of what the function uses. */
  readonly roleArn: pulumi.Output<string>;
  /** ARN of the dead-letter queue. */
  readonly deadLetterArn: pulumi.Output<string>;
  /** Name of the dead-letter queue, the `QueueName` of its metrics. */
  readonly deadLetterName: string;
  /** Name of the log group. */
  readonly logGroupName: string;
  /** Security group of the function, for what has to admit it; only in a VPC. */
  readonly securityGroupId: pulumi.Output<string> | undefined;

  constructor(name: string, args: FunctionServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("FunctionService", name, mistakes(args));
    super("tandem:components:FunctionService", name, args, opts);
    const { functionName } = args;
    this.logGroupName = `/aws/lambda/${functionName}`;
    this.deadLetterName = deadLetterName(functionName);

    const surroundings = this.surroundings(name, args);
    const { role, permissions } = this.role(name, args, surroundings);
    const made = this.publish(name, args, surroundings, role, permissions);
    const alias = this.alias(name, args, made);
    this.asyncCalls(name, args, alias, surroundings.deadLetter);
    if (args.provisionedConcurrency) {
      const warm = { ...args.provisionedConcurrency, region: args.region, alias };
      createProvisionedConcurrency(name, warm, this);
    }
    this.queues(name, args, alias);
    this.callers(name, args, alias);
    createSchedules(name, args, { alias, deadLetter: surroundings.deadLetter }, this);

    this.functionName = made.name;
    this.functionArn = made.arn;
    this.aliasName = alias.name;
    this.aliasArn = alias.arn;
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.deadLetterArn = surroundings.deadLetter.arn;
    this.securityGroupId = surroundings.securityGroup?.id;
    this.registerOutputs({ functionName: this.functionName, aliasArn: this.aliasArn });
  }

  private surroundings(name: string, args: FunctionServiceArgs): Surroundings {
    const { region, functionName, keyArn, network, protect = defaults.protect } = args;
    const log = new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region,
        name: this.logGroupName,
        kmsKeyId: keyArn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
    const deadLetter = new sqs.Queue(
      `${name}-dead-letter`,
      {
        region,
        name: this.deadLetterName,
        kmsMasterKeyId: keyArn,
        messageRetentionSeconds: defaults.deadLetterRetentionSeconds,
      },
      { parent: this, protect },
    );
    new sqs.QueuePolicy(
      `${name}-dead-letter-policy`,
      { region, queueUrl: deadLetter.url, policy: deadLetter.arn.apply((arn) => queuePolicy(arn)) },
      { parent: this },
    );
    const securityGroup = network && createSecurityGroup(name, region, functionName, network, this);
    return { log, deadLetter, securityGroup };
  }

  /** The role, and what must be there before the function can take it. */
  private role(name: string, args: FunctionServiceArgs, { log, deadLetter }: Surroundings) {
    const { region, functionName, keyArn, network, queues = [], permissions: own = [] } = args;
    const role = new iam.Role(
      `${name}-role`,
      { description: `${functionName} in ${region}`, assumeRolePolicy: LAMBDA_TRUST },
      { parent: this },
    );
    const partition = getPartitionOutput({}, { parent: this });
    const scope = { region, dnsSuffix: partition.dnsSuffix, keyArn, deadLetterArn: deadLetter.arn };
    const permissions: pulumi.Resource[] = [
      new iam.RolePolicy(
        `${name}-permissions`,
        {
          role: role.name,
          name: "run",
          policy: statementsOf([...functionStatements(scope, log.arn, queues), ...own]).apply(policyDocument),
        },
        { parent: this },
      ),
    ];
    if (network) {
      // Network interfaces in the VPC, and no more: the managed policy for VPC access writes any log besides.
      permissions.push(
        new iam.RolePolicyAttachment(
          `${name}-interfaces`,
          {
            role: role.name,
            policyArn: pulumi.interpolate`arn:${partition.partition}:iam::aws:policy/service-role/AWSLambdaENIManagementAccess`,
          },
          { parent: this },
        ),
      );
    }
    return { role, permissions };
  }

  private publish(
    name: string,
    args: FunctionServiceArgs,
    { log, securityGroup }: Surroundings,
    role: iam.Role,
    permissions: pulumi.Resource[],
  ): lambda.Function {
    const { region, functionName, network, logLevel = defaults.logLevel } = args;
    return new lambda.Function(
      `${name}-function`,
      {
        region,
        name: functionName,
        description: args.description,
        role: role.arn,
        code: args.code,
        handler: args.handler ?? defaults.handler,
        runtime: defaults.runtime,
        architectures: [defaults.architecture],
        memorySize: args.memorySize ?? defaults.memorySize,
        timeout: args.timeout ?? defaults.timeout,
        reservedConcurrentExecutions: args.reservedConcurrency,
        kmsKeyArn: args.keyArn,
        environment: args.environment && { variables: args.environment },
        loggingConfig: {
          logFormat: "JSON",
          logGroup: log.name,
          applicationLogLevel: logLevel,
          // Lambda's own lines know no ERROR; WARN still tells of every invocation that was ended.
          systemLogLevel: logLevel === "ERROR" ? "WARN" : logLevel,
        },
        tracingConfig: { mode: "Active" },
        publish: true,
        vpcConfig: network &&
          securityGroup && { subnetIds: network.subnetIds, securityGroupIds: [securityGroup.id] },
      },
      { parent: this, dependsOn: permissions },
    );
  }

  private alias(name: string, args: FunctionServiceArgs, made: lambda.Function): lambda.Alias {
    const shifted = args.deployedByCodeDeploy ?? defaults.deployedByCodeDeploy;
    return new lambda.Alias(
      `${name}-alias`,
      {
        region: args.region,
        name: defaults.alias,
        description: "What callers use",
        functionName: made.name,
        functionVersion: made.version,
      },
      { parent: this, ignoreChanges: shifted ? ["functionVersion", "routingConfig"] : [] },
    );
  }

  private asyncCalls(
    name: string,
    args: FunctionServiceArgs,
    alias: lambda.Alias,
    deadLetter: sqs.Queue,
  ): void {
    new lambda.FunctionEventInvokeConfig(
      `${name}-async`,
      {
        region: args.region,
        functionName: alias.functionName,
        qualifier: alias.name,
        maximumEventAgeInSeconds: args.asyncMaxAgeSeconds ?? defaults.asyncMaxAgeSeconds,
        maximumRetryAttempts: args.asyncRetries ?? defaults.asyncRetries,
        destinationConfig: { onFailure: { destination: deadLetter.arn } },
      },
      { parent: this },
    );
  }

  private queues(name: string, args: FunctionServiceArgs, alias: lambda.Alias): void {
    for (const queue of args.queues ?? []) {
      const { maximumConcurrency } = queue;
      new lambda.EventSourceMapping(
        `${name}-${queue.name}`,
        {
          region: args.region,
          functionName: alias.arn,
          eventSourceArn: queue.queueArn,
          batchSize: queue.batchSize ?? defaults.batchSize,
          maximumBatchingWindowInSeconds: queue.batchWindowSeconds ?? defaults.batchWindowSeconds,
          functionResponseTypes: ["ReportBatchItemFailures"],
          scalingConfig: maximumConcurrency === undefined ? undefined : { maximumConcurrency },
        },
        { parent: this },
      );
    }
  }

  private callers(name: string, args: FunctionServiceArgs, alias: lambda.Alias): void {
    for (const caller of args.callers ?? []) {
      new lambda.Permission(
        `${name}-caller-${caller.name}`,
        {
          region: args.region,
          function: alias.functionName,
          qualifier: alias.name,
          action: "lambda:InvokeFunction",
          principal: caller.service,
          sourceArn: caller.sourceArn,
          // The ARN of a bucket names no account: a deleted one may be somebody else's by now.
          sourceAccount: caller.service.startsWith("s3.")
            ? getCallerIdentityOutput({}, { parent: this }).accountId
            : undefined,
        },
        { parent: this },
      );
    }
  }
}
