import assert from "node:assert/strict";
import { jsonLog } from "../../workloads/lambda/log";
import {
  addPartitions,
  check,
  NotFinished,
  start,
  type Tools,
} from "../../workloads/reporting-extract/extract";

const named = (name: string) => Object.assign(new Error(name), { name });
const settings = {
  cluster: "shop-prod",
  database: "shop",
  tables: ["public.orders", "public.products"],
  name: "shop-report",
  bucket: "shop-reports",
  prefix: "extract",
  roleArn: "arn:aws:iam::111122223333:role/export",
  keyArn: "arn:aws:kms:us-east-2:111122223333:key/1",
  glueDatabase: "shop_reports",
};
const extract = { taskId: "shop-report-2026-03-09", day: "2026-03-09" };

function tools(change: { rds?: Partial<Tools["rds"]>; glue?: Partial<Tools["glue"]> } = {}): Tools {
  const none = () => assert.fail("it was not to be asked");
  const rds = {
    describeDBClusterSnapshots: none,
    startExportTask: none,
    describeExportTasks: none,
    ...change.rds,
  };
  const glue = { getTable: none, createPartition: none, ...change.glue };
  return { rds, glue, settings, log: jsonLog("test", () => {}) };
}

describe("SHOP-13 the reporting extract", () => {
  const snapshots: Tools["rds"]["describeDBClusterSnapshots"] = async ({
    DBClusterIdentifier,
    SnapshotType,
    Marker,
  }) => {
    assert.deepEqual([DBClusterIdentifier, SnapshotType], ["shop-prod", "automated"]);
    const one = (id: string, time: string, Status = "available") => ({
      DBClusterSnapshotArn: `arn:${id}`,
      SnapshotCreateTime: new Date(time),
      Status,
    });
    if (Marker === undefined)
      return { DBClusterSnapshots: [one("old", "2026-03-08T03:00:00Z")], Marker: "more" };
    const newest = one("being-made", "2026-03-10T03:00:00Z", "creating");
    return { DBClusterSnapshots: [one("new", "2026-03-09T03:00:00Z"), newest] };
  };

  it("starts with the newest snapshot that is available, the wanted tables alone", async () => {
    const started: object[] = [];
    const rds = {
      describeDBClusterSnapshots: snapshots,
      startExportTask: async (input: object) => void started.push(input),
    };
    assert.deepEqual(await start(tools({ rds })), extract);
    assert.deepEqual(started, [
      {
        ExportTaskIdentifier: "shop-report-2026-03-09",
        SourceArn: "arn:new",
        S3BucketName: "shop-reports",
        S3Prefix: "extract",
        IamRoleArn: settings.roleArn,
        KmsKeyId: settings.keyArn,
        ExportOnly: ["shop.public.orders", "shop.public.products"],
      },
    ]);
  });

  it("is the first start when it is started twice, and fails when it can't start", async () => {
    const failing = (name: string) => ({
      describeDBClusterSnapshots: snapshots,
      startExportTask: () => Promise.reject(named(name)),
    });
    assert.deepEqual(await start(tools({ rds: failing("ExportTaskAlreadyExistsFault") })), extract);
    await assert.rejects(
      start(tools({ rds: failing("KMSKeyNotAccessibleFault") })),
      /KMSKeyNotAccessibleFault/,
    );
    const none = { describeDBClusterSnapshots: async () => ({}) };
    await assert.rejects(start(tools({ rds: none })), /no automatic snapshot that is available/);
  });

  it("waits while RDS is at it, and tells why it failed", async () => {
    const is = (Status: string, FailureCause?: string) =>
      check(
        extract,
        tools({
          rds: {
            describeExportTasks: async () => ({
              ExportTasks: [{ Status, FailureCause, PercentProgress: 40 }],
            }),
          },
        }),
      );
    assert.deepEqual(await is("COMPLETE"), extract);
    for (const status of ["STARTING", "IN_PROGRESS"]) {
      await assert.rejects(
        is(status),
        (error: Error) => error instanceof NotFinished && error.name === "NotFinished",
      );
    }
    await assert.rejects(is("FAILED", "no access to the bucket"), /is FAILED: no access to the bucket$/);
    await assert.rejects(is("CANCELED"), /is CANCELED$/);
    const gone = tools({ rds: { describeExportTasks: async () => ({}) } });
    await assert.rejects(check(extract, gone), /is MISSING$/);
  });

  it("makes a partition of each table, with the table's columns and the extract's place", async () => {
    const made: object[] = [];
    const glue = {
      getTable: async ({ Name }: { Name: string }) => ({
        Table: { StorageDescriptor: { Columns: [{ Name: `${Name}_id` }], Location: "s3://shop-reports/" } },
      }),
      createPartition: async (input: { TableName: string }) => {
        made.push(input);
        if (input.TableName === "products") throw named("AlreadyExistsException");
      },
    };
    const places = await addPartitions(extract, tools({ glue }));
    const place = "s3://shop-reports/extract/shop-report-2026-03-09/shop/public.orders/";
    assert.deepEqual(places, [place, place.replace("orders", "products")]);
    assert.deepEqual(made[0], {
      DatabaseName: "shop_reports",
      TableName: "orders",
      PartitionInput: {
        Values: ["2026-03-09"],
        StorageDescriptor: { Columns: [{ Name: "orders_id" }], Location: place },
      },
    });
    assert.equal(made.length, 2);
    const broken = { ...glue, createPartition: () => Promise.reject(named("AccessDeniedException")) };
    await assert.rejects(addPartitions(extract, tools({ glue: broken })), /AccessDeniedException/);
  });
});
