import type { CheckRequest } from "../protocol/provider";
import type { Properties } from "../shape/types";
import { isUnknown, reveal, type ValueMap } from "../values/value";
import { defaultsKey } from "./check-inputs";

/** How a package names resources of one type when the program does not. */
export interface NamingRule {
  /** Longest name; the logical part is cut, never the random one. @default 255 */
  maxLength?: number;
  lowerCase?: boolean;
  /** Text in front, such as `alias/`. */
  lead?: string;
  /** Text behind, given the inputs, such as `.fifo`. */
  tail?(inputs: ValueMap): string;
}

/** The property that a bridged provider names by itself: optional `name`, or `x` beside an `xPrefix`. */
export function nameProperty(shape: Properties): string | undefined {
  const isOptionalText = (key: string): boolean => shape[key]?.t === "string" && shape[key]?.o === 1;
  if (isOptionalText("name")) return "name";
  return Object.keys(shape)
    .filter((key) => key.endsWith("Prefix"))
    .map((key) => key.slice(0, -"Prefix".length))
    .find(isOptionalText);
}

/**
 * Gives a name where the program gave none: `<logical name>-<7 hex>`, kept over updates, and noted under
 * `__defaults` so that a later check can tell it from a name that the program chose.
 *
 * @param random makes 7 hexadecimal digits, different for each generation of the resource
 */
export function autoname(
  request: CheckRequest,
  shape: Properties,
  rule: NamingRule,
  random: () => string,
): ValueMap {
  const { news, olds } = request;
  const property = nameProperty(shape);
  if (property === undefined || isGiven(news, property) || isGiven(news, `${property}Prefix`)) return news;

  const old = olds?.[property];
  if (typeof old === "string" && defaulted(olds).includes(property))
    return { ...news, [property]: old, [defaultsKey]: [property] };
  const name = proposed(request, rule, random);
  return name === undefined ? news : { ...news, [property]: name, [defaultsKey]: [property] };
}

function proposed(request: CheckRequest, rule: NamingRule, random: () => string): string | undefined {
  const { autonaming, name, news } = request;
  if (autonaming?.mode === "disable") return undefined;
  if (autonaming !== undefined) return autonaming.proposedName;
  const lead = rule.lead ?? "";
  const tail = `-${random()}${rule.tail?.(news) ?? ""}`;
  const logical = name.slice(0, (rule.maxLength ?? 255) - lead.length - tail.length);
  const full = `${lead}${logical}${tail}`;
  return rule.lowerCase === true ? full.toLowerCase() : full;
}

function isGiven(inputs: ValueMap, key: string): boolean {
  const value = reveal(inputs[key]);
  return isUnknown(value) || (value !== undefined && value !== null && value !== "");
}

function defaulted(inputs: ValueMap | undefined): string[] {
  const value = inputs?.[defaultsKey];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
