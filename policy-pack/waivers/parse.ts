import { suggestion } from "../frame/nearest";
import type { RuleText } from "../frame/rule";
import type { Waiver } from "../frame/waivers";

/** An entry of the list as somebody wrote it, and where. */
export interface Entry {
  readonly value: unknown;
  readonly place: string;
}

/** Waivers that can be used, and what is wrong with the others. */
export interface ParsedWaivers {
  readonly waivers: readonly Waiver[];
  /** One per mistake, beginning with its place. */
  readonly mistakes: readonly string[];
}

const required = ["rule", "resource", "reason", "owner", "expires"] as const;
const known = [...required, "ticket"] as const;

/** Checks waivers one by one. A waiver with a mistake is not used. */
export function parseWaivers(entries: readonly Entry[], rules: readonly RuleText[]): ParsedWaivers {
  const waivers: Waiver[] = [];
  const mistakes: string[] = [];
  for (const { value, place } of entries) {
    const wrong = mistakesOf(value, rules).map((mistake) => `${place}: ${mistake}`);
    mistakes.push(...wrong);
    if (wrong.length === 0) waivers.push({ ...(value as Omit<Waiver, "place">), place });
  }
  return { waivers, mistakes };
}

function mistakesOf(value: unknown, rules: readonly RuleText[]): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`a waiver is a block of ${known.join(", ")}`];
  }
  const given: Readonly<Record<string, unknown>> = { ...value };
  const mistakes = Object.keys(given)
    .filter((name) => !known.some((one) => one === name))
    .map((name) => ended(`there is no key ${JSON.stringify(name)}`, suggestion(name, known)));
  for (const name of known) {
    const text = given[name];
    const missing = text === undefined || text === null || text === "";
    if (missing && required.some((one) => one === name)) mistakes.push(`${name} is missing`);
    else if (!missing && typeof text !== "string") mistakes.push(`${name} is no text; put it in quotes`);
    else if (typeof text === "string" && text !== "" && text.trim() === "") mistakes.push(`${name} is blank`);
  }
  const { rule, expires, resource } = given;
  if (typeof rule === "string" && rule !== "") mistakes.push(...ruleMistakes(rule, rules));
  if (typeof resource === "string" && /^\*+$/.test(resource)) {
    mistakes.push("resource names every resource; name some, or set the rule's level");
  }
  if (typeof expires === "string" && expires !== "" && !isDay(expires)) {
    mistakes.push("expires is no date; write it as 2027-03-31");
  }
  return mistakes;
}

function ruleMistakes(id: string, rules: readonly RuleText[]): string[] {
  const rule = rules.find((one) => one.id === id);
  if (rule?.waivable === false) return [`${id} can't be waived`];
  if (rule) return [];
  const hint = suggestion(
    id,
    rules.map((one) => one.id),
  );
  return [ended(`there is no rule ${JSON.stringify(id)}`, hint)];
}

/** `2027-02-30` is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function ended(message: string, more: string): string {
  return more === "" ? message : `${message}; ${more}`;
}
