import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkGraph } from "../../deep-check/check";
import { Engine } from "../../deep-check/judge/engine";
import { findPackages, loadRulesModule, VERSIONS } from "../../deep-check/judge/packages";
import { ruleSources } from "../../deep-check/judge/rules";
import { EXCEPTIONS } from "../../deep-check/policy";
import { Mapping } from "../../facts/mapping";
import { packageDirectory } from "../../home/dist";
import { collectExamples } from "./examples/collect";
import { evaluateExample } from "./examples/evaluate";
import { exampleFindings } from "./examples/known";
import { mistakes } from "./mistakes";
import { resource } from "./support/resource";

/** The engine with all rules takes seconds to build: one for the whole file. */
describe("the deep check's judgement", function () {
  this.timeout(60_000);
  let engine: Engine;
  before(function () {
    this.timeout(120_000);
    engine = new Engine();
  });
  after(() => engine?.free());

  it("is made of exactly the packages that its policy was measured with, 2,513 rules, all of them compiled", () => {
    const rules = loadRulesModule(findPackages().rules);
    assert.equal(rules.BUNDLED_RULES.length, 2513);
    const source = ruleSources(rules)
      .map(({ content }) => content)
      .join("\n");
    const missing = rules.BUNDLED_RULES.filter(({ id }) => !source.includes(`"${id}"`));
    assert.deepEqual(missing, []);
    const manifest = fs.readFileSync(path.join(packageDirectory(), "package.json"), "utf8");
    for (const [name, version] of Object.entries(VERSIONS))
      assert.ok(manifest.includes(`"${name}": "${version}"`), `${name} is not pinned to ${version}`);
  });

  it("has a reason and a source for every kind of finding that it does not tell", () => {
    for (const { rule, why, source } of EXCEPTIONS) assert.ok(why.length > 20 && source.length > 5, rule);
  });

  for (const { what, graph, name, property } of mistakes) {
    it(`finds ${what}, and tells the input by Pulumi's name`, () => {
      const { findings } = checkGraph(graph, engine, Mapping);
      assert.ok(
        findings.some((finding) => finding.name === name && finding.property === property),
        `found only ${JSON.stringify(findings)}`,
      );
      assert.deepEqual([...new Set(findings.map((finding) => finding.name))], [name]);
    });
  }

  it("judges resources of two regions with one engine, each by its own region", () => {
    const endpoint = (region: string) =>
      resource("ec2/vpcEndpoint:VpcEndpoint", `endpoint-${region}`, {
        region,
        vpcId: "vpc-0123456789abcdef0",
        serviceName: "com.amazonaws.us-west-2.s3",
      });
    const { findings } = checkGraph([endpoint("us-west-2"), endpoint("eu-west-1")], engine, Mapping);
    assert.deepEqual(
      findings.map(({ name, property }) => `${name} ${property}`),
      ["endpoint-eu-west-1 serviceName"],
    );
  });

  it("alarms falsely on at most 1 % of the package's own examples, each one with its cause", function () {
    this.timeout(180_000);
    // A fixed sixth of the examples; `examples/main.ts` judges all of them.
    const judged = collectExamples().filter((_, index) => index % 6 === 0);
    const unexpected: string[] = [];
    let count = 0;
    let falseAlarms = 0;
    for (const { id, source } of judged) {
      const graph = evaluateExample(source);
      if (!graph.some(({ type }) => Mapping.of(type) !== undefined)) continue;
      count++;
      const { findings } = checkGraph(graph, engine, Mapping);
      if (findings.length === 0) continue;
      const known = exampleFindings[id];
      if (known === undefined) unexpected.push(`${id}: ${findings.map(({ rule }) => rule).join(", ")}`);
      else if (known.startsWith("false:")) falseAlarms++;
    }
    assert.deepEqual(unexpected, []);
    assert.ok(count > 150, `only ${count} examples were judged`);
    assert.ok(falseAlarms / count <= 0.01, `${falseAlarms} false alarms in ${count} examples`);
  });
});
