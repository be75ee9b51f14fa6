import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SecretRotator, type SecretRotatorArgs } from "../../components/secret-rotation";
import { rotationPolicy } from "../../components/secret-rotation/policies";
import { mistakes } from "../../components/secret-rotation/validate";
import { only, type Registered, settled, startMocks } from "../support/mocks";

const secretArn = "arn:aws:secretsmanager:us-east-2:111122223333:secret:payment-hub-prod/database-AbCdEf";
const args: SecretRotatorArgs = {
  region: "us-east-2",
  functionName: "payment-hub-prod-database-rotation",
  keyAlias: "payment-hub-prod/database-rotation",
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = 1") }),
  environment: { DATABASE_INSTANCES: "payment-hub-prod-" },
  secretArn,
  secretKeyArn: "arn:aws:kms:us-east-2:111122223333:key/secret",
  days: 30,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  endpointRange: "10.10.0.0/16",
  database: { securityGroupId: "sg-database", port: 5432 },
  otherRanges: { "us-west-2": "10.20.0.0/16" },
};

async function build(change: Partial<SecretRotatorArgs> = {}): Promise<Registered[]> {
  const registered = startMocks();
  new SecretRotator("rotation", { ...args, ...change });
  await settled();
  return registered;
}

describe("SecretRotator", () => {
  it("HUB-9 rotates the secret on its schedule by a function that Secrets Manager alone may call", async () => {
    const registered = await build();
    const schedule = only(registered, "aws:secretsmanager/secretRotation:SecretRotation").inputs;
    assert.deepEqual(schedule.rotationRules, { automaticallyAfterDays: 30 });
    assert.deepEqual(
      [schedule.secretId, schedule.rotationLambdaArn],
      [secretArn, "arn:mock:rotation-function"],
    );
    const permission = only(registered, "aws:lambda/permission:Permission").inputs;
    assert.equal(permission.principal, "secretsmanager.amazonaws.com");
    assert.equal(permission.sourceArn, secretArn);
  });

  it("runs in the VPC and trusts the certificates of RDS", async () => {
    const rotator = only(await build(), "aws:lambda/function:Function").inputs;
    assert.deepEqual(rotator.vpcConfig, {
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["rotation-security-group-id"],
    });
    assert.deepEqual((rotator.environment as { variables: unknown }).variables, {
      NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
      DATABASE_INSTANCES: "payment-hub-prod-",
    });
  });

  it("lets nothing in, and out to the endpoints and to the database in every region alone", async () => {
    const registered = await build();
    const out = registered
      .filter(({ type }) => type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .map(({ inputs }) => [
        inputs.fromPort,
        inputs.toPort,
        inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId,
      ]);
    assert.deepEqual(out.sort(), [
      [443, 443, "10.10.0.0/16"],
      [5432, 5432, "10.20.0.0/16"],
      [5432, 5432, "sg-database"],
    ]);
    const into = only(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    assert.deepEqual(
      [into.securityGroupId, into.referencedSecurityGroupId, into.fromPort],
      ["sg-database", "rotation-security-group-id", 5432],
    );
  });

  it("has its log made with a key and an end before it writes there", async () => {
    const registered = await build();
    const log = only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.equal(log.name, "/aws/lambda/payment-hub-prod-database-rotation");
    assert.deepEqual([log.retentionInDays, log.kmsKeyId], [400, "arn:mock:rotation-log-key"]);
    const { loggingConfig } = only(registered, "aws:lambda/function:Function").inputs;
    assert.deepEqual(loggingConfig, { logFormat: "JSON", logGroup: log.name });
  });

  it("may read and write one secret, use its key through Secrets Manager alone, and write its log", () => {
    const document = rotationPolicy({
      region: "cn-north-1",
      dnsSuffix: "amazonaws.com.cn",
      secretArn: "secret",
      secretKeyArn: "key",
      logGroupArn: "log",
      functionKeyArn: "function key",
    });
    const { Statement } = JSON.parse(document) as {
      Statement: { Action: string[]; Resource: string; Condition?: unknown }[];
    };
    assert.deepEqual(
      Statement.map(({ Resource }) => Resource),
      ["secret", "key", "function key", "log:*"],
    );
    assert.deepEqual(Statement[1]?.Condition, {
      StringEquals: { "kms:ViaService": "secretsmanager.cn-north-1.amazonaws.com.cn" },
    });
    assert.deepEqual(Statement[2]?.Condition, {
      StringEquals: { "kms:ViaService": "lambda.cn-north-1.amazonaws.com.cn" },
    });
    assert.ok(Statement.every(({ Action }) => Action.every((action) => !action.includes("*"))));
  });

  it("registers every regional resource in its own region", async () => {
    for (const { type, inputs } of await build()) {
      const global = /^(aws:iam\/)/.test(type);
      assert.equal(inputs.region, global ? undefined : "us-east-2", type);
    }
  });

  const wrong: [string, Partial<SecretRotatorArgs>, RegExp][] = [
    ["days", { days: 91 }, /^91 is not allowed, 1 to 90 is/],
    ["days", { days: 0 }, /^0 is not allowed/],
    ["functionName", { functionName: "payment hub" }, /up to 64 letters/],
    ["otherRanges", { otherRanges: { "us-east-2": "10.10.0.0/16" } }, /it is the rotator's own/],
    ["logRetentionInDays", { logRetentionInDays: 31 }, /30 or 60 days/],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path} ${JSON.stringify(change)}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }
});
