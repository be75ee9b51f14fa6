import { refused } from "./arguments";
import type { Condition, PolicyDocument, Principal, Statement } from "./model";
import { compare } from "./set-order";

/**
 * Reads a document given as JSON. Members that the provider does not know are dropped, as it drops them.
 *
 * @param where which argument it is, such as `source document 0`
 */
export function parseDocument(json: string, where: string): PolicyDocument {
  const wrong = (why: string) => refused(`writing IAM Policy Document: merging ${where}: ${why}`);
  const document = object(parsed(json, wrong), "the document", wrong);
  const statements = member(document, "Statement") ?? [];
  if (!Array.isArray(statements))
    throw wrong("Statement is a single object; the provider takes a list, even of one: [{ ... }]");
  return {
    Version: textOf(document, "Version", wrong),
    Id: textOf(document, "Id", wrong),
    Statement: statements.map((one, index) => statement(object(one, `Statement[${index}]`, wrong), wrong)),
  };
}

type Wrong = (why: string) => Error;
type Members = Record<string, unknown>;

function parsed(json: string, wrong: Wrong): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw wrong(`contains an invalid JSON: ${JSON.stringify(json.slice(0, 60))}`);
  }
}

function object(value: unknown, what: string, wrong: Wrong): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(`${what} is no JSON object`);
  return value as Members;
}

/** A member by its name; the provider reads names in any case, the exact one first. */
function member(members: Members, name: string): unknown {
  if (name in members) return members[name];
  const like = Object.keys(members).find((key) => key.toLowerCase() === name.toLowerCase());
  return like === undefined ? undefined : members[like];
}

function textOf(members: Members, name: string, wrong: Wrong): string {
  const value = member(members, name) ?? "";
  if (typeof value !== "string") throw wrong(`${name} is ${JSON.stringify(value)}, and must be a text`);
  return value;
}

/** Lists of actions and resources stay as they are: only those of the function's own arguments are sorted. */
function statement(members: Members, wrong: Wrong): Statement {
  return {
    Sid: textOf(members, "Sid", wrong),
    Effect: textOf(members, "Effect", wrong),
    Action: member(members, "Action") ?? undefined,
    NotAction: member(members, "NotAction") ?? undefined,
    Resource: member(members, "Resource") ?? undefined,
    NotResource: member(members, "NotResource") ?? undefined,
    Principal: principals(member(members, "Principal"), "Principal", wrong),
    NotPrincipal: principals(member(members, "NotPrincipal"), "NotPrincipal", wrong),
    Condition: conditions(member(members, "Condition"), wrong),
  };
}

function principals(value: unknown, name: string, wrong: Wrong): Principal[] {
  if (value === undefined || value === null) return [];
  // Any text is read as "everyone", which is the only one that IAM knows.
  if (typeof value === "string") return [{ type: "*", identifiers: ["*"] }];
  return Object.entries(object(value, name, wrong)).map(([type, identifiers]) => {
    if (typeof identifiers === "string") return { type, identifiers };
    if (!isTexts(identifiers)) throw wrong(`${name}.${type} must be a text or a list of texts`);
    return { type, identifiers: [...identifiers].sort(compare) };
  });
}

function conditions(value: unknown, wrong: Wrong): Condition[] {
  if (value === undefined || value === null) return [];
  return Object.entries(object(value, "Condition", wrong)).flatMap(([test, variables]) =>
    Object.entries(object(variables, `Condition.${test}`, wrong)).flatMap(([variable, given]) => {
      if (typeof given === "string" || typeof given === "boolean")
        return [{ test, variable, values: [String(given)] }];
      // A number is no value that the provider keeps.
      if (!Array.isArray(given)) return [];
      if (!isTexts(given)) throw wrong(`Condition.${test}.${variable} must be a list of texts`);
      return [{ test, variable, values: given }];
    }),
  );
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
