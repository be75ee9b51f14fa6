import { findingOf } from "../finding";
import { arnParts } from "../patterns";
import type { Check } from "./context";

/** Actions with wildcards, and what `NotAction` allows. */
export const wildcardActions: Check = (document, statement) => {
  if (!statement.allows) return [];
  const open = statement.has("NotAction") ? ["NotAction"] : [];
  return [...statement.actions.filter((action) => /[*?]/.test(action)), ...open].map((action) =>
    findingOf(document, statement, "wildcard-action", action, `allows ${action}`),
  );
};

/** Principals with wildcards, and what `NotPrincipal` allows. */
export const wildcardPrincipals: Check = (document, statement) => {
  if (!statement.allows) return [];
  const open = statement.has("NotPrincipal") ? [{ id: "NotPrincipal" }] : [];
  return [...statement.principals.filter(({ id }) => id.includes("*")), ...open].map(({ id }) =>
    findingOf(document, statement, "wildcard-principal", id, `lets in ${id}`),
  );
};

/**
 * `*` and patterns for all things of a kind, on actions that AWS lets a policy limit further. In a resource's own policy
 * `*` is that resource.
 */
export const wildcardResources: Check = (document, statement, { facts }) => {
  if (!statement.allows || document.kind !== "identity") return [];
  const wide = [
    ...statement.resources.filter(everythingOfAKind),
    ...(statement.has("NotResource") ? ["NotResource"] : []),
  ];
  if (wide.length === 0) return [];
  const limitable = statement.actions
    .flatMap((action) => facts.matching(action))
    .filter(({ resources }) => resources.length > 0);
  return limitable.map(({ name }) =>
    findingOf(document, statement, "wildcard-resource", name, `allows ${name} on ${wide.join(", ")}`),
  );
};

/**
 * `*`, `arn:aws:kms:us-east-1:123456789012:key/*` and the like, every region, and a user of every database. A bucket's ARN
 * names no account, but its bucket, and what is below a pipeline has the pipeline's name where others have their kind.
 */
function everythingOfAKind(arn: string): boolean {
  if (arn === "*") return true;
  const [, , service, region, account = "", rest = ""] = arnParts(arn);
  if (region === "*") return true;
  if (service === "codepipeline") return rest === "*";
  return account !== "" && (/^([a-z-]+[/:])?\*+$/.test(rest) || /^dbuser:([a-z]+-)?\*\//.test(rest));
}
