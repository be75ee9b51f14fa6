import { stableHex } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { maps, text, texts } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { regionFacts } from "../regions";
import type { FunctionTable } from "./table";

interface Statement {
  Sid?: string;
  [key: string]: unknown;
}

/** IAM's functions; a policy document is pure computation. */
export const iam: FunctionTable = {
  "aws:iam/getPolicyDocument:getPolicyDocument": ({ args }) => {
    const document = {
      Version: text(args, "version") ?? "2012-10-17",
      ...(text(args, "policyId") === undefined ? {} : { Id: text(args, "policyId") }),
      Statement: statements(args),
    };
    const json = JSON.stringify(document, null, 2);
    return {
      id: String(Number.parseInt(stableHex(8, json), 16)),
      json,
      minifiedJson: JSON.stringify(document),
    };
  },
  "aws:iam/getPolicy:getPolicy": ({ args, settings, region, account }) => {
    const arn =
      text(args, "arn") ?? `arn:${regionFacts(region).partition}:iam::aws:policy/${text(args, "name") ?? ""}`;
    const own = account.find("aws:iam/policy:Policy", arn);
    if (own === undefined && !arn.includes(":iam::aws:policy/"))
      throw new ProviderError(`getPolicy: the offline account ${settings.accountId} has no policy ${arn}`);
    return {
      id: arn,
      arn,
      name: arn.slice(arn.lastIndexOf("/") + 1),
      path: "/",
      description: "",
      policy: (own && text(own.inputs, "policy")) ?? "",
      policyId: `ANPA${stableHex(17, arn).toUpperCase()}`,
      attachmentCount: 0,
      tags: {},
    };
  },
  "aws:iam/getRole:getRole": ({ args, account }) => {
    const role = account.find("aws:iam/role:Role", text(args, "name") ?? "");
    if (role === undefined)
      throw new ProviderError(`getRole: the offline account has no role "${text(args, "name") ?? ""}"`);
    return { id: role.id, ...role.outputs };
  },
};

/** Statements of the documents given as JSON, then the own ones, then overrides by Sid. */
function statements(args: ValueMap): Statement[] {
  const sources = texts(args, "sourcePolicyDocuments").flatMap(parse);
  const own = maps(args, "statements").map(statement);
  const overrides = texts(args, "overridePolicyDocuments").flatMap(parse);
  const all = [...sources];
  for (const one of own) {
    if (one.Sid !== undefined && sources.some(({ Sid }) => Sid === one.Sid))
      throw new ProviderError(
        `getPolicyDocument: duplicate Sid "${one.Sid}"; use overridePolicyDocuments to replace a statement`,
      );
    all.push(one);
  }
  for (const override of overrides) {
    const index = override.Sid === undefined ? -1 : all.findIndex(({ Sid }) => Sid === override.Sid);
    if (index < 0) all.push(override);
    else all[index] = override;
  }
  return all;
}

function parse(json: string): Statement[] {
  try {
    const document = JSON.parse(json) as { Statement?: Statement | Statement[] };
    return document.Statement === undefined ? [] : [document.Statement].flat();
  } catch {
    throw new ProviderError(`getPolicyDocument: a source policy document is not JSON: ${json.slice(0, 60)}`);
  }
}

function statement(given: ValueMap): Statement {
  const written: Statement = {};
  const sid = text(given, "sid");
  if (sid !== undefined) written.Sid = sid;
  written.Effect = text(given, "effect") ?? "Allow";
  put(written, "Action", texts(given, "actions"));
  put(written, "NotAction", texts(given, "notActions"));
  put(written, "Resource", texts(given, "resources").map(policyVariable));
  put(written, "NotResource", texts(given, "notResources").map(policyVariable));
  const principals = principalBlock(maps(given, "principals"));
  if (principals !== undefined) written.Principal = principals;
  const notPrincipals = principalBlock(maps(given, "notPrincipals"));
  if (notPrincipals !== undefined) written.NotPrincipal = notPrincipals;
  const condition = conditionBlock(maps(given, "conditions"));
  if (condition !== undefined) written.Condition = condition;
  return written;
}

/** One value stands alone, several are a sorted list, as the real function writes them. */
function put(written: Statement, key: string, values: string[]): void {
  if (values.length > 0) written[key] = oneOrMany(values);
}

const oneOrMany = (values: string[]): string | string[] => {
  const distinct = [...new Set(values)].sort();
  return distinct.length === 1 ? (distinct[0] ?? "") : distinct;
};

/** The real function writes IAM's variables as `&{...}`, because `${...}` is taken by its own language. */
const policyVariable = (value: string): string => value.replace(/&\{/g, "${");

function principalBlock(given: ValueMap[]): unknown {
  if (given.length === 0) return undefined;
  const everyone = given.find((one) => text(one, "type") === "*");
  if (everyone !== undefined) return "*";
  const block: Record<string, string | string[]> = {};
  for (const one of given) {
    const type = text(one, "type") ?? "AWS";
    const before = block[type] ?? [];
    block[type] = oneOrMany([before, texts(one, "identifiers").map(policyVariable)].flat());
  }
  return block;
}

function conditionBlock(given: ValueMap[]): unknown {
  if (given.length === 0) return undefined;
  const block: Record<string, Record<string, string | string[]>> = {};
  for (const one of given) {
    const test = text(one, "test") ?? "";
    const variable = text(one, "variable") ?? "";
    const values = texts(one, "values").map(policyVariable);
    const tests = block[test] ?? {};
    tests[variable] = oneOrMany([tests[variable] ?? [], values].flat());
    block[test] = tests;
  }
  return block;
}
