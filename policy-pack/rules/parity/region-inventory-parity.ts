import { GLOBAL } from "../../frame/region";
import { stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { matches } from "../policy-documents";
import { homesOf, systemRegions, unseenReason, workTypes } from "./homes";

export const regionInventoryParity = stackRule({
  id: "region-inventory-parity",
  area: "parity",
  title: "What runs in one region has its twin in the others",
  severity: "high",
  why: "A queue, a function or an endpoint that was added to one region only is missed on the day of the failover. Twins are told by their names without what says the region, so the rule holds for one stack with two regions and for two stacks alike.",
  mend: "Create the twin under the same name (region and role words in it do not count), or name what is one region's alone in the setting exempt.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.sqs.Queue(\`orders-\${region}\`, { region });
}`,
  wellArchitected: ["REL13-BP04"],
  pci: [],
  settings: {
    regions: shared.regions,
    exempt: texts("Names in the program of what one region has alone; * stands for any characters."),
  },
  types: workTypes,
  check(stack, { regions, exempt }) {
    const system = systemRegions(stack, regions);
    const homes = homesOf(stack);
    for (const resource of stack.graph.own(workTypes)) {
      if (exempt.some((pattern) => matches(pattern, resource.name))) continue;
      stack.judge(resource, (judgement) => {
        const { region } = resource;
        if (region === undefined) {
          judgement.notEvaluated("neither it nor its provider says its region");
          return;
        }
        // Such as a function of Lambda@Edge in us-east-1.
        const outside = region === GLOBAL || (regions.length > 0 && !regions.includes(region));
        if (outside) return;
        const others = system.filter((other) => other !== region);
        if (others.length === 0) judgement.notEvaluated("the setting regions names no other region");
        const held = new Set(stack.graph.twinsOf(resource).map((twin) => twin.region));
        const missing = others.filter((other) => !held.has(other));
        const lacking = missing.filter((other) => homes.has(other));
        const unseen = missing.filter((other) => !lacking.includes(other));
        if (lacking.length > 0) judgement.violation(`It has no twin in ${lacking.join(", ")}.`);
        if (unseen.length > 0) judgement.notEvaluated(unseenReason(unseen));
      });
    }
  },
});
