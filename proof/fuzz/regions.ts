import { zonesOf } from "../../offline/providers/aws/regions";

/**
 * Regions of the random systems: those of the commercial partition that offer every class which is a default of the
 * settings, so that no random system fails for a default.
 */
export const REGIONS = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "us-east-2",
  "ap-southeast-1",
  "eu-central-1",
  "ca-central-1",
  "sa-east-1",
  "eu-north-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-2",
  "il-central-1",
  "us-west-1",
] as const;

/** What a placeholder of a random text stands for, in one stack. */
export interface Place {
  /** Region of the stack. */
  own: string;
  /** Regions in which the system has no stack. */
  spare: readonly string[];
  /** Place of the stack in its system, from 0. */
  index: number;
}

/**
 * Puts a stack's own values for the placeholders of its texts: `{own}` is its region, `{spare:2}` a region without a
 * stack, `{zone:1}` one of its zones, `{block:3}` the base of one of its address blocks, which no other stack has.
 */
export function settle(value: unknown, place: Place): unknown {
  if (typeof value === "string") return value.includes("{") ? text(value, place) : value;
  if (Array.isArray(value)) return value.map((item) => settle(item, place));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner, place)]));
}

/** Three or four different zones of a region, the wanted ones first. */
export function zonesFrom(wanted: readonly string[], region: string): string[] {
  const all = zonesOf(region).map(({ name }) => name);
  const different = [...new Set(wanted)].filter((zone) => all.includes(zone));
  const missing = all.filter((zone) => !different.includes(zone)).slice(0, Math.max(0, 3 - different.length));
  return [...different, ...missing].slice(0, 4);
}

function text(value: string, { own, spare, index }: Place): string {
  return value.replace(/\{(own|spare|zone|block)(?::(\d+))?\}/g, (_, kind: string, number = "0") => {
    const nth = Number(number);
    if (kind === "own") return own;
    if (kind === "spare") return spare[nth % spare.length] ?? own;
    // Blocks of /16, thirty for each stack.
    if (kind === "block") return `10.${index * 30 + nth}.0.0`;
    const zones = zonesOf(own);
    return zones[nth % zones.length]?.name ?? "";
  });
}
