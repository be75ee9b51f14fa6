import { Netmask } from "netmask";
import type { Condition } from "../../../policy-pack/rules/policy-documents";
import type { RequestContext } from "./request";
import { arnMeets, filledIn, literal, meets } from "./variables";

/** Compares a value of the request with one of the policy. */
type Comparison = (actual: string, wanted: string) => boolean;

const same: Comparison = (actual, wanted) => literal(actual) === literal(wanted);
const sameLetters: Comparison = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase();
const like: Comparison = (actual, wanted) => meets(wanted, actual);
const arn: Comparison = (actual, wanted) => arnMeets(wanted, actual);
const inRange: Comparison = (actual, wanted) => new Netmask(wanted).contains(actual);

/** The operators, without their negations. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: same,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: like,
  ArnEquals: arn,
  ArnLike: arn,
  Bool: sameLetters,
  IpAddress: inRange,
  ...ordered("Numeric", Number),
  ...ordered("Date", Date.parse),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NotIpAddress: "IpAddress",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
};

function ordered(kind: string, read: (text: string) => number): Record<string, Comparison> {
  const compare =
    (holds: (actual: number, wanted: number) => boolean): Comparison =>
    (actual, wanted) =>
      holds(read(actual), read(wanted));
  return {
    [`${kind}Equals`]: compare((actual, wanted) => actual === wanted),
    [`${kind}LessThan`]: compare((actual, wanted) => actual < wanted),
    [`${kind}LessThanEquals`]: compare((actual, wanted) => actual <= wanted),
    [`${kind}GreaterThan`]: compare((actual, wanted) => actual > wanted),
    [`${kind}GreaterThanEquals`]: compare((actual, wanted) => actual >= wanted),
  };
}

/**
 * Whether a request meets one test of a statement's `Condition`.
 *
 * @throws Error an operator that AWS does not have
 */
export function holds({ operator, key, values }: Condition, context: RequestContext): boolean {
  const actual = context[key];
  if (operator === "Null") return values.some((wanted) => (wanted === "true") === (actual === undefined));
  const [, quantifier = "", name = "", ifExists] =
    /^(ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
  const positive = negations[name] ?? name;
  const comparison = comparisons[positive];
  if (comparison === undefined) throw new Error(`${operator} is not an operator of IAM's conditions`);
  const negated = name in negations;
  if (actual === undefined)
    return ifExists !== undefined || quantifier === "ForAllValues:" || (negated && !quantifier);
  const meetsOne = (one: string) => {
    const found = values.some((wanted) => {
      const filled = filledIn(wanted, context);
      return filled !== undefined && comparison(one, filled);
    });
    return found !== negated;
  };
  if (quantifier === "ForAllValues:") return actual.every(meetsOne);
  // A negation asks that none of several values is among the wanted.
  return negated && !quantifier ? actual.every(meetsOne) : actual.some(meetsOne);
}
