import { nearest } from "../../providers/core/check/nearest";
import type { ValueFacts } from "../node";
import { reference } from "./reference";

/** A text or number that is known and no secret. */
export type Plain = string | number;

/** What is wrong with one value, without its name in front; undefined when nothing is. */
export function judgeValue(facts: ValueFacts, value: Plain): string | undefined {
  // Terraform's providers read empty text and zero as "not set".
  if (value === "" || value === 0 || value === "0") return undefined;
  return choice(facts, value) ?? number(facts, value) ?? text(facts, value) ?? kind(facts, value);
}

/** How many items a list has; undefined when that is as it should be. */
export function judgeCount(facts: ValueFacts, count: number): string | undefined {
  const { items } = facts;
  if (items === undefined || count === 0 || within(items, count)) return undefined;
  return `has ${count} item${count === 1 ? "" : "s"}; AWS takes ${limits(items)}`;
}

function choice({ enum: choices, words }: ValueFacts, value: Plain): string | undefined {
  const given = String(value);
  const isExact = choices === undefined || choices.some((one) => String(one) === given);
  const isWord = words === undefined || words.some((one) => one.toLowerCase() === given.toLowerCase());
  if (isExact && isWord) return undefined;
  return `is ${quoted(value)}; AWS takes ${listed((isExact ? (words ?? []) : (choices ?? [])).map(String), given)}`;
}

function number({ range }: ValueFacts, value: Plain): string | undefined {
  if (range === undefined || Number.isNaN(Number(value)) || within(range, Number(value))) return undefined;
  return `is ${value}; AWS takes ${limits(range)}`;
}

function text({ length, pattern }: ValueFacts, value: Plain): string | undefined {
  const given = String(value);
  if (length !== undefined && !within(length, given.length))
    return `has ${given.length} characters; AWS takes ${limits(length)}`;
  if (pattern === undefined || compiled(pattern).test(given)) return undefined;
  return `is ${quoted(value)}; AWS takes what fits ${pattern}`;
}

const kind = ({ refers }: ValueFacts, value: Plain): string | undefined =>
  refers === undefined ? undefined : reference(refers, String(value));

const within = ([low, high]: [number | null, number | null], value: number): boolean =>
  value >= (low ?? Number.NEGATIVE_INFINITY) && value <= (high ?? Number.POSITIVE_INFINITY);

function limits([low, high]: [number | null, number | null]): string {
  if (low === null) return `at most ${high}`;
  if (high === null) return `at least ${low}`;
  return low === high ? `${low}` : `${low} to ${high}`;
}

export function quoted(value: Plain): string {
  const given = String(value);
  return typeof value === "number"
    ? given
    : JSON.stringify(given.length > 80 ? `${given.slice(0, 77)}...` : given);
}

/** A closed list for a sentence: whole when it is short, else the nearest value and how many there are. */
export function listed(choices: readonly string[], given: string): string {
  if (choices.length <= 14) return choices.join(", ");
  const guess = nearest(given, choices);
  const few = choices.slice(0, 8).join(", ");
  return guess === undefined
    ? `${few} and ${choices.length - 8} more`
    : `${guess}, or one of ${choices.length - 1} more`;
}

const expressions = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(pattern, "u");
    expressions.set(pattern, expression);
  }
  return expression;
}
