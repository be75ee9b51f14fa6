import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EdgeRequestLog, type EdgeRequestLogArgs } from "../../components/edge-request-log";
import { EDGE_CACHE_REGIONS } from "../../components/edge-request-log/args";
import { EDGE_TRUST, logPermissions } from "../../components/edge-request-log/policies";
import { dashboardBody } from "../../components/edge-request-log/query";
import { names, only, settled, startMocks } from "../support/mocks";

const minimal: EdgeRequestLogArgs = {
  functionName: "hub-prod-edge-requests",
  code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset("export {}") }),
};
const REGIONS = ["us-east-1", "eu-central-1"];
const GROUP = "/aws/lambda/us-east-1.hub-prod-edge-requests";

async function build(more: Partial<EdgeRequestLogArgs> = {}) {
  const registered = startMocks({
    "aws:lambda/function:Function": (_, name) => ({ qualifiedArn: `arn:mock:${name}:1` }),
  });
  const log = new EdgeRequestLog("requests", { ...minimal, ...more });
  await settled();
  return { registered, log };
}

describe("EdgeRequestLog", () => {
  it("has exactly its parts: in each region a key, a log group and a query", async () => {
    const { registered } = await build({ logRegions: REGIONS });
    const counts: Record<string, number> = {};
    for (const { type } of registered) counts[type] = (counts[type] ?? 0) + 1;
    assert.deepEqual(counts, {
      "tandem:components:EdgeRequestLog": 1,
      "tandem:components:RegionalKey": 2,
      "aws:kms/key:Key": 2,
      "aws:kms/alias:Alias": 2,
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:cloudwatch/queryDefinition:QueryDefinition": 2,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:lambda/function:Function": 1,
      "aws:cloudwatch/dashboard:Dashboard": 1,
    });
  });

  it("keeps a log in every region of CloudFront's regional edge caches unless told otherwise", async () => {
    const { registered } = await build();
    const groups = names(registered, "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(groups, EDGE_CACHE_REGIONS.map((region) => `requests-${region}`).sort());
  });

  it("HUB-4 names each log group as Lambda@Edge does, with an end and a key of its region", async () => {
    const { registered } = await build({ logRegions: REGIONS, retentionInDays: 731 });
    for (const region of REGIONS) {
      const { inputs } = only(registered, "aws:cloudwatch/logGroup:LogGroup", `requests-${region}`);
      assert.deepEqual(inputs, {
        region,
        name: GROUP,
        kmsKeyId: `arn:mock:requests-${region}-key`,
        retentionInDays: 731,
      });
      const key = only(registered, "aws:kms/key:Key", `requests-${region}-key`);
      assert.equal(key.inputs.region, region);
      assert.match(key.inputs.policy as string, new RegExp(`logs\\.${region}\\.amazonaws\\.com`));
      const query = only(registered, "aws:cloudwatch/queryDefinition:QueryDefinition", `requests-${region}`);
      assert.deepEqual([query.inputs.region, query.inputs.logGroupNames], [region, [GROUP]]);
    }
  });

  it("is a function that CloudFront takes: a published version in us-east-1, on x86, without environment or layers", async () => {
    const { registered, log } = await build({ logRegions: REGIONS });
    const { inputs } = only(registered, "aws:lambda/function:Function");
    assert.deepEqual(
      [inputs.region, inputs.publish, inputs.skipDestroy, inputs.architectures],
      ["us-east-1", true, true, ["x86_64"]],
    );
    for (const refused of [
      "environment",
      "layers",
      "vpcConfig",
      "kmsKeyArn",
      "deadLetterConfig",
      "ephemeralStorage",
      "reservedConcurrentExecutions",
    ]) {
      assert.equal(inputs[refused], undefined, refused);
    }
    assert.ok((inputs.timeout as number) <= 30 && (inputs.memorySize as number) <= 10_240);
    assert.equal(
      await new Promise((resolve) => log.versionArn.apply(resolve)),
      "arn:mock:requests-function:1",
    );
  });

  it("reads all regions together on a dashboard", async () => {
    const { registered } = await build({ logRegions: REGIONS });
    const body = only(registered, "aws:cloudwatch/dashboard:Dashboard").inputs.dashboardBody as string;
    assert.equal(body, dashboardBody(GROUP, REGIONS));
    const { widgets } = JSON.parse(body) as {
      widgets: { type: string; x: number; y: number; properties: { region: string; query: string } }[];
    };
    assert.deepEqual(
      widgets.map(({ type, properties }) => [type, properties.region]),
      REGIONS.flatMap((region) => [
        ["log", region],
        ["log", region],
      ]),
    );
    for (const { properties } of widgets) assert.ok(properties.query.startsWith(`SOURCE '${GROUP}' | `));
    assert.equal(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size, widgets.length, "none covers another");
  });

  const wrong: [string, Partial<EdgeRequestLogArgs>, RegExp][] = [
    [
      "no log where the function is",
      { logRegions: ["eu-west-1"] },
      /logRegions: \[eu-west-1\] is not allowed/,
    ],
    [
      "a region twice",
      { logRegions: ["us-east-1", "us-east-1"] },
      /logRegions\[1\]: us-east-1 is there twice/,
    ],
    ["a name too long", { functionName: "x".repeat(65) }, /functionName: .+ is too long/],
    ["an odd retention", { retentionInDays: 5000 }, /retentionInDays: 5000 is not allowed/],
  ];
  for (const [title, more, expected] of wrong) {
    it(`refuses ${title}`, () => {
      startMocks();
      assert.throws(() => new EdgeRequestLog("requests", { ...minimal, ...more }), expected);
    });
  }
});

describe("the role of the edge request log", () => {
  it("trusts Lambda and Lambda@Edge, and nobody else", () => {
    const [statement] = (JSON.parse(EDGE_TRUST) as { Statement: { Principal: unknown }[] }).Statement;
    assert.deepEqual(statement?.Principal, {
      Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"],
    });
  });

  it("writes to its log groups, and makes none that would be kept for ever", () => {
    const { Statement } = JSON.parse(logPermissions(["arn:a", "arn:b"])) as { Statement: unknown[] };
    assert.deepEqual(Statement, [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["arn:a:*", "arn:b:*"],
      },
    ]);
  });
});
