import { ProviderError } from "../../../core/protocol/provider";
import { maps, text, texts } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import type { Condition, PolicyDocument, Principal, Statement } from "./model";
import { compare, inSetOrder, textMember } from "./set-order";

const versions = ["2008-10-17", "2012-10-17"];

/**
 * The document that the function's own arguments describe.
 *
 * @throws ProviderError for what the real provider refuses in them
 */
export function documentOf(args: ValueMap): PolicyDocument {
  const version = text(args, "version") ?? "2012-10-17";
  if (!versions.includes(version)) throw refused(`version is "${version}"; it takes ${versions.join(", ")}`);
  for (const unused of ["overrideJson", "sourceJson"])
    if (text(args, unused) !== undefined)
      throw refused(
        `${unused} is not used any more; give ${unused.replace("Json", "PolicyDocuments")}, a list`,
      );
  const seen = new Set<string>();
  const statements = maps(args, "statements").map((given) => {
    const made = statement(given, version);
    if (made.Sid !== "" && seen.has(made.Sid))
      throw refused(
        `writing IAM Policy Document: duplicate Sid (${made.Sid}). Remove the Sid or ensure the Sid is unique.`,
      );
    seen.add(made.Sid);
    return made;
  });
  return { Version: version, Id: text(args, "policyId") ?? "", Statement: statements };
}

function statement(given: ValueMap, version: string): Statement {
  const Sid = text(given, "sid") ?? "";
  if (!/^[a-zA-Z0-9]*$/.test(Sid))
    throw refused(`sid is "${Sid}"; it must only include alphanumeric characters`);
  const Effect = text(given, "effect") ?? "Allow";
  if (Effect !== "Allow" && Effect !== "Deny")
    throw refused(`effect is "${Effect}"; it takes "Allow" or "Deny"`);
  const variables = (values: string[], what: string): string[] =>
    values.map((value) => withVariables(value, version, what));
  return {
    Sid,
    Effect,
    Action: oneOrMany(texts(given, "actions")),
    NotAction: oneOrMany(texts(given, "notActions")),
    Resource: oneOrMany(texts(given, "resources"), (values) => variables(values, "resources")),
    NotResource: oneOrMany(texts(given, "notResources"), (values) => variables(values, "not_resources")),
    Principal: principals(maps(given, "principals"), (values) => variables(values, "principals")),
    NotPrincipal: principals(maps(given, "notPrincipals"), (values) => variables(values, "not_principals")),
    Condition: conditions(maps(given, "conditions"), (values) => variables(values, "condition")),
  };
}

type Replace = (values: string[]) => string[];

/** One value stands alone; several are a list in reverse order, which is how the provider has always sorted them. */
function oneOrMany(values: string[], replace: Replace = (same) => same): string | string[] | undefined {
  const distinct = [...new Set(values)].sort((left, right) => compare(right, left));
  if (distinct.length === 0) return undefined;
  const replaced = replace(distinct);
  return replaced.length === 1 ? replaced[0] : replaced;
}

function principals(given: ValueMap[], replace: Replace): Principal[] {
  const blocks = given.map((one) => ({
    type: text(one, "type") ?? "",
    identifiers: [...new Set(texts(one, "identifiers"))],
  }));
  const ordered = inSetOrder(blocks, ({ type, identifiers }) => {
    const members = inSetOrder(identifiers, textMember).map(textMember).join("");
    return `identifiers:{${members}};type:${type};`;
  });
  return ordered.map(({ type, identifiers }) => ({
    type,
    identifiers: oneOrMany(identifiers, replace) ?? [],
  }));
}

function conditions(given: ValueMap[], replace: Replace): Condition[] {
  const blocks = given.map((one) => ({
    test: text(one, "test") ?? "",
    variable: text(one, "variable") ?? "",
    values: texts(one, "values"),
  }));
  const ordered = inSetOrder(
    blocks,
    ({ test, variable, values }) =>
      `test:${test};values:(${values.map(textMember).join("")});variable:${variable};`,
  );
  return ordered.map((one) => ({ ...one, values: replace(one.values) }));
}

/** IAM's variables are written `&{...}`, because `${...}` is taken in the provider's own language. */
function withVariables(value: string, version: string, what: string): string {
  if (version === "2008-10-17" && value.includes("&{"))
    throw refused(
      `reading ${what}: found &{ sequence in (${value}), which is not supported in document version 2008-10-17`,
    );
  return value.replaceAll("&{", "${");
}

/** A refusal of this function. */
export const refused = (why: string): ProviderError => new ProviderError(`getPolicyDocument: ${why}`);
