import type { Principal, Statement } from "../../../policy-pack/rules/policy-documents";
import type { AccessDocument } from "../documents";
import { type Finding, findingOf } from "../finding";
import { textOf } from "../graph";
import { arnParts } from "../patterns";
import { readServicePrincipal, servicePrincipals } from "../service-principals";
import type { Check } from "./context";

/**
 * Roles and resources that more than the system's own resources can use: a service for any customer's resource, another
 * account without an external id, an identity provider's every user.
 */
export const openTrusts: Check = (document, statement, { account }) => {
  if (!statement.allows || document.kind === "endpoint") return [];
  return statement.principals.flatMap((principal) => {
    const why = open(principal, document, statement, account);
    return why === undefined ? [] : [findingOf(document, statement, "open-trust", principal.id, why)];
  });
};

function open(
  { kind, id }: Principal,
  document: AccessDocument,
  statement: Statement,
  home: string,
): string | undefined {
  if (kind === "Service") return openService(id, document, statement, home);
  if (kind === "Federated") return openProvider(statement);
  if (kind !== "AWS" || id === "*") return undefined;
  const account = /^\d{12}$/.test(id) ? id : arnParts(id)[4];
  if (account !== home && !bindsTo(statement, "sts:externalid"))
    return `lets in account ${account} without an external id`;
  // To name the account in a trust is to name everybody in it who may assume roles.
  const whole = id === account || id.endsWith(":root");
  return document.kind === "trust" && whole && statement.conditions.length === 0
    ? "lets in everybody in the account who may assume roles, without a condition"
    : undefined;
}

function openService(
  id: string,
  document: AccessDocument,
  statement: Statement,
  home: string,
): string | undefined {
  const read = readServicePrincipal(id);
  const known = read && servicePrincipals[read.name];
  if (known === undefined || (document.kind === "trust" && known.trustPage !== undefined)) return undefined;
  const [source, account] = ["aws:sourcearn", "aws:sourceaccount"].map((key) => bindsTo(statement, key));
  const byContext = statement.conditions.some(
    ({ operator, key, values }) =>
      /^(String|Arn)(Equals|Like)$/.test(operator) &&
      (key.startsWith("kms:encryptioncontext:") || key === "kms:calleraccount") &&
      values.every((value) => value.includes(home)),
  );
  const ours = (arn: string) => arnParts(arn)[4] === home || /^arn:[a-z-]+:(s3|route53):::[^*]/.test(arn);
  if (source?.every(ours) || byContext) return undefined;
  if (account?.every((value) => value === home)) return undefined;
  return `lets ${id} in for every customer's resources: no aws:SourceArn, no aws:SourceAccount of its own account`;
}

function openProvider(statement: Statement): string | undefined {
  const subject = statement.conditions.filter(
    ({ operator, key }) => key.endsWith(":sub") && /^String(Equals|Like)$/.test(operator),
  );
  const audience = statement.conditions.some(
    ({ operator, key }) => key.endsWith(":aud") && operator === "StringEquals",
  );
  const named = subject.some(({ values }) =>
    values.every((value) => !/^[^:]*\*|^repo:[^/]*\*|^\*/.test(value)),
  );
  if (named && audience) return undefined;
  return `lets in identities of a provider without ${named ? "an audience" : "a subject that names who"}`;
}

/** Values of a key that a statement asks for; undefined where it does not. */
function bindsTo(statement: Statement, wanted: string): readonly string[] | undefined {
  const found = statement.conditions.find(
    ({ operator, key }) => key === wanted && /^(String|Arn)(Equals|Like)(IgnoreCase)?$/.test(operator),
  );
  return found?.values;
}

/** Services by a name that AWS does not use, or by that of another region. */
export const principalForms: Check = (document, statement) =>
  statement.principals
    .filter(({ kind }) => kind === "Service")
    .flatMap(({ id }): Finding[] => {
      const why = wrongForm(id, regionOf(document));
      return why === undefined ? [] : [findingOf(document, statement, "principal-form", id, why)];
    });

function wrongForm(id: string, region: string | undefined): string | undefined {
  const read = readServicePrincipal(id);
  const known = read && servicePrincipals[read.name];
  if (read === undefined || known === undefined)
    return `${id} is no service principal that this check knows; add it with AWS's page for it`;
  if (!known.regional && read.region !== undefined) return `${read.name} is the same in every region`;
  if (known.regional && read.region === undefined)
    return `${read.name} has the region in its name, such as ${read.name}.${region}.amazonaws.com`;
  if (read.region !== undefined && region !== undefined && read.region !== region)
    return `${id} is ${read.name} of ${read.region}, the resource is in ${region}`;
  return undefined;
}

function regionOf({ about, resource }: AccessDocument): string | undefined {
  return arnParts(about)[3] || textOf(resource, "region");
}
