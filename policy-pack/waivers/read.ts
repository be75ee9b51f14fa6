import * as fs from "node:fs";
import * as path from "node:path";
import type { PackFinding } from "../frame/findings";
import { packRules } from "../frame/pack-rules";
import type { RuleText } from "../frame/rule";
import type { Waiver } from "../frame/waivers";
import { type Entry, type ParsedWaivers, parseWaivers } from "./parse";

/**
 * Reads the waivers of a configuration: a file, or the list itself. All mistakes are told at once; what is right counts.
 * @param given value of the setting `waivers`
 */
export function readWaivers(
  given: string | readonly unknown[] | undefined,
  directory: string,
  rules: readonly RuleText[],
): { waivers: readonly Waiver[]; findings: PackFinding[] } {
  if (given === undefined) return { waivers: [], findings: [] };
  const { waivers, mistakes } =
    typeof given === "string" ? readFile(given, directory, rules) : readList(given, rules);
  return {
    waivers,
    findings: mistakes.map((message) => ({ rule: packRules.waiverValid, message: `${message}.` })),
  };
}

function readList(list: readonly unknown[], rules: readonly RuleText[]): ParsedWaivers {
  const entries = list.map((value, index): Entry => ({ value, place: `waivers[${index}]` }));
  return parseWaivers(entries, rules);
}

function readFile(name: string, directory: string, rules: readonly RuleText[]): ParsedWaivers {
  const file = path.resolve(directory, name);
  let content: string;
  try {
    content = fs.readFileSync(file, "utf8");
  } catch {
    const start = path.isAbsolute(name) ? "" : ` in ${directory}`;
    return { waivers: [], mistakes: [`${name}: there is no such file${start}`] };
  }
  // Loaded only where there is a file: most of a pack's time is its start.
  const { entriesOf } = require("./yaml") as typeof import("./yaml");
  const { entries, mistakes } = entriesOf(content, path.basename(name));
  const parsed = parseWaivers(entries, rules);
  return { waivers: parsed.waivers, mistakes: [...mistakes, ...parsed.mistakes] };
}
