import type { ValueFacts } from "../node";
import type { Kind } from "./kind";
import type { TopLevel } from "./links";
import type { SchemaNode, TypeSchema } from "./schema";

type Bounds = [number | null, number | null];

/** Facts of one property, those that fit what Pulumi holds there; undefined when there are none. */
export function factsOf(
  schema: TypeSchema,
  node: SchemaNode,
  kind: Kind,
  topLevelPath: string | undefined,
  links: TopLevel,
): ValueFacts | undefined {
  const facts: ValueFacts = {};
  const whole = schema.resolve(node);
  const value = schema.isList(node) ? schema.item(node) : whole;
  if (kind.list && schema.isList(node)) {
    const items = bounds(whole.minItems, whole.maxItems);
    if (items !== undefined) facts.items = items;
  }
  if (kind.scalar === "string") {
    textFacts(value, facts);
    const refers = [...new Set([...formats(schema, value), ...links.refers])].sort();
    if (refers.length > 0) facts.refers = refers;
  }
  if (kind.scalar === "number") numberFacts(value, facts);
  const bySchema = topLevelPath === undefined ? undefined : schema.isCreateOnly(topLevelPath);
  const createOnly = links.replaces ?? bySchema;
  if (createOnly !== undefined) facts.createOnly = createOnly === "yes" ? 1 : 2;
  return Object.keys(facts).length === 0 ? undefined : facts;
}

function textFacts(value: SchemaNode, facts: ValueFacts): void {
  const choices = value.const === undefined ? value.enum : [value.const];
  const words = choices?.filter((choice) => typeof choice === "string");
  // A number's or a switch's list says nothing about text.
  if (choices !== undefined && words?.length === choices.length) facts.enum = words;
  const anyCase = value.enumCaseInsensitive?.filter((choice) => typeof choice === "string");
  if (anyCase !== undefined && anyCase.length > 0) facts.words = anyCase;
  if (value.pattern !== undefined && compiles(value.pattern)) facts.pattern = value.pattern;
  const length = bounds(value.minLength, value.maxLength);
  if (length !== undefined) facts.length = length;
}

function numberFacts(value: SchemaNode, facts: ValueFacts): void {
  const numbers = value.enum?.filter((choice) => typeof choice === "number");
  if (value.enum !== undefined && numbers?.length === value.enum.length) facts.enum = numbers;
  const range = bounds(value.minimum, value.maximum);
  if (range !== undefined) facts.range = range;
}

/** Kinds of id or ARN that the schema names, its alternatives among them. */
function formats(schema: TypeSchema, node: SchemaNode): string[] {
  const whole = schema.resolve(node);
  const own = whole.format?.startsWith("AWS::") === true ? [whole.format.replace(/\.Ids$/, ".Id")] : [];
  return [...own, ...[...(whole.anyOf ?? []), ...(whole.oneOf ?? [])].flatMap((one) => formats(schema, one))];
}

/** Limits that say something; the schemas also write 0 and the largest number there is. */
function bounds(low: number | undefined, high: number | undefined): Bounds | undefined {
  const highest = high !== undefined && high < 2 ** 31 - 1 ? high : null;
  const lowest = low ?? null;
  return highest === null && lowest === null ? undefined : [lowest, highest];
}

/** AWS writes patterns in several dialects; one that JavaScript reads is one that can be checked. */
function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
