import assert from "node:assert/strict";
import type { PolicyEntry } from "../../frame/configuration";
import { listedPolicies, runningPolicies } from "../../frame/pack";
import { packRuleList } from "../../frame/pack-rules";
import { report } from "../../frame/report";
import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { rules } from "../../rules";
import { judge, resource, unknown, urnOf } from "../../testing";
import { resourceArgs } from "../../testing/engine";
import { a, resourceProbe, run, sessionOf, stackProbe, texts } from "../support/probes";

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

  it("is two policies for Pulumi, whatever the number of rules: each unpacks every resource once", () => {
    const policies = runningPolicies(rules, sessionOf({}));
    assert.deepEqual(
      policies.map((policy) => [policy.name, "validateStack" in policy]),
      [
        ["well-architected", false],
        ["well-architected", true],
      ],
    );
  });

  it("runs a rule for its own types only, and keeps inputs only of what stack rules read", () => {
    const session = sessionOf({});
    const [policy] = runningPolicies([resourceProbe, stackProbe], session);
    assert.ok(policy && "validateResource" in policy && typeof policy.validateResource === "function");
    for (const type of ["test:a:A", "test:b:B", "test:c:C"]) {
      const args = resourceArgs(resource(type, "one", { state: "bad" }), {
        settings: {},
        stackTags: new Map(),
      });
      policy.validateResource(args, () => undefined);
    }
    assert.deepEqual(
      session.results.list().map(({ urn }) => urn.split("::")[2]),
      ["test:a:A", "test:b:B"],
    );
    assert.deepEqual([...session.inputs.keys()], [urnOf(a("one", "bad"))]);
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
      ["well-architected", ...rules.map(({ id }) => id), ...packRuleList.map(({ id }) => id)],
    );
    const secretReplicated = listed.find(({ name }) => name === "secret-replicated");
    assert.equal(secretReplicated?.severity, "high");
    assert.equal(secretReplicated?.enforcementLevel, "mandatory");
    assert.equal(secretReplicated?.framework?.reference, "REL10-BP01");
    assert.deepEqual(Object.keys(secretReplicated?.configSchema?.properties ?? {}), [
      "regions",
      "requiredRegions",
      "exempt",
    ]);
    assert.ok(Object.keys(listed[0]?.configSchema?.properties ?? {}).includes("waivers"));
  });

  it("lists a shared setting without its default, which Pulumi would fill in for what the pack's settings say", () => {
    const taking = stackRule({
      ...texts,
      id: "taking",
      types: [],
      settings: { regions: shared.regions },
      check: () => undefined,
    });
    const [settings, rule] = listedPolicies([taking]);
    assert.equal(rule?.configSchema?.properties.regions?.type, "array");
    assert.ok(!("default" in (rule?.configSchema?.properties.regions ?? {})));
    assert.ok("default" in (settings?.configSchema?.properties.regions ?? {}));
  });
});
