import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { nearest } from "../core/check/nearest";
import { type Fault, type FaultRule, faults, type Operation, operations } from "./rule";

/** Name of the variable that asks for faults. */
export const faultsVariable = "TANDEM_OFFLINE_FAULTS";

/** A mistake in what was asked for: shown as one sentence. */
export class FaultError extends Error {}

/**
 * The faults that an environment asks for; none where it asks for nothing.
 *
 * The variable holds rules, separated by `;`, or `@FILE` with a rule on each line and comments after `#`. A rule:
 * `FAULT OPERATION [PATTERN] [nth=N] [times=N] [seconds=N] [when=before|after]`.
 *
 * @throws FaultError for anything that it does not know
 */
export function readFaults(environment: NodeJS.ProcessEnv): FaultRule[] {
  const given = environment[faultsVariable]?.trim() ?? "";
  if (given === "") return [];
  return parseFaults(given.startsWith("@") ? contentOf(given.slice(1)) : given);
}

/** The same variable with its file's full path, for processes that start in other folders. */
export function absoluteFaults(given: string, folder: string): string {
  return given.trim().startsWith("@") ? `@${resolve(folder, given.trim().slice(1))}` : given;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new FaultError(`${faultsVariable}: the file ${file} can't be read`);
  }
}

export function parseFaults(text: string): FaultRule[] {
  return text
    .split(/[;\n]/)
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "")
    .map(parseRule);
}

function parseRule(line: string): FaultRule {
  const [fault = "", operation = "", ...rest] = line.split(/\s+/);
  const wrong = (why: string) => new FaultError(`${faultsVariable}: "${line}": ${why}`);
  if (!isFault(fault)) throw wrong(unknown("fault", fault, Object.keys(faults)));
  if (!isOperation(operation)) throw wrong(unknown("operation", operation, operations));
  if (fault === "half-create" && operation !== "create")
    throw wrong("half-create goes with the operation create only");
  const patterns = rest.filter((word) => !word.includes("="));
  if (patterns.length > 1) throw wrong(`it has two patterns, ${patterns.join(" and ")}; write two rules`);
  const rule: FaultRule = {
    ...{ fault, operation, pattern: patterns[0] ?? "*" },
    ...{ nth: undefined, times: 3, seconds: 60, when: "after" },
  };
  for (const word of rest.filter((one) => one.includes("="))) setOption(rule, word, wrong);
  return rule;
}

function setOption(rule: FaultRule, word: string, wrong: (why: string) => FaultError): void {
  const [key = "", value = ""] = word.split("=");
  switch (key) {
    case "nth":
    case "times":
      rule[key] = whole(key, value, wrong);
      return;
    case "seconds":
      rule.seconds = positive(key, value, wrong);
      return;
    case "when":
      if (value !== "before" && value !== "after")
        throw wrong(`when is "${value}"; it takes before or after`);
      rule.when = value;
      return;
    default:
      throw wrong(unknown("option", key, ["nth", "times", "seconds", "when"]));
  }
}

function whole(key: string, value: string, wrong: (why: string) => FaultError): number {
  if (!/^[1-9]\d*$/.test(value)) throw wrong(`${key} is "${value}"; it takes a whole number from 1`);
  return Number(value);
}

function positive(key: string, value: string, wrong: (why: string) => FaultError): number {
  const number = Number(value);
  if (value === "" || !(number >= 0)) throw wrong(`${key} is "${value}"; it takes a number of seconds`);
  return number;
}

function unknown(what: string, word: string, known: readonly string[]): string {
  if (word === "") return `it has no ${what}; there are ${known.join(", ")}`;
  const guess = nearest(word, known);
  return `there is no ${what} "${word}"; ${guess === undefined ? `there are ${known.join(", ")}` : `did you mean ${guess}?`}`;
}

const isFault = (word: string): word is Fault => Object.hasOwn(faults, word);
const isOperation = (word: string): word is Operation => operations.some((one) => one === word);
