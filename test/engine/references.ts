import type { Deployed } from "../support/state";

/** What names something outside the system on purpose, and why. */
export type Outside = readonly [type: RegExp, property: RegExp, arn: RegExp, reason: string];

const ARN = /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:[^\s,]+$/;

/** Texts of policy documents are patterns, which are judged by whom they let in. */
const isDocument = (text: string): boolean => /^\s*[[{]/.test(text);

/**
 * ARNs in the inputs of a system that are those of none of its resources: in another region, or of what was never made.
 *
 * @returns `type name property: arn`
 */
export function dangling(resources: readonly Deployed[], outside: readonly Outside[]): string[] {
  const known = new Set<string>();
  for (const { id, inputs, outputs } of resources) {
    for (const [key, value] of Object.entries({ ...outputs, id })) {
      if (!(key in inputs)) eachText(value, (text) => known.add(text));
    }
  }
  const isKnown = (arn: string): boolean => {
    if (known.has(arn) || known.has(arn.replace(/:\*$/, ""))) return true;
    // Such as an object of a bucket, or a version of a function.
    const cut = Math.max(arn.lastIndexOf(":"), arn.lastIndexOf("/"));
    return arn.split(":").length > 6 && known.has(arn.slice(0, cut));
  };
  return resources.flatMap(({ type, name, inputs }) => {
    if (!type.startsWith("aws:")) return [];
    return Object.entries(inputs).flatMap(([property, value]) => {
      const found: string[] = [];
      eachText(value, (text) => {
        if (isDocument(text) || !ARN.test(text) || isKnown(text)) return;
        const isMeant = outside.some(
          ([types, properties, arns]) => types.test(type) && properties.test(property) && arns.test(text),
        );
        if (!isMeant) found.push(`${type} ${name} ${property}: ${text}`);
      });
      return found;
    });
  });
}

function eachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) eachText(item, visit);
  }
}

/** Resources of which an id is read that belong to another region than the reader. */
export function acrossRegions(resources: readonly Deployed[], outside: readonly Outside[]): string[] {
  const regions = new Map<string, string>();
  for (const { id, inputs, outputs } of resources) {
    const { region } = { ...outputs, ...inputs };
    if (typeof region !== "string") continue;
    for (const text of [id, outputs.arn]) {
      if (typeof text === "string" && /^arn:|-[0-9a-f]{17}$/.test(text)) regions.set(text, region);
    }
  }
  return resources.flatMap(({ type, name, inputs }) => {
    const { region } = inputs;
    if (!type.startsWith("aws:") || typeof region !== "string") return [];
    return Object.entries(inputs).flatMap(([property, value]) => {
      const found: string[] = [];
      eachText(value, (text) => {
        const other = regions.get(text);
        if (other === undefined || other === region) return;
        const isMeant = outside.some(
          ([types, properties, arns]) => types.test(type) && properties.test(property) && arns.test(text),
        );
        if (!isMeant) found.push(`${type} ${name} in ${region} ${property}: ${text} of ${other}`);
      });
      return found;
    });
  });
}
