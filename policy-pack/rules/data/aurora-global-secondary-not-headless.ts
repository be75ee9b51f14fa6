import type { StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { given, known, text } from "../../frame/values";
import { globalMembers, instancesOf, memberTypes } from "./aurora-members";

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-attach.html (headless clusters)
export const auroraGlobalSecondaryNotHeadless = stackRule({
  id: "aurora-global-secondary-not-headless",
  area: "data",
  title: "Each member of an Aurora global database has instances that can take over",
  severity: "high",
  why: "A member without instances keeps the data but can't be the target of a failover: an instance has to be made first, at the moment when everybody else in the region asks for one. Every member is judged, since after a switchover any of them is the standby.",
  mend: "Give each member at least one instance, and at least two in different zones where the system is tier-0.",
  example: `
for (const zone of ["us-west-2a", "us-west-2b"]) {
  new aws.rds.ClusterInstance(zone, { region: "us-west-2", clusterIdentifier: west.id,
    availabilityZone: zone, instanceClass: "db.r7g.xlarge", engine: "aurora-postgresql" });
}`,
  wellArchitected: ["REL13-BP02"],
  pci: [],
  settings: {
    tier: shared.tier,
    minimumInstances: integer(
      "Instances that every member has at least; of a tier-0 system it has at least two.",
      { minimum: 1, maximum: 16 },
      1,
    ),
  },
  types: [...memberTypes, ...types.clusterInstance],
  check(stack, { tier, minimumInstances }) {
    const needed = tier === "tier-0" ? Math.max(2, minimumInstances) : minimumInstances;
    for (const member of globalMembers(stack)) {
      stack.judge(member, ({ violation, notEvaluated }) => {
        const { instances, unread } = instancesOf(stack, member);
        if (instances.length < needed) {
          if (unread) return notEvaluated("the cluster of an instance is not known yet");
          violation(
            instances.length === 0
              ? "It has no instance: it can't take over."
              : `It has ${instances.length} of at least ${needed} instances.`,
          );
        } else if (needed > 1 && inOneZone(instances)) {
          violation("All its instances are in one availability zone.");
        }
      });
    }
  },
});

/** RDS spreads instances that name no zone; only those that all name the same one share it. */
function inOneZone(instances: readonly StackResource[]): boolean {
  const zones = instances.map(({ props }) =>
    given(props, "availabilityZone") ? known(() => text(props, "availabilityZone")) : undefined,
  );
  return zones[0] !== undefined && zones.every((zone) => zone === zones[0]);
}
