import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Canaries, type CanariesArgs } from "../../components/canaries";
import { canaryPolicy } from "../../components/canaries/documents";
import { names, only, settled, startMocks } from "../support/mocks";

const CANARY = "aws:synthetics/canary:Canary";
const api = {
  name: "api",
  description: "The API does not answer.",
  checks: [{ name: "ready", url: "https://api.pay.example.com/healthz", status: [200] }],
};
const args: CanariesArgs = {
  region: "ca-central-1",
  resourceName: "hub-prod",
  bucketName: "hub-prod-canaries-0123abcd",
  code: new pulumi.asset.AssetArchive({
    "nodejs/node_modules/canary.js": new pulumi.asset.StringAsset("exports.handler = 1"),
  }),
  canaries: [api, { ...api, name: "site" }],
  topicArn: "arn:aws:sns:ca-central-1:111122223333:alarms",
};
const answers = {
  [CANARY]: (_: unknown, name: string) => ({
    engineArn: `arn:aws:lambda:ca-central-1:111122223333:function:cwsyn-${name}-0123:7`,
  }),
  "aws:s3/bucketObjectv2:BucketObjectv2": () => ({ versionId: "version-1" }),
};

async function canaries(more: Partial<CanariesArgs> = {}) {
  const registered = startMocks(answers);
  new Canaries("canaries", { ...args, ...more });
  await settled();
  return registered;
}

describe("Canaries", () => {
  it("HUB-12 runs the code of one versioned object every five minutes, all in their own region", async () => {
    const registered = await canaries();
    assert.deepEqual(names(registered, CANARY), ["canaries-api", "canaries-site"]);
    const { inputs } = only(registered, CANARY, "canaries-api");
    assert.equal(inputs.name, "hub-prod-api");
    assert.equal(inputs.handler, "canary.handler");
    assert.equal(inputs.s3Version, "version-1", "new code is taken up by its version");
    assert.equal(inputs.startCanary, true);
    assert.deepEqual(inputs.schedule, { expression: "rate(5 minutes)" });
    const { environmentVariables } = inputs.runConfig as { environmentVariables: { CHECKS: string } };
    assert.deepEqual(JSON.parse(environmentVariables.CHECKS), api.checks);
    assert.match(String(inputs.artifactS3Location), /^s3:\/\/.+\/runs\/api\/$/);
    for (const { type, inputs: given } of registered.filter((one) => /^aws:(?!iam)/.test(one.type))) {
      assert.equal(given.region, "ca-central-1", type);
    }
  });

  it("writes the schedule of every minute as Synthetics does", async () => {
    const { inputs } = only(await canaries({ everyMinutes: 1 }), CANARY, "canaries-api");
    assert.deepEqual(inputs.schedule, { expression: "rate(1 minute)" });
  });

  it("pages somebody after ten minutes of failures, and when a canary has stopped", async () => {
    const { inputs } = only(await canaries(), "aws:cloudwatch/metricAlarm:MetricAlarm", "canaries-api");
    assert.deepEqual(inputs.dimensions, { CanaryName: "hub-prod-api" });
    assert.equal(inputs.treatMissingData, "breaching");
    assert.deepEqual([inputs.period, inputs.evaluationPeriods], [300, 2]);
    assert.deepEqual(inputs.alarmActions, [args.topicArn]);
  });

  it("keeps the log that Synthetics names, encrypted and not for ever", async () => {
    const { inputs } = only(await canaries(), "aws:cloudwatch/logGroup:LogGroup", "canaries-api-log");
    assert.equal(inputs.name, "/aws/lambda/cwsyn-canaries-api-0123");
    assert.equal(inputs.kmsKeyId, "arn:mock:canaries-key-key");
    assert.equal(inputs.retentionInDays, 365);
  });

  it("deletes old runs, but not the code beside them", async () => {
    const { inputs } = only(
      await canaries(),
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    );
    const rules = inputs.rules as { filter: { prefix?: string }; expiration: { days?: number } }[];
    assert.deepEqual(
      rules.filter(({ expiration }) => expiration.days !== undefined).map(({ filter }) => filter),
      [{ prefix: "runs/" }],
    );
  });

  it("may leave runs in its own folder, write its own log and count, and nothing else", () => {
    const { Statement } = JSON.parse(
      canaryPolicy({
        canaryName: "hub-prod-api",
        region: "ca-central-1",
        accountId: "111122223333",
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        bucketArn: "arn:aws:s3:::runs",
        folder: "runs/api/",
        keyArn: "arn:key",
      }),
    ) as { Statement: { Sid: string; Action: string | string[]; Resource: string; Condition?: object }[] };
    const find = (sid: string) => Statement.find(({ Sid }) => Sid === sid);
    assert.equal(find("KeepRuns")?.Resource, "arn:aws:s3:::runs/runs/api/*");
    assert.equal(
      find("WriteLog")?.Resource,
      "arn:aws:logs:ca-central-1:111122223333:log-group:/aws/lambda/cwsyn-hub-prod-api-*:*",
    );
    assert.ok(!JSON.stringify(Statement).includes("CreateLogGroup"));
    const everywhere = Statement.filter(({ Resource }) => Resource === "*");
    assert.deepEqual(
      everywhere.map(({ Action, Condition }) => [Action, Condition !== undefined]),
      [
        ["s3:ListAllMyBuckets", false],
        ["cloudwatch:PutMetricData", true],
      ],
    );
  });

  const wrong: [string, Partial<CanariesArgs>, RegExp][] = [
    ["no canary", { canaries: [] }, /canaries: none is not allowed/],
    [
      "a canary without a check",
      { canaries: [{ ...api, checks: [] }] },
      /a canary that checks nothing always passes/,
    ],
    ["two of one name", { canaries: [api, api] }, /canaries\[1\]\.name: "api" is there twice/],
    ["capitals", { resourceName: "Hub" }, /"Hub-api" is not allowed/],
    ["six minutes", { everyMinutes: 6 }, /everyMinutes: 6 is not allowed, 1 to 5 is/],
    [
      "http",
      { canaries: [{ ...api, checks: [{ name: "a", url: "http://a", status: [200] }] }] },
      /"http:\/\/a" is not allowed/,
    ],
    [
      "more checks than a function's environment takes",
      {
        canaries: [
          { ...api, checks: Array.from({ length: 60 }, () => api.checks[0] as (typeof api.checks)[0]) },
        ],
      },
      /split the canary/,
    ],
  ];
  for (const [title, more, sentence] of wrong) {
    it(`refuses ${title}`, () => {
      startMocks(answers);
      assert.throws(() => new Canaries("canaries", { ...args, ...more }), sentence);
    });
  }
});
