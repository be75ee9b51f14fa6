import assert from "node:assert/strict";
import { cacheSessionStoreGlobal as rule } from "../../../rules/data/cache-session-store-global";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const cache = (change: Record<string, unknown> = {}) =>
  resource("aws:elasticache/replicationGroup:ReplicationGroup", "sessions", {
    replicationGroupId: "sessions",
    ...change,
  });
const global = (primaryReplicationGroupId: unknown) =>
  resource("aws:elasticache/globalReplicationGroup:GlobalReplicationGroup", "global", {
    primaryReplicationGroupId,
  });
const stores = { settings: { sessionStores: ["sess*"] } };

describe("cache-session-store-global", () => {
  it("accepts the primary of a global datastore, by edge or by id, and a secondary", async () => {
    const own = cache();
    assert.deepEqual(await said(rule, [own, global(reference(own))], stores), []);
    assert.deepEqual(await said(rule, [own, global("sessions")], stores), []);
    assert.deepEqual(await said(rule, [cache({ globalReplicationGroupId: unknown })], stores), []);
  });

  it("refuses a session store of one region", async () => {
    for (const others of [[], [global("other")]]) {
      assert.deepEqual(await said(rule, [cache(), ...others], stores), [
        "sessions: It belongs to no global datastore.",
      ]);
    }
  });

  it("asks nothing of other caches, nor of a system that is not tier-0", async () => {
    assert.deepEqual(await said(rule, [cache()]), []);
    assert.deepEqual(await said(rule, [cache()], { settings: { ...stores.settings, tier: "tier-1" } }), []);
  });

  it("does not judge while the primary of a global datastore is not known", async () => {
    assert.deepEqual(await said(rule, [cache(), global(unknown)], stores), [
      "sessions? primaryReplicationGroupId is not known yet",
    ]);
  });
});
