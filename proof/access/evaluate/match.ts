import { matches, type Principal, type Statement } from "../../../policy-pack/rules/policy-documents";
import { holds } from "./conditions";
import { accountOf, type Caller, type RequestContext } from "./request";
import { arnMeets, filledIn } from "./variables";

/** Whether a statement's actions, resources and conditions speak of a request. */
export function speaksOf(
  statement: Statement,
  action: string,
  resource: string,
  context: RequestContext,
): boolean {
  return (
    statement.speaksOf(action) &&
    onResource(statement, resource, context) &&
    statement.conditions.every((condition) => holds(condition, context))
  );
}

function onResource(statement: Statement, resource: string, context: RequestContext): boolean {
  const among = (patterns: readonly string[]) =>
    patterns.some((pattern) => {
      const filled = filledIn(pattern, context);
      return filled !== undefined && arnMeets(filled, resource);
    });
  if (statement.has("NotResource")) return !among(statement.excludedResources);
  // A trust policy has no resource: it is the role's.
  return !statement.has("Resource") || among(statement.resources);
}

/** How a statement of a resource names a caller: itself, by its account, or not at all. */
export type Naming = "itself" | "account" | "not";

/** How the `Principal` or `NotPrincipal` of a statement names a caller. */
export function naming(statement: Statement, caller: Caller): Naming {
  if (statement.has("NotPrincipal"))
    return statement.excludedPrincipals.some((principal) => named(principal, caller) === "itself")
      ? "not"
      : "itself";
  const found = statement.principals.map((principal) => named(principal, caller));
  return found.includes("itself") ? "itself" : found.includes("account") ? "account" : "not";
}

function named({ kind, id }: Principal, caller: Caller): Naming {
  if (kind === "AWS" && id === "*") return "itself";
  if (caller.kind === "service") return kind === "Service" && id === caller.name ? "itself" : "not";
  if (caller.kind === "federated") return kind === "Federated" && id === caller.provider ? "itself" : "not";
  if (kind !== "AWS") return "not";
  if (id === caller.arn) return "itself";
  const account = accountOf(caller);
  return id === account || matches(`arn:*:iam::${account}:root`, id) ? "account" : "not";
}
