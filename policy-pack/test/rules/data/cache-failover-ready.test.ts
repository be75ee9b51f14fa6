import assert from "node:assert/strict";
import { cacheFailoverReady as rule } from "../../../rules/data/cache-failover-ready";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const cache = (change: Record<string, unknown> = {}) =>
  resource("aws:elasticache/replicationGroup:ReplicationGroup", "sessions", {
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    numCacheClusters: 2,
    ...change,
  });

describe("cache-failover-ready", () => {
  it("accepts a group with a replica in another zone, in all its spellings", async () => {
    const spellings = [
      { numCacheClusters: 2 },
      { numCacheClusters: undefined, numNodeGroups: 3, replicasPerNodeGroup: 1 },
      { numCacheClusters: undefined, nodeGroupConfigurations: [{ replicaCount: 1 }] },
    ];
    for (const change of spellings) assert.deepEqual(await said(rule, [cache(change)]), []);
  });

  it("accepts a secondary of a global datastore, which says nothing of automatic failover", async () => {
    const secondary = cache({
      automaticFailoverEnabled: undefined,
      numCacheClusters: undefined,
      globalReplicationGroupId: unknown,
    });
    assert.deepEqual(await said(rule, [secondary]), []);
    assert.equal(mended(rule, secondary), secondary);
  });

  for (const name of ["automaticFailoverEnabled", "multiAzEnabled"]) {
    it(`refuses a group without ${name}, and mends it`, async () => {
      for (const value of [false, undefined]) {
        const broken = cache({ [name]: value });
        assert.deepEqual(await said(rule, [broken]), [`sessions: ${name} is not on.`]);
        assert.deepEqual(await said(rule, [mended(rule, broken)]), []);
      }
    });
  }

  it("refuses a group of one node, and mends it", async () => {
    const alone = [
      { numCacheClusters: 1 },
      { numCacheClusters: undefined },
      { numCacheClusters: undefined, numNodeGroups: 2, replicasPerNodeGroup: 0 },
    ];
    for (const change of alone) {
      const broken = cache(change);
      assert.deepEqual(await said(rule, [broken]), [
        "sessions: It has one node only, so there is nothing to fail over to.",
      ]);
      assert.deepEqual(await said(rule, [mended(rule, broken)]), []);
    }
  });

  it("finds what is known beside what is not", async () => {
    assert.deepEqual(
      await said(rule, [cache({ automaticFailoverEnabled: unknown, multiAzEnabled: false })]),
      ["sessions: multiAzEnabled is not on.", "sessions? automaticFailoverEnabled is not known yet"],
    );
  });
});
