import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { everyPart, flag, given, number, type Props } from "../../frame/values";

const both = ["automaticFailoverEnabled", "multiAzEnabled"] as const;

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
export const cacheFailoverReady = resourceRule({
  id: "cache-failover-ready",
  area: "data",
  title: "A cache fails over to another availability zone by itself",
  severity: "medium",
  why: "Without automatic failover a lost primary is replaced empty, and without Multi-AZ its replica may be in the zone that was lost. Sessions and limits in it are gone, and the database gets all reads at once.",
  mend: "Set automaticFailoverEnabled and multiAzEnabled, and at least two nodes: numCacheClusters of two, or replicasPerNodeGroup of one.",
  example: `
new aws.elasticache.ReplicationGroup("sessions", {
  automaticFailoverEnabled: true,
  multiAzEnabled: true,
  numCacheClusters: 2,
  ...
});`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  types: types.cache,
  check({ props }, { violation }) {
    everyPart(
      ...both.map((name) => () => {
        if (takesFromGlobal(name, props)) return;
        if (flag(props, name) !== true) violation(`${name} is not on.`);
      }),
      () => {
        if (replicas(props) === 0) violation("It has one node only, so there is nothing to fail over to.");
      },
    );
  },
  remediate({ props }) {
    const off = both.filter((name) => !takesFromGlobal(name, props) && flag(props, name) !== true);
    const alone = replicas(props) === 0;
    if (off.length === 0 && !alone) return undefined;
    const spelling = given(props, "replicasPerNodeGroup")
      ? { replicasPerNodeGroup: 1 }
      : { numCacheClusters: 2 };
    return { ...Object.fromEntries(off.map((name) => [name, true])), ...(alone ? spelling : {}) };
  },
});

/** A secondary of a global datastore takes automatic failover from it. */
function takesFromGlobal(name: string, props: Props): boolean {
  return name === "automaticFailoverEnabled" && given(props, "globalReplicationGroupId");
}

/** Replicas of each shard; `undefined` when another property or resource says it. */
function replicas(props: Props): number | undefined {
  if (given(props, "replicasPerNodeGroup")) return number(props, "replicasPerNodeGroup");
  if (given(props, "numCacheClusters")) return (number(props, "numCacheClusters") ?? 1) - 1;
  const elsewhere = ["numNodeGroups", "nodeGroupConfigurations", "globalReplicationGroupId"];
  return elsewhere.some((name) => given(props, name)) ? undefined : 0;
}
