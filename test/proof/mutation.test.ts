import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parts, root } from "../../proof/mutation/parts";
import { parseReport, type Report, score, survivors, tally } from "../../proof/mutation/report";

type Mutant = Report["files"][string]["mutants"][number];

const mutant = (status: string, rest: Partial<Mutant> = {}): Mutant => ({
  mutatorName: "StringLiteral",
  status,
  replacement: '""',
  location: { start: { line: 2, column: 11 }, end: { line: 2, column: 14 } },
  ...rest,
});
const reportOf = (...mutants: Mutant[]): Report => ({
  files: { "a.ts": { source: 'const one = 1;\nconst a = "x";\nconst b =\n  [1, 2];', mutants } },
});

describe("figures of mutation tests", () => {
  it("count mutants by their end, and what was left alone by its reason", () => {
    const reason = 'Static mutant (and "ignoreStatic" was enabled)';
    const all = ["Killed", "Killed", "Timeout", "Survived", "NoCoverage", "RuntimeError", "CompileError"];
    const report = reportOf(
      ...all.map((status) => mutant(status)),
      mutant("Ignored", { statusReason: "a text of generated pages" }),
      mutant("Ignored", { statusReason: reason }),
      mutant("Ignored", { statusReason: reason }),
    );
    assert.deepEqual(tally(report), {
      ...{ killed: 2, timeout: 1, survived: 1, noCoverage: 1, errors: 2, pageTexts: 1, constants: 2 },
    });
    assert.equal(score(tally(report)), 60);
    assert.equal(score(tally(reportOf())), 100);
  });

  it("name each mutant that no test noticed by its place, in the order of the file", () => {
    const [start, end] = [
      { line: 3, column: 11 },
      { line: 4, column: 9 },
    ];
    const late = mutant("NoCoverage", { mutatorName: "ArrayDeclaration", location: { start, end } });
    const report = reportOf(late, mutant("Killed"), mutant("Survived", { replacement: "y".repeat(91) }));
    assert.deepEqual(survivors(report), [
      `a.ts:2:11 StringLiteral: "x" -> ${"y".repeat(87)}...`,
      'a.ts:3:11 ArrayDeclaration (no test runs it): [1, 2] -> ""',
    ]);
  });
});

describe("parts of mutation tests", () => {
  for (const { name, sources, tests } of parts()) {
    it(`${name} has modules and tests that exist, none in another part`, () => {
      assert.ok(sources.length > 0 && tests.length > 0);
      for (const file of [...sources, ...tests]) assert.ok(fs.existsSync(path.join(root, file)), file);
      const others = parts().filter((part) => part.name !== name);
      for (const other of others)
        assert.deepEqual(
          sources.filter((file) => other.sources.includes(file)),
          [],
        );
    });
  }

  it("take modules of components without the SDK, whatever they are named", () => {
    const sources = parts().find(({ name }) => name === "components")?.sources ?? [];
    assert.ok(sources.includes("components/arguments/address-ranges.ts"));
    assert.ok(!sources.includes("components/static-site/index.ts"));
    for (const file of sources) {
      const text = fs.readFileSync(path.join(root, file), "utf8");
      assert.doesNotMatch(text, /^import (?!type )[^;]*@pulumi\/pulumi"/m, file);
    }
  });
});

/** A module with a constant, a rule with page texts, and a branch that no test looks at. */
const SOURCE = `
export const least = ["one"];
export const rule = resourceRule({ id: "x", title: "A title", why: "Because." });
function resourceRule(texts: Record<string, string>) { return texts; }
export function isEnough(count: number): boolean {
  return count >= 2;
}
export function unseen(): string {
  return "nobody looks";
}
`;
const TEST = `
import assert from "node:assert/strict";
import { isEnough, least, rule } from "../source";
describe("source", () => {
  it("knows its constants", () => { assert.deepEqual(least, ["one"]); assert.equal(rule.id, "x"); });
  it("is enough from two on", () => { for (const n of [2, 3]) assert.equal(isEnough(n), true); });
});
`;

describe("mutation tests with mocha 12", () => {
  let folder = "";
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-mutation-"));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it("tell what tests notice, constants of modules among it, and leave texts of pages alone", function () {
    this.timeout(240_000);
    const write = (name: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    };
    write("source.ts", SOURCE);
    write("test/source.test.ts", TEST);
    write("package.json", "{}");
    fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    const plugins = ["test-runner.mts", "page-texts.mts"].map((file) =>
      path.join(root, "proof/mutation", file),
    );
    const config = {
      ...{ testRunner: "mocha-12", plugins, ignorers: ["page-texts"], mutate: ["source.ts"], concurrency: 1 },
      ...{ mochaFiles: ["test/source.test.ts"], coverageAnalysis: "perTest", disableTypeChecks: false },
      ...{ tsconfigFile: "none.json", reporters: ["json"], jsonReporter: { fileName: "report.json" } },
    };
    write("stryker.json", JSON.stringify(config));
    const stryker = path.join(root, "node_modules/@stryker-mutator/core/bin/stryker.js");
    const tsx = path.join(root, "node_modules/tsx/dist/loader.mjs");
    const { status, stdout } = spawnSync(process.execPath, [stryker, "run", "stryker.json"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: `--import=${tsx}` },
    });
    assert.equal(status, 0, stdout);
    const report = parseReport(fs.readFileSync(path.join(folder, "report.json"), "utf8"));
    assert.deepEqual(survivors(report), [
      "source.ts:6:10 ConditionalExpression: count >= 2 -> true",
      'source.ts:8:34 BlockStatement (no test runs it): { return "nobody looks"; } -> {}',
      'source.ts:9:10 StringLiteral (no test runs it): "nobody looks" -> ""',
    ]);
    const { killed, pageTexts, errors } = tally(report);
    assert.deepEqual({ killed, pageTexts, errors }, { killed: 9, pageTexts: 2, errors: 0 });
  });
});
