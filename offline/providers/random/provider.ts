import type { Catalog } from "../core/shape/catalog";
import { ShapeProvider } from "../core/shape-provider";
import { hasUnknown, plainMap } from "../core/values/value";
import { generators } from "./generate";

/** The stand-in for the random provider: the same kinds of values from the same kind of source. */
export function randomProvider(version: string, catalog: Catalog): ShapeProvider {
  return new ShapeProvider("random", version, catalog, {
    failures({ type }, inputs) {
      const problem = hasUnknown(inputs) ? undefined : generators[type]?.problem?.(plainMap(inputs));
      return problem === undefined ? [] : [problem];
    },
    // Whatever changes, the value has to be made anew; `keepers` exist for nothing else.
    diffRule: () => ({ isCreateOnly: () => true, isSet: () => false }),
    make({ type }, inputs) {
      const generator = generators[type];
      const computed = generator?.outputs(inputs) ?? {};
      return { id: generator?.id({ ...inputs, ...computed }) ?? "none", computed };
    },
    outputPlan: ({ type }) => ({
      known: (inputs) => ({ ...generators[type]?.defaults?.(inputs), ...inputs }),
      textFor: () => "",
      isWriteOnly: () => false,
    }),
  });
}
