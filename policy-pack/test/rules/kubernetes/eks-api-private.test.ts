import assert from "node:assert/strict";
import { eksApiPrivate as rule } from "../../../rules/kubernetes/eks-api-private";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

function cluster(change: Record<string, unknown> = {}) {
  return resource("aws:eks/cluster:Cluster", "payments", {
    vpcConfig: { subnetIds: unknown, endpointPrivateAccess: true, endpointPublicAccess: false, ...change },
  });
}

const office = { settings: { allowedCidrs: ["203.0.113.0/24", "198.51.100.0/24"] } };
const opened = (...publicAccessCidrs: unknown[]) =>
  cluster({ endpointPublicAccess: true, publicAccessCidrs });

describe("eks-api-private", () => {
  it("accepts a private endpoint", async () => {
    assert.deepEqual(await said(rule, [cluster()]), []);
  });

  it("refuses a public endpoint, also when nobody asked for it", async () => {
    for (const endpointPublicAccess of [true, undefined]) {
      assert.deepEqual(await said(rule, [cluster({ endpointPublicAccess })]), [
        "payments: Its endpoint is public.",
      ]);
    }
  });

  it("refuses a missing network block twice: EKS opens the one endpoint and not the other", async () => {
    assert.deepEqual(await said(rule, [resource("aws:eks/cluster:Cluster", "payments", {})]), [
      "payments: Its endpoint is public.",
      "payments: endpointPrivateAccess is not on: nodes reach the API over the public endpoint.",
    ]);
  });

  it("refuses a cluster without a private endpoint", async () => {
    assert.deepEqual(await said(rule, [cluster({ endpointPrivateAccess: false })]), [
      "payments: endpointPrivateAccess is not on: nodes reach the API over the public endpoint.",
    ]);
  });

  it("accepts a public endpoint for allowed ranges only", async () => {
    assert.deepEqual(await said(rule, [opened("203.0.113.0/24")], office), []);
    for (const wide of [opened(), opened("0.0.0.0/0"), opened("203.0.113.0/24", "192.0.2.0/24")]) {
      assert.deepEqual(await said(rule, [wide], office), [
        "payments: Its public endpoint is open to more than the allowed address ranges.",
      ]);
    }
  });

  it("does not judge what is not known, but the rest", async () => {
    const open = cluster({ endpointPublicAccess: unknown, endpointPrivateAccess: false });
    assert.deepEqual(await said(rule, [open]), [
      "payments: endpointPrivateAccess is not on: nodes reach the API over the public endpoint.",
      "payments? vpcConfig.endpointPublicAccess is not known yet",
    ]);
    assert.deepEqual(await said(rule, [opened(unknown)], office), [
      "payments? vpcConfig.publicAccessCidrs.0 is not known yet",
    ]);
  });
});
