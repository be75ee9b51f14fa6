import assert from "node:assert/strict";
import { Configuration, type PolicyEntry } from "../../frame/configuration";
import { listedPolicies, runningPolicies } from "../../frame/pack";
import { report } from "../../frame/report";
import { Results } from "../../frame/results";
import { stackRule } from "../../frame/rule";
import { rules } from "../../rules";
import { judge, unknown, urnOf } from "../../testing";
import { a, resourceProbe, run, stackProbe, texts } from "../support/probes";

describe("pack", () => {
  it("loses no violation behind an unknown value, for both kinds of rule", async () => {
    const resources = [a("1st", "bad"), a("2nd", unknown), a("3rd", "bad")];
    for (const probe of [resourceProbe, stackProbe]) {
      const outcomes = await judge(probe, resources);
      assert.deepEqual(
        outcomes.map(({ resource: name, status }) => [name, status]),
        [
          ["1st", "violation"],
          ["2nd", "not-evaluated"],
          ["3rd", "violation"],
        ],
      );
    }
  });

  it("marks resource policies for Pulumi's fast path, one token each, and has one stack policy", () => {
    const session = {
      configuration: () => new Configuration(),
      results: new Results("", ""),
      inputs: new Map(),
      changed: () => undefined,
    };
    const policies = runningPolicies(rules, session);
    const stackPolicies = policies.filter((policy) => "validateStack" in policy);
    assert.deepEqual(
      stackPolicies.map(({ name }) => name),
      ["well-architected"],
    );
    assert.equal(policies.at(-1), stackPolicies[0]);
    const tokens = policies.flatMap((policy) =>
      "validateResource" in policy && typeof policy.validateResource === "function"
        ? [Reflect.get(policy.validateResource, "__pulumiType")]
        : [],
    );
    assert.equal(tokens.length, policies.length - 1);
    assert.deepEqual(tokens.sort(), [...new Set(rules.flatMap(({ types }) => types))].sort());
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
    const names = ["e", "d", "c", "b", "a"];
    const { reported } = await run(
      [stackProbe],
      names.map((name) => a(name, unknown)),
    );
    assert.deepEqual(
      reported.map((finding) => [Reflect.get(Object(finding), "enforcementLevel"), `${finding}`]),
      [
        [
          "advisory",
          "stack-probe: Not evaluated: a (state is not known yet), b (state is not known yet), " +
            "c (state is not known yet) and 2 more.",
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
      types: [],
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
