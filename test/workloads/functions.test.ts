import assert from "node:assert/strict";
import * as vm from "node:vm";
import type * as pulumi from "@pulumi/pulumi";
import { workloadCode } from "../../stacks/workload-code";

const secretArn = "arn:aws:secretsmanager:us-east-2:111122223333:secret:ship-AbCdEf";

/** What each function's environment has to hold, and the clients that its runtime gives it. */
const functions: Record<string, { env: Record<string, string>; sdk: string[] }> = {
  "order-api": {
    env: { ORDER_TABLE: "orders", ORDER_TOPIC_ARN: "arn:aws:sns:us-east-2:111122223333:orders" },
    sdk: ["client-dynamodb", "client-sns"],
  },
  "order-worker": { env: { ORDER_TABLE: "orders" }, sdk: ["client-dynamodb"] },
  "api-authorizer": {
    env: {
      ISSUERS: '[{"issuer":"https://issuer.example","audiences":["app"]}]',
      ROUTES: '{"GET /orders":[]}',
    },
    sdk: [],
  },
  "upload-grant": {
    env: {
      AWS_REGION: "us-east-2",
      UPLOAD_BUCKET: "uploads",
      UPLOAD_KEY_ARN: "arn:aws:kms:us-east-2:111122223333:key/1",
      UPLOAD_CONTENT_TYPES: "image/png",
    },
    sdk: [],
  },
  "session-api": { env: { SESSION_TABLE: "sessions" }, sdk: ["client-dynamodb"] },
  "partner-gateway": {
    env: {
      PARTNERS: JSON.stringify({ "fast-ship": { kind: "shipping", apiKeyId: "a", secretArn } }),
      RECEIVED_TABLE: "received",
      PARTNER_TOPIC_ARN: "arn:aws:sns:us-east-2:111122223333:partners",
    },
    sdk: ["client-dynamodb", "client-secrets-manager", "client-sns"],
  },
  "automations/snapshot-copy-check": {
    env: {
      COPY_REGION: "us-west-2",
      COPY_VAULT: "copies",
      RESOURCES: '["arn:aws:rds:us-east-2:111122223333:cluster:shop"]',
      TOPIC_ARN: "arn:aws:sns:us-east-2:111122223333:notices",
    },
    sdk: ["client-backup", "client-sns"],
  },
  "automations/stale-image-cleanup": {
    env: { REPOSITORIES: '["shop/orders"]', CLUSTERS: '["shop"]', REHEARSAL: "true" },
    sdk: ["client-ecr", "client-ecs"],
  },
  "automations/scale-to-schedule": {
    env: { ENVIRONMENT: "dev", SLEEPER: '{"services":[],"fleets":[],"databases":["shop-dev"]}' },
    sdk: ["client-application-auto-scaling", "client-auto-scaling", "client-ecs", "client-rds"],
  },
  "reporting-extract": {
    env: {
      ...{
        CLUSTER: "shop",
        DATABASE: "shop",
        TABLES: '["public.orders"]',
        TASK_NAME: "report",
        BUCKET: "reports",
      },
      ...{ PREFIX: "extract", EXPORT_ROLE_ARN: "arn:aws:iam::111122223333:role/export", KEY_ARN: "key" },
      GLUE_DATABASE: "reports",
    },
    sdk: ["client-glue", "client-rds"],
  },
};

async function source(workload: string): Promise<string> {
  const { assets } = workloadCode(workload) as pulumi.asset.AssetArchive;
  const { "index.js": file } = (await assets) as Record<string, pulumi.asset.StringAsset>;
  return (await file?.text) ?? "";
}

/** Loads a function as its runtime does: its one file, its environment, Node's modules and the SDK's clients. */
function load(code: string, env: Record<string, string>): { handler: unknown; required: string[] } {
  const required: string[] = [];
  const module = { exports: {} as { handler?: unknown } };
  const client = new Proxy({}, { get: () => class {} });
  vm.runInNewContext(code, {
    module,
    exports: module.exports,
    process: { env },
    Buffer,
    console,
    URL,
    require(name: string) {
      required.push(name);
      return name.startsWith("@aws-sdk/") ? client : require(name);
    },
  });
  return { handler: module.exports.handler, required };
}

describe("the functions", () => {
  for (const [workload, { env, sdk }] of Object.entries(functions)) {
    it(`${workload} is one small file that starts with its environment and the runtime's clients`, async () => {
      const code = await source(workload);
      const { handler, required } = load(code, env);
      assert.equal(typeof handler, "function");
      const foreign = required.filter((name) => !name.startsWith("node:"));
      assert.deepEqual(
        foreign.sort(),
        sdk.map((name) => `@aws-sdk/${name}`),
      );
      assert.ok(code.length < 150_000, `${code.length} characters`);
    });

    for (const name of Object.keys(env)) {
      it(`${workload} does not start without ${name}, and says so`, async () => {
        const { [name]: _, ...rest } = env;
        const code = await source(workload);
        assert.throws(() => load(code, rest), { message: `the environment has no ${name}` });
      });
    }
  }

  it("do not put production to sleep, nor clean up without a word about whether it is meant", async () => {
    const sleeping = { ...functions["automations/scale-to-schedule"]?.env, ENVIRONMENT: "prod" };
    const code = await source("automations/scale-to-schedule");
    assert.throws(() => load(code, sleeping), { message: 'ENVIRONMENT is "prod", which never sleeps' });
    const cleaning = { ...functions["automations/stale-image-cleanup"]?.env, REHEARSAL: "maybe" };
    const other = await source("automations/stale-image-cleanup");
    assert.throws(() => load(other, cleaning), { message: 'REHEARSAL is "maybe", true or false is allowed' });
  });

  it("do not start with a number out of its bounds", async () => {
    const env = { ...functions["session-api"]?.env, SESSION_IDLE_SECONDS: "0" };
    const message = 'SESSION_IDLE_SECONDS is "0", a whole number from 60 to 2592000 is allowed';
    const code = await source("session-api");
    assert.throws(() => load(code, env), { message });
  });
});
