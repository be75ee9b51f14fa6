import { matchesPattern } from "../../frame/pattern";
import { stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { given } from "../../frame/values";

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html
export const cacheSessionStoreGlobal = stackRule({
  id: "cache-session-store-global",
  area: "data",
  title: "The session store of a tier-0 system is a global datastore",
  severity: "medium",
  why: "Sessions that live in one region are gone with it: everybody is logged out at the moment of the failover, and all log in at once in the other region.",
  mend: "Make a GlobalReplicationGroup from the session store and a replication group of it in the other region, or keep sessions in a replicated database and take the store out of the setting sessionStores.",
  example: `
const sessions = new aws.elasticache.GlobalReplicationGroup("sessions", {
  globalReplicationGroupIdSuffix: "sessions", primaryReplicationGroupId: east.id });
new aws.elasticache.ReplicationGroup("west", { region: "us-west-2",
  globalReplicationGroupId: sessions.globalReplicationGroupId, description: "Sessions" });`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  settings: {
    tier: shared.tier,
    sessionStores: texts(
      "Names of replication groups in the program that hold sessions; * stands for any characters.",
    ),
  },
  types: [...types.cache, ...types.globalCache],
  check(stack, { tier, sessionStores }) {
    if (tier !== "tier-0") return;
    for (const cache of stack.graph.ofType(types.cache)) {
      if (!sessionStores.some((pattern) => matchesPattern(pattern, cache.name))) continue;
      stack.judge(cache, ({ violation }) => {
        if (given(cache.props, "globalReplicationGroupId")) return;
        const joined = stack.graph
          .ofType(types.globalCache)
          .some((global) =>
            global.refersTo("primaryReplicationGroupId", cache, ["id", "replicationGroupId"]),
          );
        if (!joined) violation("It belongs to no global datastore.");
      });
    }
  },
});
