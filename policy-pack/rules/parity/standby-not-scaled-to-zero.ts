import type { StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { known } from "../../frame/values";
import { numberAt } from "../comparison";
import { eachPair } from "./pairs";

/** What says how much of a thing runs. */
const sizes: readonly { readonly tokens: readonly string[]; readonly path: string }[] = [
  { tokens: types.nodeGroup, path: "scalingConfig.desiredSize" },
  { tokens: types.autoscalingGroup, path: "desiredCapacity" },
  { tokens: types.autoscalingGroup, path: "minSize" },
  { tokens: types.ecsService, path: "desiredCount" },
  { tokens: types.cluster, path: "serverlessv2ScalingConfiguration.minCapacity" },
];

export const standbyNotScaledToZero = stackRule({
  id: "standby-not-scaled-to-zero",
  area: "parity",
  title: "The standby runs before it is needed",
  severity: "high",
  why: "Starting from nothing needs capacity, images and a control plane at the very moment when everybody else who lost the region asks for the same. A standby that runs, however small, grows; one at zero may never start.",
  mend: "Let at least one run in each region, or say with the setting strategy that the system is a pilot-light or is restored from backups.",
  example: `
new aws.ecs.Service("orders", { region: "us-west-2", cluster, taskDefinition, desiredCount: 2 });`,
  wellArchitected: ["REL11-BP05"],
  pci: [],
  settings: { regions: shared.regions, strategy: shared.strategy },
  types: sizes.flatMap(({ tokens }) => tokens),
  check(stack, { regions, strategy }) {
    if (strategy === "pilot-light" || strategy === "backup-restore") return;
    for (const { tokens, path } of sizes) {
      const idle = stack.graph
        .own(tokens)
        .filter((resource) => stack.read(resource, () => numberAt(resource.props, path)) === 0);
      eachPair(stack, idle, regions, (_, twins, { violation }) => {
        // What is at zero everywhere is not what the system runs on.
        const working = [...twins.values()].flat().find((twin) => runs(twin, path));
        if (working) violation(`Its ${path} is 0, and that of its twin ${working.name} is not.`);
      });
    }
  },
});

function runs({ props }: StackResource, path: string): boolean {
  return (known(() => numberAt(props, path)) ?? 0) > 0;
}
