import type { Condition } from "../../../policy-pack/rules/policy-documents";
import { findingOf } from "../finding";
import { arnParts, overlap } from "../patterns";
import { type Check, type Context, withoutVariables } from "./context";

/** Resources that the system does not have. An endpoint's policy may speak of AWS's own. */
export const unknownResources: Check = (document, statement, context) =>
  [...statement.resources, ...statement.excludedResources]
    .filter((arn) => !exists(withoutVariables(arn), context))
    .map((arn) =>
      findingOf(document, statement, "unknown-resource", arn, `nothing of the system matches ${arn}`),
    );

/** ARNs in conditions and principals, and aliases of keys, that the system does not have. */
export const unknownSources: Check = (document, statement, context) =>
  [
    ...statement.conditions.flatMap(named),
    ...statement.principals.map(({ id }) => id).filter((id) => id.startsWith("arn:")),
  ]
    .filter((name) => !exists(withoutVariables(name), context) && !isRoot(name))
    .map((name) =>
      findingOf(document, statement, "unknown-source", name, `nothing of the system matches ${name}`),
    );

function named({ key, values }: Condition): string[] {
  if (key === "kms:resourcealiases" || key === "kms:requestalias")
    return values.map((alias) => `arn:*:kms:*:*:${alias}`);
  return values.filter((value) => value.startsWith("arn:"));
}

function isRoot(arn: string): boolean {
  return arnParts(arn)[5] === "root";
}

function exists(arn: string, { arns, outside, met }: Context): boolean {
  if (arn === "*" || arns.matches(arn)) return true;
  const found = outside.filter(({ pattern }) => overlap(pattern, arn));
  for (const entry of found) met.add(entry);
  return found.length > 0;
}
