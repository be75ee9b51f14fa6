import type { Condition, PolicyDocument, Principal, Statement } from "./model";
import { compare } from "./set-order";

/** The document as JSON, byte by byte as the provider writes it. */
export function writeDocument(document: PolicyDocument): { json: string; minified: string } {
  const written = present({
    Version: document.Version,
    Id: document.Id,
    Statement: document.Statement.map(writeStatement),
  });
  return { json: escaped(JSON.stringify(written, null, 2)), minified: escaped(JSON.stringify(written)) };
}

function writeStatement({ Principal, NotPrincipal, Condition, ...rest }: Statement) {
  return present({
    ...rest,
    Principal: writePrincipals(Principal),
    NotPrincipal: writePrincipals(NotPrincipal),
    Condition: writeConditions(Condition),
  });
}

/** Without empty members: the provider leaves out `""`, `[]` and what is not there. */
function present(members: Record<string, unknown>): Record<string, unknown> {
  const isThere = (value: unknown): boolean =>
    value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(members).filter(([, value]) => isThere(value)));
}

/**
 * Blocks of one type become one member. Only `{"*": "*"}` is written `"*"`: IAM takes `{"AWS": "*"}` in trust policies
 * and `"*"` not, so that one stays.
 */
function writePrincipals(blocks: readonly Principal[]): unknown {
  const [only] = blocks;
  if (only === undefined) return undefined;
  if (blocks.length === 1 && only.type === "*" && String(only.identifiers) === "*") return "*";
  const byType = new Map<string, string | string[]>();
  for (const { type, identifiers } of blocks) {
    const before = byType.get(type);
    const added =
      typeof identifiers === "string"
        ? identifiers
        : [...identifiers].sort((left, right) => compare(right, left));
    byType.set(type, before === undefined ? added : [before, added].flat());
  }
  return sorted(byType);
}

/** Values keep their order, and a single one stands alone. */
function writeConditions(blocks: readonly Condition[]): unknown {
  if (blocks.length === 0) return undefined;
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable, values } of blocks) {
    const variables = byTest.get(test) ?? new Map<string, string[]>();
    variables.set(variable, [...(variables.get(variable) ?? []), ...values]);
    byTest.set(test, variables);
  }
  const single = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? "") : values);
  return sorted(
    new Map(
      [...byTest].map(([test, variables]) => [
        test,
        sorted(new Map([...variables].map(([variable, values]) => [variable, single(values)]))),
      ]),
    ),
  );
}

const sorted = (members: ReadonlyMap<string, unknown>): Record<string, unknown> =>
  Object.fromEntries([...members].sort(([left], [right]) => compare(left, right)));

const unsafe: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** The provider's JSON can stand in a web page: these characters are escaped in it. */
const escaped = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (character) => unsafe[character] ?? character);
