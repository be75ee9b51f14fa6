import assert from "node:assert/strict";
import { Configuration, PACK_POLICY, type PolicyEntry } from "../../frame/configuration";
import { type Level, resourceRule, type Severity } from "../../frame/rule";
import { choice, integer, ports, texts } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";

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

  it("tells levels, names and settings that there are not, with the nearest right one, and goes on with the others", () => {
    const rules = [rule("high")];
    const said = (entries: Record<string, Partial<PolicyEntry>>) => {
      const full = Object.entries(entries).map(([name, entry]): [string, PolicyEntry] => [
        name,
        { level: "mandatory", settings: {}, ...entry },
      ]);
      return new Configuration(new Map(full))
        .findings(rules)
        .map(({ rule: { id }, message }) => [id, message]);
    };
    const packed = (settings: Record<string, unknown>) => said({ [PACK_POLICY]: { settings } });
    const one = (message: string) => [["settings-valid", message]];
    assert.deepEqual(said({ "a-rul": {} }), one('"a-rul": there is no such rule; the nearest is a-rule.'));
    assert.deepEqual(said({ all: {}, "a-rule": {}, "waiver-unused": {} }), []);
    assert.deepEqual(
      said({ "a-rule": { settings: { nmes: [] } } }),
      one("a-rule.nmes: there is no such setting; the nearest is names."),
    );
    assert.deepEqual(
      packed({ levels: { edge: "loud" } }),
      one("well-architected.levels.edge: not allowed; mandatory, advisory, disabled are."),
    );
    assert.deepEqual(
      packed({ levels: { egde: "disabled" } }),
      one('well-architected.levels: "egde" is no rule, area or severity; the nearest is edge.'),
    );
    assert.deepEqual(
      packed({ peer: [] }),
      one("well-architected.peer: there is no such setting; the nearest is peers."),
    );
    assert.deepEqual(
      packed({ remediate: ["a-rule"] }),
      one('well-architected.remediate: "a-rule": this rule can\'t mend anything by itself.'),
    );
    assert.deepEqual(
      packed({ results: "a.txt" }),
      one(
        'well-architected.results: "a.txt" has no ending that says the form; .sarif, .sarif.json, .json, .xml, .md do.',
      ),
    );
    assert.equal(packed({ levels: { egde: "disabled", high: "advisory" }, rtoSeconds: -1 }).length, 2);
    assert.equal(configured({}, { egde: "disabled", high: "advisory" }).levelOf(rule("high")), "advisory");
  });

  it("takes a shared setting from the pack, unless the rule has its own, and only into the same key", () => {
    const { settings: _, check: __, remediate: ___, ...base } = rule("high");
    const taking = resourceRule({
      ...base,
      check: () => undefined,
      settings: { regions: shared.regions, rtoSeconds: integer("Own.", { minimum: 1 }, 7) },
    });
    const settings = (own: Record<string, unknown>, pack: Record<string, unknown>) =>
      new Configuration(
        new Map<string, PolicyEntry>([
          ["a-rule", { level: "mandatory", settings: own }],
          [PACK_POLICY, { level: "mandatory", settings: pack }],
        ]),
      ).settingsOf(taking);
    assert.deepEqual(settings({}, {}), { regions: [], rtoSeconds: 7 });
    assert.deepEqual(settings({}, { regions: ["us-east-2"], rtoSeconds: 60 }), {
      regions: ["us-east-2"],
      rtoSeconds: 7,
    });
    assert.deepEqual(settings({ regions: ["eu-west-1"] }, { regions: ["us-east-2"] }).regions, ["eu-west-1"]);
    assert.deepEqual(settings({ regions: null }, { regions: ["us-east-2"] }).regions, ["us-east-2"]);
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
    assert.throws(wrong({ nmes: [] }), /a-rule\.nmes: there is no such setting; the nearest is names/);
    assert.throws(wrong({ names: [""] }), /a-rule\.names: not allowed; Names/);
    assert.throws(wrong({ open: [70000] }), /a-rule\.open: not allowed; Ports/);
    assert.throws(wrong({ mode: "three" }), /a-rule\.mode: not allowed; Mode/);
  });
});
