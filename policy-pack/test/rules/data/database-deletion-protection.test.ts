import assert from "node:assert/strict";
import { databaseDeletionProtection as rule } from "../../../rules/data/database-deletion-protection";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const on = { deletionProtection: true, deletionProtectionEnabled: true };
const withSnapshot = [
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
];
const switches: Record<string, string> = {
  "aws:dynamodb/table:Table": "deletionProtectionEnabled",
  "aws:dsql/cluster:Cluster": "deletionProtectionEnabled",
};

describe("database-deletion-protection", () => {
  it("looks at ten types", () => assert.equal(rule.types.length, 10));

  for (const type of rule.types) {
    const name = switches[type] ?? "deletionProtection";
    it(`judges ${type}`, async () => {
      assert.deepEqual(await said(rule, [resource(type, "data", on)]), []);
      for (const value of [false, undefined, "false"]) {
        const off = resource(type, "data", { ...on, [name]: value });
        assert.deepEqual(await said(rule, [off]), [`data: ${name} is not on.`]);
      }
      assert.deepEqual(await said(rule, [resource(type, "data", { ...on, [name]: unknown })]), [
        `data? ${name} is not known yet`,
      ]);
    });
  }

  for (const type of withSnapshot) {
    it(`wants a final snapshot of ${type}`, async () => {
      const props = { ...on, skipFinalSnapshot: true };
      assert.deepEqual(await said(rule, [resource(type, "data", props)]), ["data: skipFinalSnapshot is on."]);
    });
  }

  for (const type of ["aws:rds/globalCluster:GlobalCluster", "aws:dsql/cluster:Cluster"]) {
    it(`refuses forceDestroy of ${type}`, async () => {
      const props = { ...on, forceDestroy: true };
      assert.deepEqual(await said(rule, [resource(type, "data", props)]), ["data: forceDestroy is on."]);
    });
  }

  it("wants no snapshot of a read replica, of which RDS takes none", async () => {
    const props = { ...on, skipFinalSnapshot: true, replicateSourceDb: "source" };
    assert.deepEqual(await said(rule, [resource("aws:rds/instance:Instance", "replica", props)]), []);
  });

  it("finds skipFinalSnapshot behind a protection that is not known", async () => {
    const props = { deletionProtection: unknown, skipFinalSnapshot: true };
    assert.deepEqual(await said(rule, [resource("aws:rds/cluster:Cluster", "data", props)]), [
      "data: skipFinalSnapshot is on.",
      "data? deletionProtection is not known yet",
    ]);
  });
});
