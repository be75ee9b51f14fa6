import type { StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { known, textsOf } from "../../frame/values";
import { numberAt } from "../comparison";
import { processorsOf } from "./instance-sizes";
import { eachPair } from "./pairs";

/** What EKS starts when a node group names no instance type. */
const DEFAULT_TYPE = "t3.medium";

export const eksCapacityParity = stackRule({
  id: "eks-capacity-parity",
  area: "parity",
  title: "A node group can grow to what its twin in the other region can",
  severity: "high",
  why: "After a failover one region carries the load of both. A node group that may not grow as far leaves pods pending while every health check is green.",
  mend: "Give the node groups of all regions the same instance types and maxSize, or lower minimumPercent to the share that one region must carry.",
  example: `
const size = { instanceTypes: ["m7g.xlarge"], scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 12 } };
new aws.eks.NodeGroup("east", { ...size, region: "us-east-2", ... });
new aws.eks.NodeGroup("west", { ...size, region: "us-west-2", ... });`,
  wellArchitected: ["REL01-BP06"],
  pci: [],
  settings: {
    regions: shared.regions,
    minimumPercent: integer(
      "Processors that a node group can grow to at least, in percent of its largest twin's.",
      { minimum: 1, maximum: 100 },
      85,
    ),
  },
  types: types.nodeGroup,
  check(stack, { regions, minimumPercent }) {
    eachPair(stack, stack.graph.own(types.nodeGroup), regions, (group, twins, judgement) => {
      const own = capacityOf(group);
      for (const candidates of twins.values()) {
        const others = candidates.map((twin) => ({ twin, capacity: known(() => capacityOf(twin)) }));
        const larger = others.find(
          ({ capacity }) => own !== undefined && own * 100 < (capacity ?? 0) * minimumPercent,
        );
        if (larger) {
          judgement.violation(
            `It can grow to less than ${minimumPercent} % of the processors of its twin ${larger.twin.name} in ${larger.twin.region}.`,
          );
        } else if (own === undefined || others.some(({ capacity }) => capacity === undefined)) {
          judgement.notEvaluated("how far it or its twin can grow is not known");
        }
      }
    });
  },
});

/** Virtual processors at the largest size, with the smallest of the instance types, which is what may be had. */
function capacityOf({ props }: StackResource): number | undefined {
  const named = textsOf(props, "instanceTypes");
  const processors = (named.length > 0 ? named : [DEFAULT_TYPE]).map(processorsOf);
  const size = numberAt(props, "scalingConfig.maxSize");
  if (size === undefined || processors.includes(undefined)) return undefined;
  return size * Math.min(...processors.map((count) => count ?? 0));
}
