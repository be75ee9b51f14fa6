import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Configuration, type PolicyEntry } from "../../frame/configuration";
import { listedPolicies, runningPolicies } from "../../frame/pack";
import { report } from "../../frame/report";
import { Results, type ResultsDocument } from "../../frame/results";
import { ResultsFile } from "../../frame/results-file";
import { type Rule, resourceRule, stackRule } from "../../frame/rule";
import type { Subject } from "../../frame/subject";
import { text } from "../../frame/values";
import { rules } from "../../rules";
import { judge, resource, secret, type TestResource, unknown, urnOf } from "../../testing";
import { runPolicies } from "../../testing/judge";

const texts = {
  area: "edge",
  title: "No resource is bad",
  severity: "high",
  why: "",
  mend: "Be good.",
  example: "",
  wellArchitected: [],
  pci: [],
} as const;

const isBad = ({ props }: Subject) => text(props, "state") === "bad";

const resourceProbe = resourceRule({
  ...texts,
  id: "resource-probe",
  types: ["test:a:A", "test:b:B"],
  check: (subject, { violation }) => {
    if (isBad(subject)) violation("It is bad.");
  },
});
const stackProbe = stackRule({
  ...texts,
  id: "stack-probe",
  severity: "medium",
  check: (stack) => {
    for (const subject of stack.graph.ofType(["test:a:A"])) {
      stack.judge(subject, ({ violation }) => {
        if (isBad(subject)) violation("It is bad.");
      });
    }
  },
});

const a = (name: string, state: unknown) => resource("test:a:A", name, { state });

interface Run {
  document: ResultsDocument;
  /** What was reported to Pulumi. */
  reported: unknown[];
}

async function run(
  probes: readonly Rule[],
  resources: readonly TestResource[],
  entries: Record<string, PolicyEntry> = {},
  changed = (_: Results) => undefined as void,
): Promise<Run> {
  const configuration = new Configuration(new Map(Object.entries(entries)));
  const results = new Results("probe", "1.2.3");
  const session = { configuration: () => configuration, results, changed: () => changed(results) };
  const reported: unknown[] = [];
  const policies = runningPolicies(probes, session).map((policy) => {
    if (!("validateStack" in policy)) return policy;
    return {
      ...policy,
      validateStack: ((args, _) =>
        policy.validateStack(args, (...said) => reported.push(said[0]))) as typeof policy.validateStack,
    };
  });
  await runPolicies(policies, resources, {}, (outcome) => reported.push(outcome.message));
  return { document: results.document(), reported };
}

describe("pack", () => {
  it("loses no violation behind an unknown value, for both kinds of rule", async () => {
    const resources = [a("one", "bad"), a("two", unknown), a("three", "bad")];
    for (const probe of [resourceProbe, stackProbe]) {
      const outcomes = await judge(probe, resources);
      assert.deepEqual(
        outcomes.map(({ resource: name, status }) => [name, status]),
        [
          ["one", "violation"],
          ["two", "not-evaluated"],
          ["three", "violation"],
        ],
      );
    }
  });

  it("marks resource policies for Pulumi's fast path, one token each, and has one stack policy", () => {
    const session = {
      configuration: () => new Configuration(),
      results: new Results("", ""),
      changed: () => undefined,
    };
    const policies = runningPolicies(rules, session);
    const stackPolicies = policies.filter((policy) => "validateStack" in policy);
    assert.deepEqual(
      stackPolicies.map(({ name }) => name),
      ["well-architected"],
    );
    assert.equal(policies.at(-1), stackPolicies[0]);
    for (const policy of policies) {
      if (!("validateResource" in policy)) continue;
      assert.equal(typeof policy.validateResource, "function");
      const token: unknown = Reflect.get(policy.validateResource ?? {}, "__pulumiType");
      const rule = rules.find(({ id }) => id === policy.name);
      assert.ok(
        rule?.kind === "resource" && typeof token === "string" && rule.types.includes(token),
        policy.name,
      );
    }
  });

  it("reports under the rule's name, level and severity with what to do", async () => {
    const { reported } = await run([stackProbe], [a("one", "bad")]);
    assert.equal(reported.length, 1);
    const { toString: asText, ...finding } = reported[0] as { toString: () => string };
    assert.deepEqual(finding, {
      name: "stack-probe",
      description: "No resource is bad",
      severity: "medium",
      enforcementLevel: "advisory",
      message: "It is bad.\nBe good.",
      urn: urnOf(a("one", "bad")),
    });
    assert.equal(asText(), "stack-probe: It is bad.\nBe good.");
  });

  it("still says rule, message and resource to an SDK that takes texts only", () => {
    const received: unknown[] = [];
    report((message, urn) => received.push(`${message}`, urn), {
      rule: stackProbe,
      level: "mandatory",
      message: "It is bad.",
      urn: "urn:a",
    });
    assert.deepEqual(received, ["stack-probe: It is bad.", "urn:a"]);
  });

  it("sums up what could not be evaluated in one advisory line per rule", async () => {
    const names = ["one", "two", "three", "four", "five"];
    const { reported } = await run(
      [stackProbe],
      names.map((name) => a(name, unknown)),
    );
    assert.deepEqual(
      reported.map((finding) => [Reflect.get(Object(finding), "enforcementLevel"), `${finding}`]),
      [
        [
          "advisory",
          "stack-probe: Not evaluated: one (state is not known yet), two (state is not known yet), " +
            "three (state is not known yet) and 2 more.",
        ],
      ],
    );
  });

  it("runs no disabled rule, and reports with a configured level", async () => {
    const bad = [a("one", "bad")];
    const entry = (level: PolicyEntry["level"]) => ({ level, settings: {} });
    const off = { "resource-probe": entry("disabled"), "stack-probe": entry("disabled") };
    assert.deepEqual((await run([resourceProbe, stackProbe], bad, off)).document.results, []);
    const swapped = { "resource-probe": entry("advisory"), "stack-probe": entry("mandatory") };
    const { results } = (await run([resourceProbe, stackProbe], bad, swapped)).document;
    assert.deepEqual(
      results.map(({ rule, level }) => [rule, level]),
      [
        ["resource-probe", "advisory"],
        ["stack-probe", "mandatory"],
      ],
    );
  });

  it("takes a rule that throws for a violation, prints nothing of the error, and runs the others", async () => {
    const broken = stackRule({
      ...texts,
      id: "broken",
      check: () => {
        throw new TypeError("hunter2");
      },
    });
    const { document } = await run([broken, stackProbe], [a("one", "bad")]);
    assert.deepEqual(
      document.results.map(({ rule, message }) => [rule, message]),
      [
        ["broken", "The rule itself failed (TypeError); this is a defect of the policy pack."],
        ["stack-probe", "It is bad."],
      ],
    );
  });

  it("lists each rule once, with its metadata, and the pack's settings", () => {
    const listed = listedPolicies(rules);
    assert.deepEqual(
      listed.map(({ name }) => name),
      ["well-architected", ...rules.map(({ id }) => id)],
    );
    const secretReplicated = listed.find(({ name }) => name === "secret-replicated");
    assert.equal(secretReplicated?.severity, "high");
    assert.equal(secretReplicated?.enforcementLevel, "mandatory");
    assert.equal(secretReplicated?.framework?.reference, "REL10-BP01");
    assert.deepEqual(Object.keys(secretReplicated?.configSchema?.properties ?? {}), [
      "requiredRegions",
      "exempt",
    ]);
    const allowed = Object.keys(listed[0]?.configSchema?.properties.levels?.properties ?? {});
    assert.deepEqual(allowed.slice(0, 4), ["low", "medium", "high", "critical"]);
    assert.ok(allowed.includes("edge") && allowed.includes("eks-api-private"));
  });
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
        output ??= new ResultsFile(results, file);
        output.save();
        seen.push(read(file).complete);
      });
      assert.deepEqual(seen, [false, true]);
      assert.equal(read(file).counts.violations, 1);
      assert.deepEqual(fs.readdirSync(path.dirname(file)), ["results.json"]);
    });

    it("is written although no rule says anything", async () => {
      const file = path.join(directory, "results.json");
      await run([stackProbe], [], {}, (results) => new ResultsFile(results, file).save());
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
      new ResultsFile(new Results("", ""), undefined).moveTo(configured);
      assert.deepEqual(fs.readdirSync(directory), ["configured.json"]);
      fs.rmSync(configured);
      new ResultsFile(new Results("", ""), fromEnvironment).moveTo(configured);
      assert.deepEqual(fs.readdirSync(directory), ["environment.json"]);
    });

    it("gets the last of many violations a moment later", async () => {
      const file = path.join(directory, "results.json");
      const results = new Results("", "");
      const output = new ResultsFile(results, file);
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

describe("testing kit", () => {
  it("fails when a message prints a secret", async () => {
    const leaky = resourceRule({
      ...texts,
      id: "leaky",
      types: ["test:a:A"],
      check: ({ props }, { violation }) => violation(`It is ${text(props, "state")}.`),
    });
    await assert.rejects(judge(leaky, [a("one", secret("hunter2"))]), /leaky prints a secret of one/);
  });

  it("runs any Pulumi policy, and stops it at an unknown value as Pulumi does", async () => {
    const policy = {
      name: "plain",
      description: "",
      validateResource: (
        args: { props: Record<string, unknown> },
        reportViolation: (message: string) => void,
      ) => {
        if (args.props.state === "bad") reportViolation("bad");
      },
    };
    assert.deepEqual(await judge(policy, [a("one", "bad"), a("two", unknown)]), [
      { rule: "plain", resource: "one", status: "violation", message: "bad" },
      {
        rule: "plain",
        resource: "two",
        status: "not-evaluated",
        message: "string value at .state can't be known during preview",
      },
    ]);
  });
});
