import assert from "node:assert/strict";
import { eksAuditLogs as rule } from "../../../rules/kubernetes/eks-audit-logs";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const all = ["scheduler", "api", "audit", "authenticator", "controllerManager"];
const cluster = (enabledClusterLogTypes: unknown) =>
  resource("aws:eks/cluster:Cluster", "payments", { enabledClusterLogTypes });

describe("eks-audit-logs", () => {
  it("accepts all five, in any order", async () => {
    assert.deepEqual(await said(rule, [cluster(all)]), []);
  });

  for (const type of all) {
    it(`misses ${type}`, async () => {
      assert.deepEqual(await said(rule, [cluster(all.filter((other) => other !== type))]), [
        `payments: It does not write the logs ${type}.`,
      ]);
    });
  }

  it("misses all where nobody asked for any", async () => {
    assert.deepEqual(await said(rule, [cluster(undefined)]), [
      "payments: It does not write the logs api, audit, authenticator, controllerManager, scheduler.",
    ]);
  });

  it("can't tell types that are not known", async () => {
    assert.deepEqual(await said(rule, [cluster([...all.slice(1), unknown])]), [
      "payments? enabledClusterLogTypes.4 is not known yet",
    ]);
  });

  it("mends it, and leaves a good order alone", async () => {
    assert.deepEqual(await said(rule, [mended(rule, cluster(["audit"]))]), []);
    assert.equal(mended(rule, cluster(all)).props.enabledClusterLogTypes, all);
  });
});
