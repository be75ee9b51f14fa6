import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { catalogue, pages } from "../catalogue";
import { packRuleList } from "../frame/pack-rules";
import { types } from "../frame/types";
import { bestPractices } from "../frame/well-architected";
import { notCheckable } from "../not-checkable";
import { rules } from "../rules";

const pack = path.resolve(__dirname, "..");
const tokens = new Set([...Object.values(types).flat(), ...rules.flatMap((rule) => rule.types)]);

/** Files of a folder and its folders whose names end so, relative and without the end. */
function filesOf(folder: string, end: string): string[] {
  return fs
    .readdirSync(path.join(pack, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end))
    .map((file) => file.slice(0, -end.length));
}

describe("catalogue", () => {
  const declared = filesOf("rules", ".ts").filter((file) =>
    /\b(resource|stack)Rule\(/.test(fs.readFileSync(path.join(pack, "rules", `${file}.ts`), "utf8")),
  );

  it("has each rule in a file of its id, in the folder of its area", () => {
    assert.deepEqual(rules.map(({ area, id }) => `${area}/${id}`).sort(), declared.sort());
  });

  it("has a test file for each rule", () => {
    assert.deepEqual(filesOf("test/rules", ".test.ts").sort(), declared.sort());
  });

  it("has ids of their own, and says why, how to mend and which best practice", () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const rule of rules) {
      assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      for (const said of [rule.why, rule.mend]) assert.match(said, /^[A-Z].{40,}\.$/, rule.id);
      assert.doesNotMatch(rule.title, /\.$/, rule.id);
      assert.match(rule.example, /aws\.\w+\.\w+\(/, rule.id);
      assert.ok(rule.wellArchitected.length > 0, rule.id);
      for (const practice of rule.wellArchitected)
        assert.match(practice, /^(REL|SEC|PERF|COST|OPS|SUS)\d\d-BP\d\d$/);
      for (const requirement of rule.pci) assert.match(requirement, /^\d+(\.\d+)+$/);
      for (const [name, { schema }] of Object.entries(rule.settings)) {
        assert.match(schema.description ?? "", /\.$/, `${rule.id}.${name}`);
      }
    }
  });

  it("is in step with RULES.md and a page per rule", () => {
    const file = (name: string) => fs.readFileSync(path.join(pack, name), "utf8");
    assert.equal(file("RULES.md"), catalogue(), "run: npm run rules");
    const expected = pages(
      file("docs-pages/examples.jsonl")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    assert.deepEqual(
      fs.readdirSync(path.join(pack, "docs")).sort(),
      [...expected.keys()].sort(),
      "run: npm run rules",
    );
    for (const [name, text] of expected)
      assert.equal(file(`docs/${name}`), text, `${name}: run: npm run rules`);
  });

  it("names best practices of one edition of the framework, each with its title and none in vain", () => {
    const named = new Set(rules.flatMap(({ wellArchitected }) => wellArchitected));
    assert.deepEqual([...named].sort(), Object.keys(bestPractices).sort());
  });

  it("says of what can't be checked why, under ids that no rule has", () => {
    for (const { id, reason } of notCheckable) {
      assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.match(reason, /^[A-Z].{40,}\.$/, id);
      assert.ok(
        rules.every((rule) => rule.id !== id),
        id,
      );
    }
  });

  it("lets nobody waive what the pack says of its own input, in an area of its own", () => {
    for (const { id, area, waivable } of packRuleList) {
      assert.deepEqual([area, waivable], ["pack", false], id);
      assert.ok(
        rules.every((rule) => rule.id !== id),
        id,
      );
    }
    assert.ok(rules.every(({ area }) => area !== "pack"));
  });

  const aws = path.dirname(
    createRequire(path.join(pack, "package.json")).resolve("@pulumi/aws/package.json"),
  );
  for (const token of tokens) {
    it(`knows ${token} as @pulumi/aws does`, () => {
      const [, module = "", file = ""] = /^aws:([a-z0-9]+)\/(\w+):\w+$/.exec(token) ?? [];
      // Modules that aws 7 dropped live on as aliases of their successors, and in old states.
      const successor =
        { elasticloadbalancing: "elb", elasticloadbalancingv2: "lb", applicationloadbalancing: "alb" }[
          module
        ] ?? module;
      const source = fs.readFileSync(path.join(aws, successor, `${file}.js`), "utf8");
      assert.ok(source.includes(`'${token}'`) || source.includes(`"${token}"`), token);
    });
  }
});
