import ts from "typescript";
import type { GraphResource } from "../../../deep-check/graph/graph";
import { UNKNOWN, type Value, type ValueMap } from "../../../providers/core/values/value";

/**
 * The resources of an example as a graph in a preview: literals are known, what another resource or a function gives is
 * not, and has an edge to it.
 */
export function evaluateExample(source: string): GraphResource[] {
  const file = ts.createSourceFile("example.ts", source, ts.ScriptTarget.Latest, true);
  const resources: GraphResource[] = [];
  const variables = new Map<string, string>();
  const providers = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    const type = ts.isNewExpression(node) ? typeOf(node) : undefined;
    if (type !== undefined && ts.isNewExpression(node)) {
      const [name, args, options] = node.arguments ?? [];
      const label =
        name !== undefined && ts.isStringLiteral(name) ? name.text : `resource${resources.length}`;
      const urn = `urn:pulumi:examples::examples::${type}::${label}`;
      if (ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name))
        variables.set(node.parent.name.text, urn);
      if (
        args !== undefined &&
        ts.isObjectLiteralExpression(args) &&
        !resources.some((one) => one.urn === urn)
      )
        resources.push(resource(urn, type, label, args, variables, regionOf(options, providers)));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return resources;
}

/** `new aws.lb.Listener(...)` -> `lb.Listener`, told as a token by the caller's table. */
function typeOf({ expression }: ts.NewExpression): string | undefined {
  const match = /^aws\.(\w+)\.(\w+)$/.exec(expression.getText());
  if (match === null) return undefined;
  const [, module = "", name = ""] = match;
  return `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

function resource(
  urn: string,
  type: string,
  name: string,
  args: ts.ObjectLiteralExpression,
  variables: ReadonlyMap<string, string>,
  region: string | undefined,
): GraphResource {
  const inputs: ValueMap = {};
  const edges: Record<string, string[]> = {};
  for (const property of args.properties) {
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) continue;
    const input = property.name.getText().replace(/^["']|["']$/g, "");
    const expression = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    inputs[input] = value(expression as ts.Expression);
    edges[input] = [...mentioned(expression, variables)];
  }
  return {
    urn,
    type,
    name,
    id: undefined,
    inputs,
    outputs: {},
    region: typeof inputs.region === "string" ? inputs.region : region,
    edges,
  };
}

/** Examples with several providers are about several regions; which ones they do not tell, only that they differ. */
function regionOf(options: ts.Expression | undefined, providers: Map<string, string>): string | undefined {
  const provider = /provider: ([\w.]+)/.exec(options?.getText() ?? "")?.[1];
  if (provider === undefined) return undefined;
  const region = providers.get(provider) ?? REGIONS[providers.size % REGIONS.length];
  providers.set(provider, region as string);
  return region;
}

const REGIONS = ["eu-west-1", "us-west-2", "ap-northeast-1", "eu-central-1"];

function mentioned(node: ts.Node, variables: ReadonlyMap<string, string>): Set<string> {
  const urns = new Set<string>();
  const visit = (inner: ts.Node): void => {
    const urn = ts.isIdentifier(inner) ? variables.get(inner.text) : undefined;
    if (urn !== undefined) urns.add(urn);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return urns;
}

function value(node: ts.Expression): Value {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    // Documentation shows the quotes of JSON texts escaped twice.
    return node.text.replaceAll('\\"', '"');
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))
    return -Number(node.operand.text);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => value(element));
  if (ts.isObjectLiteralExpression(node)) return object(node);
  if (ts.isCallExpression(node) && node.expression.getText() === "JSON.stringify") return json(node);
  return UNKNOWN;
}

function object(node: ts.ObjectLiteralExpression): ValueMap {
  const map: ValueMap = {};
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const { name } = property;
    map[ts.isStringLiteral(name) ? name.text : name.getText()] = value(property.initializer);
  }
  return map;
}

/** A document with a part that is not known is not known. */
function json({ arguments: [argument] }: ts.CallExpression): Value {
  if (argument === undefined) return UNKNOWN;
  const content = value(argument);
  let known = true;
  const text = JSON.stringify(content, (_key, inner: unknown) => {
    if (inner === UNKNOWN) known = false;
    return inner;
  });
  return known ? text : UNKNOWN;
}
