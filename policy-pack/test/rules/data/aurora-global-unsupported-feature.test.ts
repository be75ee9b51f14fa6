import assert from "node:assert/strict";
import { auroraGlobalUnsupportedFeature as rule } from "../../../rules/data/aurora-global-unsupported-feature";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

function member(change: Record<string, unknown> = {}) {
  return resource("aws:rds/cluster:Cluster", "east", {
    globalClusterIdentifier: "payments",
    engineMode: "provisioned",
    backtrackWindow: 0,
    ...change,
  });
}

describe("aurora-global-unsupported-feature", () => {
  it("accepts a provisioned member with its own password", async () => {
    assert.deepEqual(await said(rule, [member({ manageMasterUserPassword: false })]), []);
  });

  it("accepts the same features on a cluster of one region", async () => {
    const single = {
      globalClusterIdentifier: undefined,
      manageMasterUserPassword: true,
      backtrackWindow: 3600,
    };
    assert.deepEqual(await said(rule, [member(single)]), []);
  });

  const wrong = {
    manageMasterUserPassword: [true, "RDS does not manage the password of a global database's member."],
    backtrackWindow: [3600, "a global database has no backtrack."],
    engineMode: ["serverless", "Serverless v1 can't be a member of a global database."],
  };
  for (const [feature, [value, reason]] of Object.entries(wrong)) {
    it(`refuses ${feature}`, async () => {
      assert.deepEqual(await said(rule, [member({ [feature]: value })]), [`east: ${feature}: ${reason}`]);
    });
  }

  it("finds what is known beside what is not, also when the global database is not known", async () => {
    const open = member({
      globalClusterIdentifier: unknown,
      manageMasterUserPassword: unknown,
      engineMode: "serverless",
    });
    assert.deepEqual(await said(rule, [open]), [
      "east: engineMode: Serverless v1 can't be a member of a global database.",
      "east? manageMasterUserPassword is not known yet",
    ]);
  });
});
