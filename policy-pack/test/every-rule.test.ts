import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { rules } from "../rules";
import { bends, type Seen } from "./support/harness-modes";

const pack = path.resolve(__dirname, "..");
const mocha = createRequire(path.join(pack, "package.json")).resolve("mocha/bin/mocha.js");

interface Run {
  failed: { file: string; title: string }[];
  passes: number;
  seen: Seen;
  examples: string;
}

/** Runs the tests of all rules in a process of their own, watched by the harness. */
function runRuleTests(bend?: string): Run {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "rules-"));
  try {
    const [report, results] = ["seen.json", "results.json"].map((name) => path.join(directory, name));
    const args = ["--import=tsx", mocha, "--no-config", "--require", "./test/support/harness.ts"];
    const output = [
      "--reporter",
      "json",
      "--reporter-option",
      `output=${results}`,
      "test/rules/**/*.test.ts",
    ];
    const { stderr } = spawnSync(process.execPath, [...args, ...output], {
      cwd: pack,
      encoding: "utf8",
      env: { ...process.env, TANDEM_TEST_REPORT: report, TANDEM_TEST_BEND: bend ?? "" },
    });
    assert.ok(fs.existsSync(results ?? ""), stderr);
    const { failures, stats } = JSON.parse(fs.readFileSync(results ?? "", "utf8"));
    return {
      failed: failures.map(({ file, fullTitle }: { file: string; fullTitle: string }) => ({
        file: path.basename(file, ".test.ts"),
        title: fullTitle,
      })),
      passes: stats.passes,
      seen: JSON.parse(fs.readFileSync(report ?? "", "utf8")),
      examples: fs.readFileSync(`${report}.examples`, "utf8"),
    };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

describe("every rule", function () {
  this.timeout(120_000);

  describe("as its own tests see it", () => {
    let run: Run;
    before(() => {
      run = runRuleTests();
    });

    it("passes them under the harness, which only watches", () => {
      assert.deepEqual(run.failed, []);
    });

    it("is broken by some fixture", () => {
      const missing = rules.filter(({ id }) => !run.seen.violated.includes(id)).map(({ id }) => id);
      assert.deepEqual(missing, []);
    });

    it("meets some fixture of which it can't tell", () => {
      const missing = rules.filter(({ id }) => !run.seen.open.includes(id)).map(({ id }) => id);
      assert.deepEqual(missing, []);
    });

    it("has the bad example of its page from them", () => {
      const kept = fs.readFileSync(path.join(pack, "docs-pages/examples.jsonl"), "utf8");
      assert.equal(run.examples, kept, "run: npm run rules");
    });

    it("prints no text that a program put into a property", () => {
      assert.deepEqual(run.seen.printed, []);
    });

    it("declares all types that it reads, since it gets the inputs of no others", () => {
      assert.deepEqual(run.seen.undeclared, []);
    });
  });

  for (const bend of bends) {
    it(`fails a test of its own when it is ${bend}`, () => {
      const failed = new Set(runRuleTests(bend).failed.map(({ file }) => file));
      assert.deepEqual(
        rules.filter(({ id }) => !failed.has(id)).map(({ id }) => id),
        [],
      );
    });
  }
});
