import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { OriginHeader, type OriginHeaderArgs } from "../../components/origin-header";
import { rotationPermissions } from "../../components/origin-header/policies";
import { only, settled, startMocks } from "../support/mocks";

const minimal: OriginHeaderArgs = {
  region: "eu-central-1",
  resourceName: "hub-prod-origin-header",
  secretName: "hub-prod/edge/origin-header",
  keyAlias: "hub-prod/edge-origin-header",
  headerName: "x-origin-verify",
  code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset("export {}") }),
};

async function build(more: Partial<OriginHeaderArgs> = {}) {
  const registered = startMocks();
  const header = new OriginHeader("header", { ...minimal, ...more });
  await settled();
  return { registered, header };
}

describe("OriginHeader", () => {
  it("has exactly its parts, and no version of the secret among them", async () => {
    const { registered } = await build({ replicaRegions: ["eu-west-1"] });
    const counts: Record<string, number> = {};
    for (const { type } of registered) counts[type] = (counts[type] ?? 0) + 1;
    assert.deepEqual(counts, {
      "tandem:components:OriginHeader": 1,
      "tandem:components:ReplicatedSecret": 1,
      "tandem:components:RegionalKey": 3,
      "aws:kms/key:Key": 3,
      "aws:kms/alias:Alias": 3,
      "aws:secretsmanager/secret:Secret": 1,
      "aws:cloudfront/keyValueStore:KeyValueStore": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:lambda/function:Function": 1,
      "aws:lambda/invocation:Invocation": 1,
      "aws:lambda/permission:Permission": 1,
      "aws:secretsmanager/secretRotation:SecretRotation": 1,
    });
  });

  it("rotates the secret every 30 days, or as it is told, by a function that Secrets Manager alone may call", async () => {
    const { registered } = await build();
    const rotation = only(registered, "aws:secretsmanager/secretRotation:SecretRotation").inputs;
    assert.deepEqual(rotation.rotationRules, { automaticallyAfterDays: 30 });
    assert.equal(rotation.rotationLambdaArn, "arn:mock:header-rotation");
    assert.equal(rotation.secretId, "arn:mock:header-values-secret");
    const caller = only(registered, "aws:lambda/permission:Permission").inputs;
    assert.equal(caller.principal, "secretsmanager.amazonaws.com");
    assert.deepEqual(
      [caller.sourceArn, caller.sourceAccount],
      ["arn:mock:header-values-secret", "111122223333"],
    );
    const often = await build({ rotationDays: 7 });
    const { inputs } = only(often.registered, "aws:secretsmanager/secretRotation:SecretRotation");
    assert.deepEqual(inputs.rotationRules, { automaticallyAfterDays: 7 });
  });

  it("has the function make the first values, once", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, "aws:lambda/invocation:Invocation");
    assert.equal(inputs.lifecycleScope, "CREATE_ONLY");
    assert.deepEqual(JSON.parse(inputs.input as string), {
      Step: "initialise",
      SecretId: "arn:mock:header-values-secret",
    });
  });

  it("tells the function of store, header and the edge's time, and nothing secret", async () => {
    const { registered } = await build({ settleSeconds: 60 });
    const { inputs } = only(registered, "aws:lambda/function:Function");
    assert.deepEqual(inputs.environment, {
      variables: {
        KEY_VALUE_STORE_ARN: "arn:mock:header-store",
        HEADER_NAME: "x-origin-verify",
        SETTLE_SECONDS: "60",
      },
    });
    assert.deepEqual(
      [inputs.name, inputs.region, inputs.architectures],
      ["hub-prod-origin-header-rotation", "eu-central-1", ["arm64"]],
    );
    const log = only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.deepEqual(
      [log.name, log.retentionInDays, log.kmsKeyId],
      ["/aws/lambda/hub-prod-origin-header-rotation", 400, "arn:mock:header-log-key-key"],
    );
  });

  it("tells the store's ARN, once there is a value in it", async () => {
    const { header } = await build();
    assert.equal(
      await new Promise((resolve) => header.keyValueStoreArn.apply(resolve)),
      "arn:mock:header-store",
    );
  });

  const wrong: [string, Partial<OriginHeaderArgs>, RegExp][] = [
    ["a rotation later than 90 days", { rotationDays: 91 }, /rotationDays: 91 is not allowed, 1 to 90/],
    ["no time for the edge", { settleSeconds: -1 }, /settleSeconds: -1 is not allowed, 0 to 600/],
    ["a header in capitals", { headerName: "X-Origin" }, /headerName: "X-Origin" is not allowed/],
    [
      "a name too long",
      { resourceName: "x".repeat(56) },
      /resourceName: .+ 55 are allowed: the Lambda function/,
    ],
    ["an odd retention", { logRetentionInDays: 401 }, /logRetentionInDays: 401 is not allowed/],
  ];
  for (const [title, more, expected] of wrong) {
    it(`refuses ${title}`, () => {
      startMocks();
      assert.throws(() => new OriginHeader("header", { ...minimal, ...more }), expected);
    });
  }
});

describe("what the rotation of the origin header may do", () => {
  const document = JSON.parse(
    rotationPermissions({
      secretArn: "arn:secret",
      keyArn: "arn:key",
      storeArn: "arn:store",
      logGroupArn: "arn:log",
      region: "eu-central-1",
    }),
  ) as {
    Statement: { Sid: string; Action: string[]; Resource: string; Condition?: Record<string, unknown> }[];
  };

  it("is confined to one secret, its key, one store and one log", () => {
    assert.deepEqual(
      document.Statement.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["Secret", "arn:secret"],
        ["SecretKey", "arn:key"],
        ["Edge", "arn:store"],
        ["Log", "arn:log:*"],
      ],
    );
    for (const { Action } of document.Statement) {
      for (const action of Action) assert.doesNotMatch(action, /\*|Delete|:Update(?!SecretVersionStage)/);
    }
  });

  it("uses the key for that secret alone, through Secrets Manager", () => {
    assert.deepEqual(document.Statement.find(({ Sid }) => Sid === "SecretKey")?.Condition, {
      StringEquals: { "kms:EncryptionContext:SecretARN": "arn:secret" },
      StringLike: { "kms:ViaService": "secretsmanager.eu-central-1.*" },
    });
  });
});
