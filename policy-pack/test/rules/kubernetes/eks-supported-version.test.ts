import assert from "node:assert/strict";
import { eksSupportedVersion as rule } from "../../../rules/kubernetes/eks-supported-version";
import { inStandardSupport } from "../../../rules/kubernetes/versions";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

// Far enough in the future for this test to hold for years.
const future = "1.99";
const cluster = (version: unknown, upgradePolicy: unknown = { supportType: "STANDARD" }) =>
  resource("aws:eks/cluster:Cluster", "payments", { version, upgradePolicy });
const old = "payments: Its version is out of standard support.";
const extended = "payments: Its upgradePolicy is not STANDARD, so it slips into extended support.";

describe("eks-supported-version", () => {
  it("accepts a version in standard support, and EKS's default", async () => {
    assert.deepEqual(await said(rule, [cluster(future)]), []);
    assert.deepEqual(await said(rule, [cluster(undefined)]), []);
  });

  it("refuses a version out of standard support, unless it is accepted", async () => {
    for (const version of ["1.9", "1.21", "1.30"])
      assert.deepEqual(await said(rule, [cluster(version)]), [old]);
    const settings = { acceptedVersions: ["1.30"] };
    assert.deepEqual(await said(rule, [cluster("1.30")], { settings }), []);
    assert.deepEqual(await said(rule, [cluster("1.21")], { settings }), [old]);
  });

  it("refuses extended support, also when nobody asked for it", async () => {
    assert.deepEqual(await said(rule, [cluster(future, { supportType: "EXTENDED" })]), [extended]);
    assert.deepEqual(await said(rule, [cluster(future, null)]), [extended]);
  });

  it("counts the last day of support in, and takes newer versions for supported", () => {
    assert.equal(inStandardSupport("1.33", new Date("2026-07-29T23:00:00Z")), true);
    assert.equal(inStandardSupport("1.33", new Date("2026-07-30T01:00:00Z")), false);
    assert.equal(inStandardSupport("1.100", new Date("2026-07-30")), true);
    assert.equal(inStandardSupport("1.9", new Date("2020-01-01")), false);
    assert.equal(inStandardSupport("latest", new Date()), undefined);
  });

  it("can't tell what is no version or not known, but the policy beside it", async () => {
    assert.deepEqual(await said(rule, [cluster("latest")]), [
      "payments? version is no version of Kubernetes",
    ]);
    assert.deepEqual(await said(rule, [cluster(unknown, {})]), [
      extended,
      "payments? version is not known yet",
    ]);
  });
});
