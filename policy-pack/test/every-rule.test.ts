import assert from "node:assert/strict";
import { ResourceGraph } from "../frame/graph";
import { rules } from "../rules";
import { judge } from "../testing";
import { stackArgs } from "../testing/engine";
import { broken } from "./support/broken";

describe("every rule", () => {
  for (const rule of rules) {
    it(`${rule.id}: no message prints a property's value`, async () => {
      const violations = (await judge(rule, broken)).filter(({ status }) => status === "violation");
      assert.ok(violations.length > 0, "the fixture must break the rule");
    });
  }

  for (const rule of rules.filter(({ kind }) => kind === "stack")) {
    it(`${rule.id}: declares all types that it reads, since it gets the inputs of no others`, () => {
      if (rule.kind !== "stack") return assert.fail();
      const asked = new Set<string>();
      class Spy extends ResourceGraph {
        override ofType(tokens: readonly string[]) {
          for (const token of tokens) asked.add(token);
          return super.ofType(tokens);
        }
      }
      const graph = new Spy(stackArgs(broken, { settings: {}, stackTags: new Map() }).resources);
      const judgement = { violation: () => undefined, notEvaluated: () => undefined };
      rule.check(
        { graph, judge: (_, run) => run(judgement), read: (_, run) => run() },
        { twin: "any-stack" },
      );
      assert.ok(asked.size > 0);
      assert.deepEqual(
        [...asked].filter((token) => !rule.types.includes(token)),
        [],
      );
    });
  }
});
