import assert from "node:assert/strict";
import { pitrAndRetentionFloor as rule } from "../../../rules/backup/pitr-and-retention-floor";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const databases = [
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
];
const caches = [
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:memorydb/cluster:Cluster",
];
const table = (pointInTimeRecovery: unknown) =>
  resource("aws:dynamodb/table:Table", "data", { pointInTimeRecovery });
const short = ["data: backupRetentionPeriod is less than 7 days."];

describe("pitr-and-retention-floor", () => {
  it("looks at databases, tables and caches", () => {
    assert.deepEqual(new Set(rule.types), new Set([...databases, "aws:dynamodb/table:Table", ...caches]));
  });

  for (const type of caches) {
    const cache = (snapshotRetentionLimit: unknown) => resource(type, "data", { snapshotRetentionLimit });
    it(`judges and mends ${type}`, async () => {
      for (const days of [1, 35, "7"]) assert.deepEqual(await said(rule, [cache(days)]), []);
      for (const days of [0, undefined]) {
        assert.deepEqual(await said(rule, [cache(days)]), [
          "data: snapshotRetentionLimit is less than a day.",
        ]);
        assert.equal(mended(rule, cache(days)).props.snapshotRetentionLimit, 1);
      }
      assert.equal(mended(rule, cache(5)).props.snapshotRetentionLimit, 5);
      assert.deepEqual(await said(rule, [cache(unknown)]), ["data? snapshotRetentionLimit is not known yet"]);
    });
  }

  for (const type of databases) {
    const database = (backupRetentionPeriod: unknown) => resource(type, "data", { backupRetentionPeriod });
    it(`judges and mends ${type}`, async () => {
      for (const days of [7, 35, "14"]) assert.deepEqual(await said(rule, [database(days)]), []);
      for (const days of [0, 1, 6, undefined]) {
        assert.deepEqual(await said(rule, [database(days)]), short);
        assert.deepEqual(await said(rule, [mended(rule, database(days))]), []);
      }
      assert.deepEqual(await said(rule, [database(unknown)]), [
        "data? backupRetentionPeriod is not known yet",
      ]);
      assert.deepEqual(await said(rule, [database(7)], { settings: { retentionDays: 35 } }), [
        "data: backupRetentionPeriod is less than 35 days.",
      ]);
    });
  }

  it("takes what RDS does without a word: a cluster keeps one day, an instance none", async () => {
    const one = { settings: { retentionDays: 1 } };
    assert.deepEqual(await said(rule, [resource("aws:rds/cluster:Cluster", "data")], one), []);
    assert.equal((await said(rule, [resource("aws:rds/instance:Instance", "data")], one)).length, 1);
  });

  it("asks nothing of a read replica, whose source has the backups", async () => {
    const replica = resource("aws:rds/instance:Instance", "data", { replicateSourceDb: "source" });
    assert.deepEqual(await said(rule, [replica]), []);
    assert.equal(mended(rule, replica), replica);
  });

  it("judges and mends a table", async () => {
    const good = [{ enabled: true }, { enabled: true, recoveryPeriodInDays: 7 }];
    for (const recovery of good) {
      assert.deepEqual(await said(rule, [table(recovery)]), []);
      assert.equal(mended(rule, table(recovery)).props.pointInTimeRecovery, recovery);
    }
    for (const recovery of [undefined, {}, { enabled: false }]) {
      assert.deepEqual(await said(rule, [table(recovery)]), ["data: pointInTimeRecovery is not on."]);
      assert.deepEqual(await said(rule, [mended(rule, table(recovery))]), []);
    }
    const brief = table({ enabled: true, recoveryPeriodInDays: 3 });
    assert.deepEqual(await said(rule, [brief]), ["data: pointInTimeRecovery goes back less than 7 days."]);
    assert.deepEqual(await said(rule, [mended(rule, brief)]), []);
    assert.deepEqual(await said(rule, [table({ enabled: unknown, recoveryPeriodInDays: 3 })]), [
      "data: pointInTimeRecovery goes back less than 7 days.",
      "data? pointInTimeRecovery.enabled is not known yet",
    ]);
  });

  it("leaves what is just enough as it is", () => {
    for (const type of caches) {
      const cache = resource(type, "data", { snapshotRetentionLimit: 1 });
      assert.equal(mended(rule, cache), cache);
    }
    for (const type of databases) {
      const database = resource(type, "data", { backupRetentionPeriod: 7 });
      assert.equal(mended(rule, database), database);
    }
  });
});
