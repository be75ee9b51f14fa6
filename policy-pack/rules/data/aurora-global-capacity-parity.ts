import type { StackResource } from "../../frame/graph";
import { type Stack, stackRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, known, number, text } from "../../frame/values";
import { globalClusterOf, globalMembers, instancesOf, memberTypes } from "./aurora-members";
import { isBurstable, memoryOf } from "./instance-classes";

export const auroraGlobalCapacityParity = stackRule({
  id: "aurora-global-capacity-parity",
  area: "data",
  title: "Each member of an Aurora global database can carry the load of the largest",
  severity: "high",
  why: "After a failover the member takes all writes with the instances that it has. A smaller one falls over under the load that the failover should have saved, and a class of the t family can't be in a global database at all.",
  mend: "Give all members the same instance class, or the same maximum of Serverless v2 capacity.",
  example: `
const instanceClass = "db.r7g.xlarge";
new aws.rds.ClusterInstance("east", { region: "us-east-2", clusterIdentifier: east.id, instanceClass });
new aws.rds.ClusterInstance("west", { region: "us-west-2", clusterIdentifier: west.id, instanceClass });`,
  wellArchitected: ["REL01-BP06"],
  pci: [],
  settings: {
    minimumPercent: integer(
      "Capacity that a member has at least, in percent of the largest member's.",
      { minimum: 1, maximum: 100 },
      85,
    ),
  },
  types: [...memberTypes, ...types.clusterInstance],
  check(stack, { minimumPercent }) {
    const members = globalMembers(stack).map((member) => {
      const capacity = capacityOf(stack, member);
      return { member, capacity, global: stack.read(member, () => globalClusterOf(stack, member)) };
    });
    for (const { member, capacity, global } of members) {
      if (global === undefined) continue;
      stack.judge(member, ({ violation, notEvaluated }) => {
        if (capacity.burstable)
          violation("An instance is of the t family, which can't be in a global database.");
        const others = members.filter((other) => other.member !== member && other.global === global);
        if (others.length === 0) return notEvaluated("the other members are not in this stack");
        if (capacity.memory === undefined) {
          // Without any instance it can't take over at all, which another rule says.
          if (capacity.instances > 0) notEvaluated("the capacity of its instances is not known");
          return;
        }
        const larger = others.find(
          (other) => (capacity.memory ?? 0) * 100 < (other.capacity.memory ?? 0) * minimumPercent,
        );
        if (larger) {
          violation(
            `Its largest instance has less than ${minimumPercent} % of that of ${larger.member.name}.`,
          );
        } else if (others.every((other) => other.capacity.memory === undefined)) {
          notEvaluated("the capacity of the other members is not known");
        }
      });
    }
  },
});

interface Capacity {
  readonly instances: number;
  readonly burstable: boolean;
  /** GiB of the largest instance, which would be the writer; `undefined` when one of them is not known. */
  readonly memory: number | undefined;
}

function capacityOf(stack: Stack, member: StackResource): Capacity {
  const { instances, unread } = instancesOf(stack, member);
  const classes = instances.map(({ props }) => known(() => text(props, "instanceClass")));
  const memories = classes.map((name) => memoryOf(name ?? "", () => largestServerless(member)));
  const isKnown = !unread && memories.length > 0 && !memories.includes(undefined);
  return {
    instances: instances.length,
    burstable: classes.some((name) => name !== undefined && isBurstable(name)),
    memory: isKnown ? Math.max(...memories.map((memory) => memory ?? 0)) : undefined,
  };
}

/** Aurora capacity units of the largest that Serverless v2 grows to. */
function largestServerless({ props }: StackResource): number | undefined {
  return known(() => number(block(props, "serverlessv2ScalingConfiguration") ?? {}, "maxCapacity"));
}
