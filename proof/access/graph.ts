import type { Deployed } from "../../test/support/state";

/** The deployed stacks of a system: resources by the name of the stack. */
export interface SystemGraph {
  readonly system: string;
  readonly stacks: Readonly<Record<string, readonly Deployed[]>>;
}

/** All resources that AWS has of a system, each with its stack. */
export function resourcesOfSystem({ stacks }: SystemGraph): { stack: string; resource: Deployed }[] {
  return Object.entries(stacks).flatMap(([stack, resources]) =>
    resources.filter(({ custom }) => custom).map((resource) => ({ stack, resource })),
  );
}

/** Text of an output, or of the input where the provider gave none. */
export function textOf({ inputs, outputs }: Deployed, key: string): string | undefined {
  const value = outputs[key] ?? inputs[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The account that a system is in: that of most of its ARNs. */
export function homeAccount(graph: SystemGraph): string {
  const accounts = resourcesOfSystem(graph).flatMap(
    ({ resource }) => textOf(resource, "arn")?.split(":")[4] || [],
  );
  return mostFrequent(accounts);
}

/** What is there most often; empty where there is nothing. */
export function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}
