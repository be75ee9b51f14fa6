import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runInNewContext } from "node:vm";
import * as ts from "typescript";

/** Most bytes of a function's code. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
export const MOST_BYTES = 10_240;

/** Modules of the runtime `cloudfront-js-2.0`; there are no others, and no packages. */
const MODULES = ["cloudfront", "crypto", "querystring", "buffer"];

/** What the runtime does not have, or has switched off. */
const MISSING_GLOBALS = [
  "eval",
  "Function",
  "fetch",
  "require",
  "process",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "XMLHttpRequest",
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "structuredClone",
];

/**
 * Syntax younger than ECMAScript 5.1 that is not among what the runtime adds to it: `const`, `let`, arrow functions,
 * rest parameters, template literals, `**`, `async` and `await`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const MISSING_SYNTAX = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.ClassDeclaration, "a class"],
  [ts.SyntaxKind.ClassExpression, "a class"],
  [ts.SyntaxKind.ObjectBindingPattern, "destructuring"],
  [ts.SyntaxKind.ArrayBindingPattern, "destructuring"],
  [ts.SyntaxKind.SpreadElement, "a spread"],
  [ts.SyntaxKind.SpreadAssignment, "a spread"],
  [ts.SyntaxKind.ForOfStatement, "for-of"],
  [ts.SyntaxKind.YieldExpression, "a generator"],
  [ts.SyntaxKind.QuestionDotToken, "optional chaining"],
  [ts.SyntaxKind.QuestionQuestionToken, "??"],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, "??="],
  [ts.SyntaxKind.BarBarEqualsToken, "||="],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, "&&="],
  [ts.SyntaxKind.BigIntLiteral, "a bigint"],
  [ts.SyntaxKind.TaggedTemplateExpression, "a tagged template"],
  [ts.SyntaxKind.ShorthandPropertyAssignment, "a shorthand property"],
  [ts.SyntaxKind.ComputedPropertyName, "a computed property name"],
  [ts.SyntaxKind.MethodDeclaration, "a shorthand method"],
  [ts.SyntaxKind.ExportAssignment, "an export"],
  [ts.SyntaxKind.ExportDeclaration, "an export"],
  [ts.SyntaxKind.ImportKeyword, "a dynamic import"],
]);

/** Source of a CloudFront Function of this repository. */
export function functionSource(workload: string): string {
  return readFileSync(resolve(__dirname, "../../workloads", workload, "index.js"), "utf8");
}

/** What CloudFront would refuse of a function's code, or its runtime fail at: one phrase each. */
export function runtimeMistakes(source: string): string[] {
  const file = ts.createSourceFile("index.js", source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const found: string[] = [];
  const bytes = Buffer.byteLength(source);
  if (bytes > MOST_BYTES) found.push(`${bytes} bytes`);
  if (!/^(async )?function handler\(event\)/m.test(source)) found.push("no function handler(event)");
  const visit = (node: ts.Node): void => {
    const missing = MISSING_SYNTAX.get(node.kind);
    if (missing !== undefined) found.push(missing);
    if (ts.isImportDeclaration(node)) found.push(...importMistakes(node));
    else if (ts.isParameter(node) && node.initializer) found.push("a default parameter");
    else if (ts.isFunctionLike(node) && "asteriskToken" in node && node.asteriskToken)
      found.push("a generator");
    else if (ts.isIdentifier(node) && isGlobal(node) && MISSING_GLOBALS.includes(node.text)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function importMistakes({ moduleSpecifier }: ts.ImportDeclaration): string[] {
  const name = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "?";
  return MODULES.includes(name) ? [] : [`import of ${name}`];
}

function isGlobal(node: ts.Identifier): boolean {
  const { parent } = node;
  return !(ts.isPropertyAccessExpression(parent) && parent.name === node) && !ts.isPropertyAssignment(parent);
}

/**
 * Calls a function as CloudFront does: its source alone, strict, without anything of Node's, and what it imports given
 * by the caller. Event and answer pass as JSON, as they do there.
 *
 * @param modules values of the default imports, by the name that the source gives them
 */
export async function callFunction(
  source: string,
  event: unknown,
  modules: Record<string, unknown> = {},
): Promise<unknown> {
  const mistakes = runtimeMistakes(source);
  if (mistakes.length > 0) throw new Error(`CloudFront's runtime has no ${mistakes.join(", ")}`);
  const body = source.replace(/^import .+;$/gm, "");
  const call = `"use strict";${body}\nhandler(${JSON.stringify(event)})`;
  const answer: unknown = await runInNewContext(call, { console: { log() {} }, ...modules });
  return JSON.parse(JSON.stringify(answer));
}
