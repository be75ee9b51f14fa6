import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Results, type ResultsDocument } from "../../frame/results";
import { ResultsFile } from "../../frame/results-file";
import { resource, unknown, urnOf } from "../../testing";
import { a, resourceProbe, run, stackProbe } from "../support/probes";

const source = (results: Results) => ({
  report: () => ({ document: results.document(), rules: [], judged: new Map() }),
  get isComplete() {
    return results.isComplete;
  },
});

describe("results", () => {
  it("count violations, advisories, open and judged pairs", async () => {
    const resources = [
      a("one", "bad"),
      a("two", unknown),
      a("three", "good"),
      resource("test:b:B", "four", {}),
    ];
    const { document } = await run([resourceProbe, stackProbe], resources);
    assert.deepEqual(document.counts, {
      violations: 1,
      advisories: 1,
      waived: 0,
      notEvaluated: 2,
      evaluated: 5,
    });
    assert.equal(document.stack, "test");
    assert.equal(document.complete, true);
    assert.deepEqual(document.results[0], {
      rule: "resource-probe",
      severity: "high",
      level: "mandatory",
      urn: urnOf(a("one", "bad")),
      status: "violation",
      message: "It is bad.",
    });
  });

  it("count a resource once that is seen twice, and begin again after the stack rules", async () => {
    const twice = [a("one", "bad"), a("one", "bad")];
    assert.equal((await run([resourceProbe], twice)).document.counts.violations, 1);
    const results = new Results("probe", "1");
    results.judge(resourceProbe, "urn:pulumi:s::p::t::a");
    results.finish();
    results.judge(resourceProbe, "urn:pulumi:s::p::t::b");
    assert.equal(results.document().counts.evaluated, 1);
    assert.equal(results.isComplete, false);
  });

  describe("file", () => {
    let directory: string;
    beforeEach(() => {
      directory = fs.mkdtempSync(path.join(os.tmpdir(), "results-"));
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));
    const read = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as ResultsDocument;

    it("is there before the first resource, complete only after the stack rules", async () => {
      const file = path.join(directory, "new", "results.json");
      const seen: boolean[] = [];
      let output: ResultsFile | undefined;
      await run([resourceProbe], [a("one", "bad")], {}, (results) => {
        output ??= new ResultsFile(source(results), file);
        output.save();
        seen.push(read(file).complete);
      });
      assert.deepEqual(seen, [false, true]);
      assert.equal(read(file).counts.violations, 1);
      assert.deepEqual(fs.readdirSync(path.dirname(file)), ["results.json"]);
    });

    it("is written although no rule says anything", async () => {
      const file = path.join(directory, "results.json");
      await run([stackProbe], [], {}, (results) => new ResultsFile(source(results), file).save());
      assert.deepEqual(read(file), {
        pack: "probe",
        version: "1.2.3",
        complete: true,
        results: [],
        counts: { violations: 0, advisories: 0, waived: 0, notEvaluated: 0, evaluated: 0 },
      });
    });

    it("follows the configuration unless the environment names one", () => {
      const configured = path.join(directory, "configured.json");
      const fromEnvironment = path.join(directory, "environment.json");
      new ResultsFile(source(new Results("", "")), undefined).moveTo([configured]);
      assert.deepEqual(fs.readdirSync(directory), ["configured.json"]);
      fs.rmSync(configured);
      new ResultsFile(source(new Results("", "")), fromEnvironment).moveTo([configured]);
      assert.deepEqual(fs.readdirSync(directory), ["environment.json"]);
    });

    it("gets the last of many violations a moment later", async () => {
      const file = path.join(directory, "results.json");
      const results = new Results("", "");
      const output = new ResultsFile(source(results), file);
      const add = (message: string) => {
        const urn = "urn:pulumi:s::p::t::a";
        results.add({ rule: "r", severity: "high", level: "mandatory", urn, status: "violation", message });
        output.save();
      };
      for (let index = 0; index < 50; index++) add(`${index}`);
      assert.equal(read(file).results.length, 0);
      await new Promise((resolve) => setTimeout(resolve, 150));
      assert.equal(read(file).results.length, 50);
    });
  });
});
