import assert from "node:assert/strict";
import { Configuration, PACK_POLICY, type PolicyEntry } from "../../frame/configuration";
import { type Level, resourceRule, type Severity } from "../../frame/rule";
import { choice, ports, texts } from "../../frame/settings";

function rule(severity: Severity) {
  return resourceRule({
    id: "a-rule",
    area: "edge",
    title: "",
    severity,
    why: "",
    mend: "",
    example: "",
    wellArchitected: [],
    pci: [],
    types: [],
    settings: {
      names: texts("Names.", ["a"]),
      open: ports("Ports.", [22]),
      mode: choice("Mode.", ["one", "two"]),
    },
    check: () => undefined,
  });
}

function configured(own: Partial<PolicyEntry>, levels: Record<string, unknown> = {}): Configuration {
  return new Configuration(
    new Map<string, PolicyEntry>([
      ["a-rule", { level: "mandatory", settings: {}, ...own }],
      [PACK_POLICY, { level: "mandatory", settings: { levels } }],
    ]),
  );
}

describe("configuration", () => {
  it("stops deployments at critical and high, and shows the rest", () => {
    const preset = (severity: Severity) => new Configuration().levelOf(rule(severity));
    assert.deepEqual((["critical", "high", "medium", "low"] as const).map(preset), [
      "mandatory",
      "mandatory",
      "advisory",
      "advisory",
    ]);
  });

  it("takes a rule's own level before those of rule, area and severity in the pack's settings", () => {
    const by = (own: Level, levels: Record<string, Level>) =>
      configured({ level: own }, levels).levelOf(rule("high"));
    const levels = { "a-rule": "mandatory", edge: "advisory", high: "disabled", low: "disabled" } as const;
    assert.equal(by("advisory", levels), "advisory");
    assert.equal(by("disabled", levels), "disabled");
    assert.equal(by("mandatory", levels), "mandatory");
    assert.equal(by("mandatory", { edge: "advisory", high: "disabled" }), "advisory");
    assert.equal(by("mandatory", { high: "disabled", data: "advisory" }), "disabled");
    assert.equal(by("mandatory", { data: "advisory", critical: "disabled" }), "mandatory");
  });

  it("refuses a level that there is not", () => {
    assert.throws(
      () => configured({}, { edge: "loud" }).levelOf(rule("high")),
      /well-architected\.levels\.edge: not allowed; mandatory, advisory, disabled are/,
    );
  });

  it("gives settings their defaults one by one", () => {
    assert.deepEqual(new Configuration().settingsOf(rule("high")), { names: ["a"], open: [22], mode: "one" });
    const given = { names: ["b"], mode: "two", open: null };
    assert.deepEqual(configured({ settings: given }).settingsOf(rule("high")), {
      names: ["b"],
      open: [22],
      mode: "two",
    });
  });

  it("refuses settings by name, with what is allowed", () => {
    const wrong = (settings: Record<string, unknown>) => () =>
      configured({ settings }).settingsOf(rule("high"));
    assert.throws(wrong({ nmes: [] }), /a-rule\.nmes: there is no such setting; known: names, open, mode/);
    assert.throws(wrong({ names: [""] }), /a-rule\.names: not allowed; Names\./);
    assert.throws(wrong({ open: [70000] }), /a-rule\.open: not allowed; Ports\./);
    assert.throws(wrong({ mode: "three" }), /a-rule\.mode: not allowed; Mode\./);
  });
});
