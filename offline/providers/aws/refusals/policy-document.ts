import { isMap, plain, reveal, type Value, type ValueMap } from "../../core/values/value";

/** The statements of a policy, given as JSON text or as an object; undefined while it is unknown or no policy. */
export function statementsOf(policy: Value | undefined): ValueMap[] | undefined {
  const document = parsed(reveal(policy));
  if (!isMap(document)) return undefined;
  return many(document.Statement).filter(isMap);
}

function parsed(policy: Value | undefined): Value | undefined {
  if (typeof policy !== "string") return policy === undefined ? undefined : plain(policy);
  try {
    return JSON.parse(policy) as Value;
  } catch {
    return undefined;
  }
}

/** Policies write a list of one also as the one. */
export function many(value: Value | undefined): Value[] {
  const inner = reveal(value);
  if (inner === undefined || inner === null) return [];
  return Array.isArray(inner) ? inner : [inner];
}

export const isAllow = (statement: ValueMap): boolean => statement.Effect === "Allow";

/** The AWS principals of a statement; `*` for everyone. */
export function awsPrincipals({ Principal }: ValueMap): string[] {
  const principal = reveal(Principal);
  const named = isMap(principal) ? many(principal.AWS) : many(principal);
  return named.filter((one): one is string => typeof one === "string");
}

/** True when one of the statement's action patterns matches an action, such as `kms:PutKeyPolicy`. */
export function allowsAction({ Action, NotAction }: ValueMap, action: string): boolean {
  const matches = (patterns: Value | undefined): boolean =>
    many(patterns).some((pattern) => typeof pattern === "string" && patternOf(pattern).test(action));
  return NotAction === undefined ? matches(Action) : !matches(NotAction);
}

const patternOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "i",
  );
