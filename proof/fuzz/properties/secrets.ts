import { Asset, isMap, Reference, Secret, type Value } from "../../../offline/providers/core/values/value";
import type { SystemUp } from "./system";

/** Texts that are shorter are no secrets that one could find again. */
const SHORTEST = 12;

/** Secrets that stand in clear in what some resource was given or answered, or in a stack's outputs. */
export function plainSecrets({ stacks }: SystemUp): string[] {
  const secrets = new Set<string>();
  for (const { deployment } of stacks) {
    for (const { inputs, outputs } of deployment.resources) collect([inputs, outputs], false, secrets);
    collect(deployment.outputs, false, secrets);
  }
  const all = [...secrets];
  return stacks.flatMap(({ stack, deployment }) => [
    ...deployment.resources.flatMap(({ urn, inputs, outputs }) =>
      [...clear(inputs, "inputs"), ...clear(outputs, "outputs")].flatMap(({ path, text }) =>
        all.some((secret) => text.includes(secret)) ? [`${urn}: ${path} holds a secret in clear`] : [],
      ),
    ),
    ...clear(deployment.outputs, "outputs").flatMap(({ path, text }) =>
      all.some((secret) => text.includes(secret)) ? [`${stack}: ${path} holds a secret in clear`] : [],
    ),
  ]);
}

/** Texts under a secret mark. */
function collect(value: Value, marked: boolean, into: Set<string>): void {
  if (typeof value === "string") {
    // Ids and ARNs are marked with what they stand beside, and are no secrets themselves.
    if (marked && value.length >= SHORTEST && !value.startsWith("arn:")) into.add(value);
    return;
  }
  if (value instanceof Secret) collect(value.value, true, into);
  else if (Array.isArray(value)) for (const item of value) collect(item, marked, into);
  else if (isMap(value)) for (const item of Object.values(value)) collect(item, marked, into);
}

function clear(value: Value, path: string): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (value instanceof Secret || value instanceof Asset || value instanceof Reference) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => clear(item, `${path}[${index}]`));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => clear(inner, `${path}.${key}`));
}
