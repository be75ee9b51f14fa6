import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { UNKNOWN, type Value, type ValueMap } from "../../providers/core/values/value";

/** One resource of a documentation example, what it takes from elsewhere being unknown. */
export interface Example {
  token: string;
  name: string;
  inputs: ValueMap;
}

const packageDirectory = dirname(require.resolve("@pulumi/aws/package.json"));

/** Resources of the TypeScript examples in the documentation of one type, `rds/cluster:Cluster`, that are of that type. */
export function examplesOf(token: string): Example[] {
  const [module = "", rest = ""] = token.split("/");
  const [file = "", type = ""] = rest.split(":");
  const path = join(packageDirectory, module, `${file}.d.ts`);
  if (!existsSync(path)) return [];
  const comment = /\/\*\*[\s\S]*?\*\/\nexport declare class/.exec(readFileSync(path, "utf8"))?.[0] ?? "";
  const text = comment.replace(/^ \* ?/gm, "");
  return [...text.matchAll(/```typescript\n([\s\S]*?)```/g)].flatMap(([, code = ""]) =>
    resourcesIn(code, `aws.${module}.${type}`).map(({ name, inputs }) => ({ token, name, inputs })),
  );
}

function resourcesIn(code: string, wanted: string): { name: string; inputs: ValueMap }[] {
  const found: { name: string; inputs: ValueMap }[] = [];
  const source = ts.createSourceFile("example.ts", code.replaceAll("*&#47;", "*/"), ts.ScriptTarget.ES2023);
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(source) === wanted) {
      const [name, inputs] = node.arguments ?? [];
      const value = inputs === undefined ? {} : literal(inputs);
      if (name !== undefined && ts.isStringLiteral(name) && typeof value === "object" && value !== null)
        found.push({ name: name.text, inputs: value as ValueMap });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function literal(node: ts.Expression): Value {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))
    return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(literal);
  if (!ts.isObjectLiteralExpression(node)) return UNKNOWN;
  const inputs: ValueMap = {};
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const { name } = property;
    if (ts.isIdentifier(name) || ts.isStringLiteral(name)) inputs[name.text] = literal(property.initializer);
  }
  return inputs;
}
