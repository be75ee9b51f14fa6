import type { SystemGraph } from "../graph";
import { nodeOperators } from "./nodes";
import type { Mutant, Operator } from "./operator";
import { policyOperators } from "./policies";
import { valueOperators } from "./values";

/** Every kind of mistake. */
export const operators: readonly Operator[] = [...valueOperators, ...policyOperators, ...nodeOperators];

/** Every mistake of a kind that can be made in a system. */
export function mutantsOf(operator: Operator, system: SystemGraph): Mutant[] {
  return system.flatMap((stack) =>
    stack.nodes
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap((node) => [...operator.mutants(node, stack, system)]),
  );
}
