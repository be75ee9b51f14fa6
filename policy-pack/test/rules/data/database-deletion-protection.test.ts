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

  for (const type of rule.types) {
    it(`mends ${type}`, async () => {
      for (const broken of [{}, { skipFinalSnapshot: true, forceDestroy: true }]) {
        assert.deepEqual(await said(rule, [resource(type, "data", broken)], { remediate: true }), []);
      }
    });
  }

  it("names the last snapshot that it mends, unless the program does", () => {
    const mend = (name: string, props: Record<string, unknown>) =>
      rule.remediate?.(
        { type: "aws:rds/cluster:Cluster", name, urn: "", props: { ...on, ...props }, region: undefined },
        {},
      );
    const skips = { skipFinalSnapshot: true };
    assert.deepEqual(mend("my_db--é1", skips), {
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "my-db-1-final",
    });
    assert.deepEqual(mend("1st", skips), {
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "snapshot-1st-final",
    });
    assert.deepEqual(mend("db", { ...skips, finalSnapshotIdentifier: "last" }), { skipFinalSnapshot: false });
    assert.equal(mend("db", {}), undefined);
    const type = "aws:rds/instance:Instance";
    const replica = { ...on, ...skips, replicateSourceDb: "source" };
    assert.equal(
      rule.remediate?.({ type, name: "a", urn: "", props: replica, region: undefined }, {}),
      undefined,
    );
  });

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
