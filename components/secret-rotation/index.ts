import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { LAMBDA_TRUST } from "../arguments/lambda-trust";
import { refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type SecretRotatorArgs } from "./args";
import { createNetwork } from "./network";
import { rotationPolicy } from "./policies";
import { mistakes } from "./validate";

export { defaults, type RotatedDatabase, type SecretRotatorArgs } from "./args";

/**
 * Rotates the secret of a database user on a schedule: a function in the VPC, which reaches Secrets Manager through its
 * endpoint and the database over the private network, and nothing else.
 *
 * It belongs to the region of the secret. The writer may be in another one: the function goes to the endpoint that the
 * secret names, which follows the writer.
 *
 * Cost: 1 USD a month for the key of the log; the function itself is too rare to count.
 */
export class SecretRotator extends pulumi.ComponentResource {
  /** ARN of the function. */
  readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: SecretRotatorArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("SecretRotator", name, mistakes(args));
    super("tandem:components:SecretRotator", name, args, opts);

    const securityGroup = createNetwork(name, args, this);
    const { key, log } = this.log(name, args);
    const { role, permissions } = this.role(name, args, log, key);
    const rotator = new lambda.Function(
      `${name}-function`,
      {
        region: args.region,
        name: args.functionName,
        description: "Rotates the password of a database user",
        role: role.arn,
        code: args.code,
        handler: "index.handler",
        runtime: defaults.runtime,
        architectures: ["arm64"],
        timeout: defaults.timeout,
        memorySize: defaults.memorySize,
        kmsKeyArn: key.arn,
        environment: { variables: { NODE_EXTRA_CA_CERTS: defaults.certificates, ...args.environment } },
        loggingConfig: { logFormat: "JSON", logGroup: log.name },
        tracingConfig: { mode: "PassThrough" },
        vpcConfig: { subnetIds: args.subnetIds, securityGroupIds: [securityGroup.id] },
        tags: { "data-classification": args.dataClassification ?? defaults.dataClassification },
      },
      { parent: this, dependsOn: permissions },
    );
    this.schedule(name, args, rotator);

    this.functionArn = rotator.arn;
    this.registerOutputs({ functionArn: this.functionArn });
  }

  /** The log, and the key of the function, which is that of its log. */
  private log(name: string, args: SecretRotatorArgs) {
    const { region, functionName, keyAlias } = args;
    const users = [KeyUser.CloudWatchLogs];
    const key = new RegionalKey(
      `${name}-log`,
      { region, alias: keyAlias, description: `Log and environment of ${functionName}`, users },
      { parent: this },
    );
    const log = new cloudwatch.LogGroup(
      `${name}-log-group`,
      {
        region,
        name: `/aws/lambda/${functionName}`,
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
    return { key, log };
  }

  /** The role, and what must be there before the function can take it. */
  private role(name: string, args: SecretRotatorArgs, log: cloudwatch.LogGroup, key: RegionalKey) {
    const { region, functionName } = args;
    const role = new iam.Role(
      `${name}-role`,
      { description: `${functionName} in ${region}`, assumeRolePolicy: LAMBDA_TRUST },
      { parent: this },
    );
    const partition = getPartitionOutput({}, { parent: this });
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      {
        role: role.name,
        name: "rotate",
        policy: pulumi
          .all([args.secretArn, args.secretKeyArn, log.arn, key.arn, partition.dnsSuffix])
          .apply(([secretArn, secretKeyArn, logGroupArn, functionKeyArn, dnsSuffix]) =>
            rotationPolicy({ region, secretArn, secretKeyArn, logGroupArn, functionKeyArn, dnsSuffix }),
          ),
      },
      { parent: this },
    );
    // Network interfaces in the VPC, and no more: the managed policy for VPC access writes any log besides.
    const interfaces = new iam.RolePolicyAttachment(
      `${name}-interfaces`,
      {
        role: role.name,
        policyArn: pulumi.interpolate`arn:${partition.partition}:iam::aws:policy/service-role/AWSLambdaENIManagementAccess`,
      },
      { parent: this },
    );
    return { role, permissions: [permissions, interfaces] };
  }

  private schedule(name: string, args: SecretRotatorArgs, rotator: lambda.Function): void {
    const { region, secretArn, days } = args;
    const permission = new lambda.Permission(
      `${name}-permission`,
      {
        region,
        function: rotator.name,
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceArn: secretArn,
      },
      { parent: this },
    );
    new secretsmanager.SecretRotation(
      `${name}-schedule`,
      {
        region,
        secretId: secretArn,
        rotationLambdaArn: rotator.arn,
        // The first password is as new as the database. Secrets Manager tries the configuration all the same.
        rotateImmediately: false,
        rotationRules: { automaticallyAfterDays: days },
      },
      { parent: this, dependsOn: permission },
    );
  }
}
