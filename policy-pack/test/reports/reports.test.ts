import assert from "node:assert/strict";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { create } from "xmlbuilder2";
import { packRuleList } from "../../frame/pack-rules";
import { Results } from "../../frame/results";
import { endings, type Report, writerOf } from "../../reports";
import { junit } from "../../reports/junit";
import { markdown } from "../../reports/markdown";
import { sarif } from "../../reports/sarif";
import { rules } from "../../rules";
import { resourceProbe, stackProbe } from "../support/probes";
import { sarifSchema } from "../support/sarif-schema";

const urn = (name: string) => `urn:pulumi:prod::hub::test:a:A::${name}`;
const weird = "a|b<c>&\"'`*_[]\u0000\u0007\uD800 \u202e日本🚀\n::x";

/** One result of each kind, and a resource without one. */
function report(): Report {
  const results = new Results("tandem", "1.2.3");
  for (const name of ["bad", "accepted", "later", "fine"]) results.judge(resourceProbe, urn(name));
  for (const name of ["shown", weird]) results.judge(stackProbe, urn(name));
  const high = { rule: "resource-probe", severity: "high", level: "mandatory" } as const;
  const medium = { rule: "stack-probe", severity: "medium", level: "advisory" } as const;
  results.add({ ...high, urn: urn("bad"), status: "violation", message: "It is bad." });
  const waiver = { reason: "replaced in spring", owner: "platform", expires: "2027-03-31", ticket: "OPS-1" };
  results.add({ ...high, urn: urn("accepted"), status: "waived", message: "It is bad.", waiver });
  results.add({ ...high, urn: urn("later"), status: "not-evaluated", message: "state is not known yet" });
  results.add({ ...medium, urn: urn("shown"), status: "violation", message: "It is odd." });
  results.add({ ...medium, urn: urn(weird), status: "violation", message: `Named ${weird}.` });
  results.finish([
    { stack: "prod-west", project: "hub", region: "us-west-2", writtenAt: new Date(), ageDays: 3 },
  ]);
  return { document: results.document(), rules: [resourceProbe, stackProbe], judged: results.judgedByRule() };
}

describe("reports", () => {
  it("are chosen by the ending of the file", () => {
    assert.deepEqual(endings, [".sarif", ".sarif.json", ".json", ".xml", ".md"]);
    for (const file of ["a.SARIF", "x/a.sarif.json"]) assert.equal(writerOf(file), sarif);
    assert.equal(writerOf("a.md"), markdown);
    assert.equal(writerOf("a.txt"), undefined);
    assert.equal(JSON.parse(writerOf("a.json")?.(report()) ?? "").counts.waived, 1);
  });

  describe("as SARIF", () => {
    const validate = addFormats.default(new Ajv({ allErrors: true, strict: false })).compile(sarifSchema);
    const valid = (text: string) => {
      const log = JSON.parse(text);
      assert.ok(validate(log), JSON.stringify(validate.errors));
      return log.runs[0];
    };

    it("keep the form of the standard, with all rules of the pack", () => {
      const all = [...rules, ...packRuleList];
      const run = valid(sarif({ ...report(), rules: all }));
      assert.equal(run.tool.driver.rules.length, all.length);
      valid(sarif({ document: new Results("p", "1.0.0").document(), rules: all, judged: new Map() }));
    });

    it("tell violations, waived and open ones apart", () => {
      const { results, properties } = valid(sarif(report()));
      assert.deepEqual(
        results.map((one: { kind: string; level: string; suppressions?: unknown[]; ruleIndex: number }) => [
          one.kind,
          one.level,
          one.suppressions?.length ?? 0,
          one.ruleIndex,
        ]),
        [
          ["fail", "error", 0, 0],
          ["fail", "error", 1, 0],
          ["open", "none", 0, 0],
          ["fail", "warning", 0, 1],
          ["fail", "warning", 0, 1],
        ],
      );
      assert.equal(results[1].suppressions[0].justification, "replaced in spring");
      assert.equal(results[0].locations[0].logicalLocations[0].fullyQualifiedName, urn("bad"));
      assert.deepEqual(properties.peers, [{ stack: "prod-west", region: "us-west-2", ageDays: 3 }]);
    });

    it("are refused by the test's own schema when a level or kind is none of the standard's", () => {
      const wrong = JSON.parse(sarif(report()));
      wrong.runs[0].results[2].level = "error";
      wrong.runs[0].results[3].kind = "bad";
      wrong.runs[0].results[3].level = "none";
      assert.ok(!validate(wrong));
      assert.equal(
        validate.errors?.filter(
          ({ keyword }: { keyword: string }) => keyword === "const" || keyword === "enum",
        ).length,
        2,
      );
    });
  });

  it("as JUnit have a suite per rule, failures for what stops a deployment, and nothing that XML can't hold", () => {
    const parsed = create(junit(report())).end({ format: "object" }) as {
      testsuites: Record<string, unknown> & { testsuite: Record<string, unknown>[] };
    };
    const { testsuite: suites, ...root } = parsed.testsuites;
    assert.deepEqual(root, {
      "@name": "tandem prod",
      "@tests": "6",
      "@failures": "1",
      "@skipped": "4",
      "@errors": "0",
    });
    assert.deepEqual(
      suites.map((suite) => [suite["@name"], suite["@tests"], suite["@failures"], suite["@skipped"]]),
      [
        ["resource-probe", "4", "1", "2"],
        ["stack-probe", "2", "0", "2"],
      ],
    );
    const [first] = suites;
    const cases = first?.testcase as Record<string, unknown>[];
    assert.deepEqual(cases[3], { "@classname": "resource-probe", "@name": "1 resources without a finding" });
    assert.match(
      JSON.stringify(cases[1]),
      /Waived until 2027-03-31 by platform: replaced in spring\. It is bad\./,
    );
    assert.match(junit(report()), /日本🚀/);
  });

  it("as Markdown list every kind, in cells that no name can break", () => {
    const text = markdown(report());
    assert.deepEqual(
      text.split("\n").filter((line) => line.startsWith("#")),
      [
        "# Policies of prod",
        "## Mandatory violations",
        "## Advisory violations",
        "## Waived",
        "## Not evaluated",
        "## Snapshots of other stacks",
      ],
    );
    const cells = text.split("\n").filter((line) => line.startsWith("| stack-probe"));
    assert.equal(cells.length, 2);
    for (const line of cells) assert.equal(line.split(/(?<!\\)\|/).length, 6, line);
    assert.match(text, /1 mandatory violations, 2 advisory, 1 waived, 1 not evaluated, 5 evaluated\./);
    assert.doesNotMatch(text, /<c>|\p{Cf}/u);
    assert.doesNotMatch(text, /Not complete/);
    assert.match(markdown({ ...report(), document: new Results("p", "1").document() }), /Not complete/);
  });
});
