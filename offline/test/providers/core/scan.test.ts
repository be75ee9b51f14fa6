import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { typeNames } from "../../../facts/tables/types";
import { parseType } from "../../../providers/core/shape/parse-type";
import { scanDeclarations } from "../../../providers/core/shape/scan";
import type { Properties } from "../../../providers/core/shape/types";

const awsDir = dirname(require.resolve("@pulumi/aws/package.json"));

/** Declaration files of all types that the facts know, one each, and of one function. */
const files = [...typeNames().map(({ token }) => token.split(":")[0] ?? ""), "rds/getEngineVersion"];
const services = [...new Set(files.map((file) => file.split("/")[0] ?? ""))];

/** The same facts read by the TypeScript compiler: name, optionality and type text of every member. */
function byCompiler(source: string): Map<string, Properties> {
  const interfaces = new Map<string, Properties>();
  const tree = ts.createSourceFile("x.d.ts", source, ts.ScriptTarget.Latest, true);
  const member = (node: ts.PropertySignature | ts.PropertyDeclaration, into: Properties): void => {
    const text =
      node.type
        ?.getText(tree)
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\s+/g, " ") ?? "any";
    const { type, undefinable } = parseType(text);
    const optional = node.questionToken !== undefined || (text.startsWith("pulumi.Output<") && undefinable);
    into[node.name.getText(tree).replace(/['"]/g, "")] = optional ? { t: type, o: 1 } : { t: type };
  };
  const visit = (node: ts.Node, namespace: string): void => {
    if (ts.isInterfaceDeclaration(node)) {
      const into: Properties = {};
      for (const one of node.members) if (ts.isPropertySignature(one)) member(one, into);
      interfaces.set(namespace + node.name.text, into);
    } else if (ts.isModuleDeclaration(node) && node.body !== undefined && ts.isModuleBlock(node.body)) {
      for (const one of node.body.statements) visit(one, `${namespace}${node.name.text}.`);
    } else if (ts.isClassDeclaration(node)) {
      const into: Properties = {};
      for (const one of node.members)
        if (
          ts.isPropertyDeclaration(one) &&
          one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) !== true
        )
          member(one, into);
      interfaces.set(`class ${node.name?.text ?? ""}`, into);
    } else ts.forEachChild(node, (one) => visit(one, namespace));
  };
  visit(tree, "");
  return interfaces;
}

/** Nested types of the services that the facts know, cut out of the one large file. */
function nestedSource(kind: "input" | "output"): string {
  const whole = readFileSync(join(awsDir, "types", `${kind}.d.ts`), "utf8");
  return services
    .map((name) => {
      const start = whole.indexOf(`export declare namespace ${name} {`);
      return start < 0 ? "" : whole.slice(start, whole.indexOf("\n}\n", start) + 3);
    })
    .join("\n");
}

describe("shape scanner", () => {
  for (const service of services) {
    it(`reads the types of ${service} as the TypeScript compiler does`, () => {
      for (const file of files.filter((one) => one.startsWith(`${service}/`))) {
        const path = join(awsDir, `${file}.d.ts`);
        assert.ok(existsSync(path), path);
        const source = readFileSync(path, "utf8");
        const { interfaces, resource } = scanDeclarations(source);
        const scanned = new Map(interfaces);
        if (resource !== undefined) scanned.set(`class ${resource.name}`, resource.outputs);
        assert.deepEqual(Object.fromEntries(scanned), Object.fromEntries(byCompiler(source)), file);
      }
    });
  }

  for (const kind of ["input", "output"] as const) {
    it(`reads the nested ${kind} types of these services as the compiler does`, () => {
      const source = nestedSource(kind);
      const scanned = Object.fromEntries(scanDeclarations(source).interfaces);
      assert.ok(Object.keys(scanned).length > 2000, String(Object.keys(scanned).length));
      assert.deepEqual(scanned, Object.fromEntries(byCompiler(source)));
    }).timeout(30_000);
  }

  it("tells lists, maps, references, unions and wrappers apart", () => {
    const types: [string, unknown][] = [
      ["pulumi.Input<string>", "string"],
      ["pulumi.Input<string | undefined>", "string"],
      ["pulumi.Input<pulumi.Input<number>[] | undefined>", ["list", "number"]],
      ["pulumi.Input<{ [key: string]: pulumi.Input<string>; } | undefined>", ["map", "string"]],
      ["pulumi.Input<pulumi.Input<inputs.ec2.VpcTimeouts>[]>", ["list", ["ref", "ec2.VpcTimeouts"]]],
      [
        "pulumi.Input<string | inputs.iam.PolicyDocument>",
        ["union", "string", ["ref", "iam.PolicyDocument"]],
      ],
      ["pulumi.Input<string | enums.ec2.InstanceType>", "string"],
      ["pulumi.Input<string | Bucket>", "string"],
      ["pulumi.Input<pulumi.asset.Asset | pulumi.asset.Archive>", "asset"],
      ['"a" | "b"', "string"],
      ["any", "any"],
    ];
    for (const [text, expected] of types) assert.deepEqual(parseType(text).type, expected, text);
  });
});
