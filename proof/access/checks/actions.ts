import { matches } from "../../../policy-pack/rules/policy-documents";
import { findingOf } from "../finding";
import { arnOverlap, arnParts } from "../patterns";
import { type Check, withoutVariables } from "./context";

/** Actions that AWS does not have. */
export const unknownActions: Check = (document, statement, { facts }) =>
  [...statement.actions, ...statement.excludedActions]
    .filter((action) => action !== "*" && facts.matching(action).length === 0)
    .map((action) => findingOf(document, statement, "unknown-action", action, `AWS has no action ${action}`));

/** Keys that every identity provider brings, under its own name. */
const PROVIDER_KEY = /^[a-z0-9.-]+\.[a-z]{2,}(\/[^:]*)?:(aud|sub|azp|amr|oaud)$/;

/**
 * Condition keys that AWS does not have, and keys of a service that an allowed action never comes with: the condition is
 * then never met, and the action not allowed.
 */
export const unknownConditionKeys: Check = (document, statement, { facts }) =>
  statement.conditions.flatMap(({ operator, key }) => {
    if (PROVIDER_KEY.test(key) && statement.principals.some(({ kind }) => kind === "Federated")) return [];
    const written = facts.conditionKey(key);
    if (written === undefined)
      return [
        findingOf(document, statement, "unknown-condition-key", key, `AWS has no condition key ${key}`),
      ];
    if (key.startsWith("aws:") || /IfExists$|^Null$|^ForAllValues:/.test(operator) || !statement.allows)
      return [];
    return statement.actions
      .filter((action) => action !== "*")
      .filter((action) => {
        const meant = facts.matching(action);
        return (
          meant.length > 0 &&
          !meant.some(({ conditionKeys }) => conditionKeys.some((own) => matches(own, key)))
        );
      })
      .map((action) =>
        findingOf(document, statement, "unknown-condition-key", key, `${action} never comes with ${written}`),
      );
  });

/** Actions and resources of one statement that have nothing to do with each other. */
export const misfits: Check = (document, statement, { facts }) => {
  const resources = statement.resources.map(withoutVariables);
  if (!statement.allows || resources.length === 0 || resources.includes("*")) return [];
  const actions = statement.actions.map((pattern) => ({
    pattern,
    forms: facts.matching(pattern).flatMap((action) => action.resources),
  }));
  const wrongActions = actions
    .filter(({ pattern }) => facts.matching(pattern).length > 0)
    .filter(({ forms }) => !resources.some((arn) => fits(forms, arn)))
    .map(({ pattern, forms }) =>
      findingOf(
        document,
        statement,
        "misfit",
        pattern,
        forms.length === 0
          ? `${pattern} is allowed on * only, not on ${resources.join(", ")}`
          : `${pattern} is about ${[...new Set(forms)].join(", ")}, not about ${resources.join(", ")}`,
      ),
    );
  const wrongResources = resources
    .filter((arn) => !actions.some(({ forms }) => fits(forms, arn)))
    .map((arn) =>
      findingOf(document, statement, "misfit", arn, `no action of the statement is about ${arn}`),
    );
  return [...wrongActions, ...wrongResources];
};

/**
 * Whether an ARN is of one of the forms. A form that is a name alone, as a bucket's and a pipeline's, is not that of what is
 * below it.
 */
export function fits(forms: readonly string[], arn: string): boolean {
  return forms.some(
    (form) => arnOverlap(form, arn) && !(arnParts(form)[5] === "*" && /[/:]/.test(arnParts(arn)[5] ?? "")),
  );
}
