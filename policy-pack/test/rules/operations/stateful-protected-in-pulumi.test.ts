import assert from "node:assert/strict";
import { statefulProtectedInPulumi as rule } from "../../../rules/operations/stateful-protected-in-pulumi";
import { resource } from "../../../testing";
import { said } from "../../support/outcome";

const data = (options = {}, type = "aws:rds/cluster:Cluster") =>
  resource(type, "data", {}, { protect: true, ...options });

describe("stateful-protected-in-pulumi", () => {
  it("looks at fourteen types", () => assert.equal(rule.types.length, 14));

  for (const type of rule.types) {
    it(`judges ${type}`, async () => {
      assert.deepEqual(await said(rule, [data({}, type)]), []);
      assert.deepEqual(await said(rule, [data({ protect: false }, type)]), [
        "data: The option protect is not set.",
      ]);
    });
  }

  it("accepts ignored properties that guard nothing", async () => {
    assert.deepEqual(
      await said(rule, [data({ ignoreChanges: ["engineVersion", "tags", "policyName"] })]),
      [],
    );
  });

  it("refuses ignored safeguards, in every spelling of a path", async () => {
    const spellings = ["policy", "policy.Statement[0]", 'policy["Statement"]', '["policy"]', "policy[0]"];
    for (const path of spellings) {
      assert.deepEqual(await said(rule, [data({ ignoreChanges: ["tags", path] })]), [
        "data: ignoreChanges hides policy.",
      ]);
    }
    const several = ["kmsKeyId", "storageEncrypted", "kmsKeyId"];
    assert.deepEqual(await said(rule, [data({ ignoreChanges: several })]), [
      "data: ignoreChanges hides kmsKeyId, storageEncrypted.",
    ]);
    assert.deepEqual(await said(rule, [data({ ignoreChanges: ["*"] })]), ["data: ignoreChanges hides *."]);
  });

  it("does not judge a resource whose options it does not get", () => {
    const told: string[] = [];
    const subject = { ...data(), urn: "", region: undefined };
    const judgement = { violation: () => assert.fail(), notEvaluated: (reason: string) => told.push(reason) };
    rule.check(subject, judgement, { exempt: [] });
    assert.deepEqual(told, ["its options are not known"]);
  });

  it("asks nothing of an exempt resource", async () => {
    assert.deepEqual(await said(rule, [data({ protect: false })], { settings: { exempt: ["da*"] } }), []);
  });
});
