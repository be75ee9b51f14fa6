import assert from "node:assert/strict";
import { Ajv } from "ajv";
import ts from "typescript";
import { configSchema, configTypes } from "../../config/typed";

/** What the compiler says of a configuration of this type. */
function compiled(config: string): string[] {
  const files = new Map([
    ["/config.d.ts", configTypes()],
    [
      "/use.ts",
      `import type { PolicyConfig } from "./config";\nexport const config: PolicyConfig = ${config};\n`,
    ],
  ]);
  const options: ts.CompilerOptions = { strict: true, noEmit: true, noLib: true, types: [] };
  const library =
    "interface Array<T> { length: number; [index: number]: T } interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T } interface String { readonly length: number } interface Number {} interface Boolean {} interface Object {} interface Function {} interface CallableFunction {} interface NewableFunction {} interface IArguments {} interface RegExp {} type Partial<T> = { [P in keyof T]?: T[P] }; type Record<K extends string, T> = { [P in K]: T };";
  files.set("/library.d.ts", library);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    getSourceFile: (name, version) => {
      const text = files.get(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, version);
    },
    getCurrentDirectory: () => "/",
    writeFile: () => undefined,
  };
  const program = ts.createProgram(["/library.d.ts", "/use.ts"], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

const good = {
  all: "advisory",
  "eks-api-private": "disabled",
  "no-admin-ports-open": { enforcementLevel: "advisory", ports: [22] },
  "kms-rotation-and-window": "remediate",
  "waiver-unused": "mandatory",
  "well-architected": {
    levels: { edge: "advisory", low: "disabled", "eks-audit-logs": "mandatory" },
    results: ["a.sarif", "b.md"],
    waivers: [{ rule: "eks-api-private", resource: "a*", reason: "r", owner: "o", expires: "2027-03-31" }],
    peers: ["peers/west.json"],
    remediate: ["all"],
    regions: ["us-east-2", "us-west-2"],
    tier: "tier-0",
    maxPeerAgeDays: 7,
  },
};
const wrong: Record<string, object> = {
  "a rule that there is not": { "eks-api-privat": "disabled" },
  "a level that there is not": { "eks-api-private": "loud" },
  "a setting that a rule does not have": { "eks-api-private": { ports: [22] } },
  "a setting of a wrong kind": { "no-admin-ports-open": { ports: ["22"] } },
  "a level of an area that there is not": { "well-architected": { levels: { egde: "advisory" } } },
  "a word that is no tier": { "well-architected": { tier: "tier-9" } },
  "a rule that can't mend": { "well-architected": { remediate: ["eks-api-private"] } },
};

describe("typed configuration", function () {
  this.timeout(30_000);
  const validate = new Ajv({ strict: false, allowUnionTypes: true }).compile(configSchema());

  it("takes a right one, in TypeScript and as JSON Schema", () => {
    assert.deepEqual(compiled(JSON.stringify(good)), []);
    assert.ok(validate(good), JSON.stringify(validate.errors));
    assert.deepEqual(compiled(`{ "well-architected": { results: "a.json", waivers: "waivers.yaml" } }`), []);
  });

  for (const [what, config] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => {
      assert.equal(compiled(JSON.stringify(config)).length, 1);
      assert.ok(!validate(config));
    });
  }
});
