import assert from "node:assert/strict";
import { auroraGlobalCoversFailoverRegion as rule } from "../../../rules/data/aurora-global-covers-failover-region";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const global = resource("aws:rds/globalCluster:GlobalCluster", "global", {
  globalClusterIdentifier: "payments",
  region: "us-east-2",
});
const member = (name: string, props: Record<string, unknown>) =>
  resource("aws:rds/cluster:Cluster", name, { globalClusterIdentifier: reference(global), ...props });
const east = member("east", { region: "us-east-2" });
const west = member("west", { region: "us-west-2" });
/** Work in both regions, which shows that the other region's resources are in the graph. */
const network = (region: string) => resource("aws:ec2/vpc:Vpc", `network-${region}`, { region });
const [inEast, inWest] = [network("us-east-2"), network("us-west-2")];
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };

describe("aurora-global-covers-failover-region", () => {
  it("accepts a member in every region, joined by edge or by identifier", async () => {
    const byName = member("west", { globalClusterIdentifier: "payments", region: "us-west-2" });
    for (const other of [west, byName]) {
      assert.deepEqual(await said(rule, [global, east, other], both), []);
    }
  });

  it("refuses a region whose resources are there without a member", async () => {
    assert.deepEqual(await said(rule, [global, east, inEast, inWest], both), [
      "global: It has no member in us-west-2.",
    ]);
  });

  it("does not count a member of another global database", async () => {
    const other = member("west", { globalClusterIdentifier: "ledger", region: "us-west-2" });
    assert.deepEqual(await said(rule, [global, east, other, inEast, inWest], both), [
      "global: It has no member in us-west-2.",
    ]);
  });

  it("sees the members of a peer", async () => {
    const joined = resource("aws:rds/cluster:Cluster", "west", {
      region: "us-west-2",
      globalClusterIdentifier: "payments",
    });
    const peer = (...resources: (typeof joined)[]) => ({ ...both, peers: [{ stack: "west", resources }] });
    assert.deepEqual(await said(rule, [global, east], peer(joined)), []);
    assert.deepEqual(await said(rule, [global, east], peer(inWest)), [
      "global: It has no member in us-west-2.",
    ]);
  });

  it("does not take a replica in a region for the region's stack", async () => {
    const copy = resource("aws:s3/bucket:Bucket", "copy", { region: "us-west-2" });
    assert.deepEqual(await said(rule, [global, east, copy], both), [
      "global? the resources of us-west-2 are neither in this stack nor in the snapshot of a peer",
    ]);
  });

  it("does not judge a region that it can't see", async () => {
    assert.deepEqual(await said(rule, [global, east], both), [
      "global? the resources of us-west-2 are neither in this stack nor in the snapshot of a peer",
    ]);
  });

  it("does not judge without regions, nor when a member's region or database is not known", async () => {
    assert.deepEqual(await said(rule, [global, east]), ["global? the setting regions names no region"]);
    const open = [
      member("west", { region: unknown }),
      member("west", { globalClusterIdentifier: unknown, region: "us-west-2" }),
    ];
    for (const other of open) {
      assert.deepEqual(await said(rule, [global, east, other, inWest], both), [
        "global? the global database or the region of a member is not known yet",
      ]);
    }
    assert.deepEqual(await said(rule, [global, east, member("west", {}), inWest], both), [
      "global? neither a member nor its provider says its region",
    ]);
  });
});
