import assert from "node:assert/strict";
import { databaseDeletionProtection as rule } from "../../../rules/data/database-deletion-protection";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const on = {
  deletionProtection: true,
  deletionProtectionEnabled: true,
  enableDeletionProtection: true,
  deleteProtection: true,
  terminationProtectionEnabled: true,
};
const withSnapshot = [
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
];
const switches: Record<string, string> = {
  "aws:dynamodb/table:Table": "deletionProtectionEnabled",
  "aws:dsql/cluster:Cluster": "deletionProtectionEnabled",
  "aws:networkfirewall/firewall:Firewall": "deleteProtection",
  "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
  "aws:alb/loadBalancer:LoadBalancer": "enableDeletionProtection",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer": "enableDeletionProtection",
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer": "enableDeletionProtection",
};
const pool = "aws:cognito/userPool:UserPool";
const eventStore = "aws:cloudtrail/eventDataStore:EventDataStore";
/** What may be deleted by hand only when it is empty, unless the program says otherwise. */
const emptied: Record<string, string> = {
  "aws:s3/bucket:Bucket": "forceDestroy",
  "aws:s3/bucketV2:BucketV2": "forceDestroy",
  "aws:backup/vault:Vault": "forceDestroy",
  "aws:route53/zone:Zone": "forceDestroy",
  "aws:ecr/repository:Repository": "forceDelete",
  "aws:redshift/cluster:Cluster": "skipFinalSnapshot",
};
const others = [pool, eventStore, ...Object.keys(emptied)];

describe("database-deletion-protection", () => {
  it("looks at 23 types", () => assert.equal(rule.types.length, 23));

  for (const [type, name] of Object.entries(emptied)) {
    it(`judges ${type}`, async () => {
      for (const value of [false, undefined]) {
        assert.deepEqual(await said(rule, [resource(type, "data", { [name]: value })]), []);
      }
      assert.deepEqual(await said(rule, [resource(type, "data", { [name]: true })]), [
        `data: ${name} is on.`,
      ]);
      assert.deepEqual(await said(rule, [resource(type, "data", { [name]: unknown })]), [
        `data? ${name} is not known yet`,
      ]);
    });
  }

  it("judges user pools by the word that Cognito has for it, and mends with it", async () => {
    const of = (deletionProtection: unknown, remediate = false) =>
      said(rule, [resource(pool, "users", { deletionProtection })], { remediate });
    assert.deepEqual(await of("ACTIVE"), []);
    for (const value of ["INACTIVE", undefined, true]) {
      assert.deepEqual(await of(value), ["users: deletionProtection is not on."]);
      assert.deepEqual(await of(value, true), []);
    }
    assert.deepEqual(await of(unknown), ["users? deletionProtection is not known yet"]);
  });

  it("judges event data stores, which are protected unless the program says otherwise", async () => {
    const of = (terminationProtectionEnabled: unknown) =>
      said(rule, [resource(eventStore, "events", { terminationProtectionEnabled })]);
    assert.deepEqual(await of(undefined), []);
    assert.deepEqual(await of(true), []);
    assert.deepEqual(await of(false), ["events: terminationProtectionEnabled is not on."]);
    assert.deepEqual(await of(unknown), ["events? terminationProtectionEnabled is not known yet"]);
  });

  for (const type of rule.types.filter((one) => !others.includes(one))) {
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
