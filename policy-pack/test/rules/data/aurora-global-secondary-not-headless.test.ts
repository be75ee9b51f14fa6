import assert from "node:assert/strict";
import { auroraGlobalSecondaryNotHeadless as rule } from "../../../rules/data/aurora-global-secondary-not-headless";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const west = resource("aws:rds/cluster:Cluster", "west", {
  globalClusterIdentifier: "payments",
  clusterIdentifier: "payments-west",
});
const instance = (name: string, props: Record<string, unknown> = {}) =>
  resource("aws:rds/clusterInstance:ClusterInstance", name, { clusterIdentifier: reference(west), ...props });
const lower = { settings: { tier: "tier-1" } };

describe("aurora-global-secondary-not-headless", () => {
  it("accepts two instances in a tier-0 system, and one in others", async () => {
    assert.deepEqual(await said(rule, [west, instance("a"), instance("b")]), []);
    assert.deepEqual(await said(rule, [west, instance("a")], lower), []);
  });

  it("accepts instances that name the cluster's identifier", async () => {
    const named = { clusterIdentifier: "payments-west" };
    assert.deepEqual(await said(rule, [west, instance("a", named), instance("b", named)]), []);
  });

  it("refuses a member without instances in every tier", async () => {
    const other = instance("other", { clusterIdentifier: "ledger" });
    for (const options of [{}, lower]) {
      assert.deepEqual(await said(rule, [west, other], options), [
        "west: It has no instance: it can't take over.",
      ]);
    }
  });

  it("refuses fewer instances than the tier or the setting wants", async () => {
    assert.deepEqual(await said(rule, [west, instance("a")]), ["west: It has 1 of at least 2 instances."]);
    const three = { settings: { tier: "tier-1", minimumInstances: 3 } };
    assert.deepEqual(await said(rule, [west, instance("a"), instance("b")], three), [
      "west: It has 2 of at least 3 instances.",
    ]);
  });

  it("refuses instances that all name one zone", async () => {
    const zoned = (name: string, availabilityZone: unknown) => instance(name, { availabilityZone });
    assert.deepEqual(await said(rule, [west, zoned("a", "us-west-2a"), zoned("b", "us-west-2a")]), [
      "west: All its instances are in one availability zone.",
    ]);
    for (const zone of ["us-west-2b", undefined, unknown]) {
      assert.deepEqual(await said(rule, [west, zoned("a", "us-west-2a"), zoned("b", zone)]), []);
    }
  });

  it("asks nothing of a cluster in one region", async () => {
    const single = resource("aws:rds/cluster:Cluster", "single", { region: "us-east-2" });
    assert.deepEqual(await said(rule, [single]), []);
  });

  it("leaves the member of a peer to the peer", async () => {
    const peers = [{ stack: "west", resources: [west] }];
    assert.deepEqual(await said(rule, [], { peers }), []);
  });

  it("does not judge while the cluster of an instance is not known", async () => {
    const others = [instance("b", { clusterIdentifier: "ledger" }), instance("c")];
    assert.deepEqual(await said(rule, [west, instance("a", { clusterIdentifier: unknown }), ...others]), [
      "west? the cluster of an instance is not known yet",
    ]);
  });
});
