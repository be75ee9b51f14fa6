import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ReportingExtract, type ReportingExtractArgs } from "../../components/reporting-extract";
import {
  exportPolicy,
  exportTrust,
  machinePolicy,
  stateMachine,
} from "../../components/reporting-extract/documents";
import { mistakes } from "../../components/reporting-extract/validate";
import { only, type Registered, settled, startMocks } from "../support/mocks";

const minimal: ReportingExtractArgs = {
  region: "eu-west-1",
  resourceName: "shop-prod-extract",
  bucketName: "shop-prod-extract-eu-west-1-12345678",
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = 1") }),
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
  source: { clusterIdentifier: "shop-prod", databaseName: "shop" },
  tables: [{ name: "public.orders", columns: [{ name: "id", type: "string" }] }],
};

describe("ReportingExtract", () => {
  let registered: Registered[];
  before(async () => {
    registered = startMocks({ "aws:lambda/function:Function": () => ({ version: "7" }) });
    new ReportingExtract("extract", minimal);
    await settled();
  });

  it("SHOP-13 has a table partitioned by day, over Parquet in an encrypted bucket that forgets after 400 days", () => {
    const table = only(registered, "aws:glue/catalogTable:CatalogTable").inputs;
    assert.deepEqual([table.name, table.databaseName], ["orders", "shop_prod_extract"]);
    assert.deepEqual(table.partitionKeys, [{ name: "day", type: "string" }]);
    const storage = table.storageDescriptor as Record<string, unknown>;
    assert.equal(storage.location, `s3://${minimal.bucketName}/exports/`);
    assert.deepEqual(storage.columns, [{ name: "id", type: "string" }]);
    const lifecycle = only(
      registered,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ).inputs;
    assert.ok(JSON.stringify(lifecycle.rules).includes('"expiration":{"days":400}'));
    const encryption = only(
      registered,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ).inputs;
    assert.ok(JSON.stringify(encryption.rules).includes('"sseAlgorithm":"aws:kms"'));
  });

  it("starts every day, tells its function all that the steps read, and logs what fails", () => {
    const schedule = only(registered, "aws:scheduler/schedule:Schedule").inputs;
    const machine = only(registered, "aws:sfn/stateMachine:StateMachine").inputs;
    assert.equal(schedule.scheduleExpression, "cron(0 5 * * ? *)");
    assert.equal((machine.loggingConfiguration as Record<string, unknown>).level, "ERROR");
    const { environment } = only(registered, "aws:lambda/function:Function").inputs as {
      environment: { variables: Record<string, string> };
    };
    assert.deepEqual(Object.keys(environment.variables).sort(), [
      "BUCKET",
      "CLUSTER",
      "DATABASE",
      "EXPORT_ROLE_ARN",
      "GLUE_DATABASE",
      "KEY_ARN",
      "PREFIX",
      "TABLES",
      "TASK_NAME",
    ]);
    assert.equal(environment.variables.TABLES, '["public.orders"]');
  });

  it("limits what a query reads, and encrypts what it answers", () => {
    const { configuration } = only(registered, "aws:athena/workgroup:Workgroup").inputs as {
      configuration: Record<string, unknown>;
    };
    assert.equal(configuration.enforceWorkgroupConfiguration, true);
    assert.equal(configuration.bytesScannedCutoffPerQuery, 100_000_000_000);
    assert.match(JSON.stringify(configuration.resultConfiguration), /"encryptionOption":"SSE_KMS"/);
  });

  it("leads from start to partition, looks again while an export is on its way, and keeps to its partition of AWS", () => {
    const functionArn = "arn:aws-cn:lambda:cn-north-1:111122223333:function:shop:live";
    const { StartAt, States } = JSON.parse(stateMachine(functionArn)) as {
      StartAt: string;
      States: Record<string, Record<string, unknown>>;
    };
    const way = [];
    for (
      let at: string | undefined = StartAt;
      at !== undefined;
      at = States[at]?.Next as string | undefined
    ) {
      const { Parameters, Resource } = States[at] as {
        Parameters: { Payload: { step: string } };
        Resource: string;
      };
      assert.equal(Resource, "arn:aws-cn:states:::lambda:invoke");
      way.push(Parameters.Payload.step);
    }
    assert.deepEqual(way, ["start", "check", "partition"]);
    const retries = States.Check?.Retry as {
      ErrorEquals: string[];
      IntervalSeconds: number;
      MaxAttempts: number;
    }[];
    const waiting = retries.find(({ ErrorEquals }) => ErrorEquals.includes("NotFinished"));
    assert.equal((waiting?.IntervalSeconds ?? 0) * (waiting?.MaxAttempts ?? 0), 86_400);
  });

  it("lets RDS write below its folder alone, for this account alone", () => {
    const policy = JSON.parse(exportPolicy("arn:aws:s3:::b", "arn:aws:kms:eu-west-1:111122223333:key/1")) as {
      Statement: { Action: string[]; Resource: string }[];
    };
    const writes = policy.Statement.filter(({ Action }) => Action.includes("s3:PutObject"));
    assert.deepEqual(
      writes.map(({ Resource }) => Resource),
      ["arn:aws:s3:::b/exports/*"],
    );
    assert.match(exportTrust("111122223333"), /"aws:SourceAccount":"111122223333"/);
    assert.match(
      machinePolicy("arn:aws:lambda:f"),
      /"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:f"/,
    );
  });

  const columns = [{ name: "id", type: "string" }];
  const refused: [string, Partial<ReportingExtractArgs>, RegExp][] = [
    ["no tables", { tables: [] }, /^tables: none is not allowed/],
    [
      "a table without its schema",
      { tables: [{ name: "orders", columns }] },
      /^tables\[0\]\.name: "orders" is not/,
    ],
    [
      "two tables of one name in Athena",
      {
        tables: [
          { name: "a.orders", columns },
          { name: "b.orders", columns },
        ],
      },
      /^tables\[1\]\.name: "b\.orders" is not allowed, a\.orders has that name/,
    ],
    [
      "a table without columns",
      { tables: [{ name: "a.b", columns: [] }] },
      /^tables\[0\]\.columns: none is not/,
    ],
    [
      "the partition's name for a column",
      { tables: [{ name: "a.b", columns: [{ name: "day", type: "date" }] }] },
      /^tables\[0\]\.columns: "day" is not allowed/,
    ],
    [
      "a type that Athena does not have",
      { tables: [{ name: "a.b", columns: [{ name: "id", type: "uuid" }] }] },
      /^tables\[0\]\.columns: id: "uuid" is not allowed/,
    ],
    ["a schedule that is none", { schedule: "daily" }, /^schedule: "daily" is not allowed/],
    ["extracts for a day", { retentionInDays: 1 }, /^retentionInDays: 1 is not allowed, 30 or more/],
    ["no limit of queries", { queryLimitGigabytes: 0 }, /^queryLimitGigabytes: 0 is not allowed/],
    [
      "a name that RDS does not take",
      { resourceName: `a${"b".repeat(45)}` },
      /^resourceName: .+ is too long/,
    ],
  ];
  for (const [what, args, expected] of refused) {
    it(`refuses ${what}`, () => {
      const found = mistakes({ ...minimal, ...args }).map(
        ({ propertyPath, reason }) => `${propertyPath}: ${reason}`,
      );
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }
});
