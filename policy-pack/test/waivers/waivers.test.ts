import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { packRuleList } from "../../frame/pack-rules";
import type { RuleText } from "../../frame/rule";
import { type Waiver, Waivers } from "../../frame/waivers";
import { rules } from "../../rules";
import { judge, unknown, urnOf } from "../../testing";
import { readWaivers } from "../../waivers/read";
import { a, resourceProbe, run, stackProbe, texts } from "../support/probes";

const probes: RuleText[] = [resourceProbe, stackProbe, { ...texts, id: "strict-probe", waivable: false }];
const waiver = (change: Partial<Waiver> = {}): Waiver => ({
  rule: "resource-probe",
  resource: "one",
  reason: "replaced in spring",
  owner: "platform",
  expires: "2027-03-31",
  place: "waivers.yaml:2",
  ...change,
});
const winter = new Date("2026-12-01T12:00:00Z");

/** What a run says, as `rule status message`. */
async function said(waivers: Waivers, ...resources: ReturnType<typeof a>[]): Promise<string[]> {
  const { document } = await run([resourceProbe], resources, {}, undefined, { waivers });
  return document.results.map(({ rule, status, message }) => `${rule} ${status} ${message}`);
}

describe("waivers", () => {
  it("turn the violations of one rule on the named resources into waived ones, with who, why and until when", async () => {
    const { document, reported } = await run(
      [resourceProbe, stackProbe],
      [a("one", "bad"), a("two", "bad")],
      {},
      undefined,
      {
        waivers: new Waivers([waiver({ ticket: "OPS-1" })], winter),
      },
    );
    assert.deepEqual(document.counts, {
      violations: 1,
      advisories: 2,
      waived: 1,
      notEvaluated: 0,
      evaluated: 4,
    });
    const [waived] = document.results.filter(({ status }) => status === "waived");
    assert.deepEqual(waived, {
      rule: "resource-probe",
      severity: "high",
      level: "mandatory",
      urn: urnOf(a("one", "bad")),
      status: "waived",
      message: "It is bad.",
      waiver: { reason: "replaced in spring", owner: "platform", expires: "2027-03-31", ticket: "OPS-1" },
    });
    const lines = reported.map(String).filter((line) => line.includes("Waived"));
    assert.deepEqual(lines, [
      "resource-probe: Waived: one (replaced in spring; platform, until 2027-03-31, OPS-1).",
    ]);
  });

  for (const resource of ["one", "o*", "test:a:A", "test:*", urnOf(a("one", "")), "urn:*::one"]) {
    it(`find a resource by ${resource}`, async () => {
      const waivers = new Waivers([waiver({ resource })], winter);
      assert.deepEqual(await said(waivers, a("one", "bad")), ["resource-probe waived It is bad."]);
    });
  }

  it("take a pattern literally but for its stars, whatever Unicode a name holds", async () => {
    for (const [resource, name, matches] of [
      ["a.c", "abc", false],
      ["(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false],
      ["[x]*", "[x]\n日本🚀", true],
    ] as const) {
      const [first] = await said(new Waivers([waiver({ resource })], winter), a(name, "bad"));
      assert.equal(first?.includes("waived"), matches, resource);
    }
  });

  it("count until the end of their last day, and are then violations that waive nothing", async () => {
    const last = new Waivers([waiver()], new Date("2027-03-31T23:59:59Z"));
    assert.deepEqual(await said(last, a("one", "bad")), ["resource-probe waived It is bad."]);
    const over = new Waivers([waiver()], new Date("2027-04-01T00:00:00Z"));
    assert.deepEqual(await said(over, a("one", "bad")), [
      "resource-probe violation It is bad.",
      "waiver-expired violation waivers.yaml:2: the waiver of resource-probe ended on 2027-03-31; its owner is platform.",
    ]);
  });

  it("are violations when they match nothing, but not while the rule can't tell", async () => {
    const unused =
      "waiver-unused violation waivers.yaml:2: the waiver of resource-probe matches no violation.";
    assert.deepEqual(await said(new Waivers([waiver()], winter), a("one", "good")), [unused]);
    assert.deepEqual(await said(new Waivers([waiver()], winter), a("two", "bad")), [
      "resource-probe violation It is bad.",
      unused,
    ]);
    assert.deepEqual(await said(new Waivers([waiver()], winter), a("two", unknown)), [
      "resource-probe not-evaluated state is not known yet",
    ]);
  });

  it("do not hold for a rule that can't be waived", async () => {
    const strict = { ...resourceProbe, waivable: false };
    const waivers = [{ rule: strict.id, resource: "one", reason: "r", owner: "o", expires: "2999-01-01" }];
    assert.deepEqual(
      (await judge(strict, [a("one", "bad")], { waivers })).map(({ status }) => status),
      ["violation"],
    );
    assert.deepEqual(
      (await judge(resourceProbe, [a("one", "bad")], { waivers })).map(({ status }) => status),
      ["waived"],
    );
  });

  it("are refused for secrets in clear and for stores that are open to all", () => {
    const strict = rules.filter(({ waivable }) => waivable === false).map(({ id }) => id);
    assert.ok(strict.includes("no-plaintext-secret"));
    assert.ok(strict.includes("static-site-private"));
    assert.ok(packRuleList.every(({ waivable }) => waivable === false));
  });
});

describe("waivers file", () => {
  let directory: string;
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "waivers-"));
  });
  afterEach(() => fs.rmSync(directory, { recursive: true }));

  function read(content: string): { count: number; said: string[] } {
    fs.writeFileSync(path.join(directory, "waivers.yaml"), content);
    const { waivers, findings } = readWaivers("waivers.yaml", directory, probes);
    assert.ok(findings.every(({ rule }) => rule.id === "waiver-valid"));
    return { count: waivers.length, said: findings.map(({ message }) => message) };
  }
  const good = "  - { rule: resource-probe, resource: one, reason: r, owner: o, expires: 2027-03-31 }\n";

  it("says all mistakes at once with their lines, and keeps what is right", () => {
    const { count, said: mistakes } = read(`waivers:
  - rule: resource-prob
    resource: one
    owner: o
    expires: 2027-02-30
    reson: r
  # a comment
  - rule: strict-probe
    resource: "**"
    reason: "  "
    owner: 7
    expires: soon
  - just a text
${good}`);
    assert.equal(count, 1);
    assert.deepEqual(mistakes, [
      'waivers.yaml:2: there is no key "reson"; the nearest is reason.',
      "waivers.yaml:2: reason is missing.",
      'waivers.yaml:2: there is no rule "resource-prob"; the nearest is resource-probe.',
      "waivers.yaml:2: expires is no date; write it as 2027-03-31.",
      "waivers.yaml:8: reason is blank.",
      "waivers.yaml:8: owner is no text; put it in quotes.",
      "waivers.yaml:8: strict-probe can't be waived.",
      "waivers.yaml:8: resource names every resource; name some, or set the rule's level.",
      "waivers.yaml:8: expires is no date; write it as 2027-03-31.",
      "waivers.yaml:13: a waiver is a block of rule, resource, reason, owner, expires, ticket.",
    ]);
  });

  it("may be empty, and is JSON too", () => {
    assert.deepEqual(read(""), { count: 0, said: [] });
    assert.deepEqual(read("waivers: []"), { count: 0, said: [] });
    const { place: _, ...plain } = waiver();
    assert.deepEqual(read(JSON.stringify({ waivers: [plain] })), { count: 1, said: [] });
  });

  it("says where it is no YAML, no list, or not there", () => {
    const [broken] = read('waivers:\n  - rule: "a\n').said;
    assert.match(broken ?? "", /^waivers\.yaml:\d: .*quote/);
    for (const content of ["- a", "waivers: a", `waver:\n${good}`, `waivers:\n${good}more: 1`]) {
      assert.deepEqual(read(content).said, [
        "waivers.yaml:1: the file has one key, waivers, with a list of waivers.",
      ]);
    }
    const { findings } = readWaivers("none.yaml", directory, probes);
    assert.match(findings[0]?.message ?? "", /^none\.yaml: there is no such file in /);
  });

  it("may be a list in the configuration itself", () => {
    const { place: _, ...plain } = waiver();
    const { waivers, findings } = readWaivers([plain, { ...plain, owner: "" }], directory, probes);
    assert.deepEqual(
      [waivers.length, findings.map(({ message }) => message)],
      [1, ["waivers[1]: owner is missing."]],
    );
  });
});
