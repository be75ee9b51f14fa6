import assert from "node:assert/strict";
import { auroraGlobalRegionsDistinct as rule } from "../../../rules/data/aurora-global-regions-distinct";
import { provider, reference, resource, type TestResourceOptions, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const global = resource("aws:rds/globalCluster:GlobalCluster", "global", {
  globalClusterIdentifier: "payments",
});

function member(name: string, props: Record<string, unknown>, options: TestResourceOptions = {}) {
  return resource(
    "aws:rds/cluster:Cluster",
    name,
    { globalClusterIdentifier: reference(global), ...props },
    options,
  );
}

const east = member("east", { region: "us-east-2" });
const inProvider = (region: unknown) => ({ provider: provider("aws", "aws", { region }) });

describe("aurora-global-regions-distinct", () => {
  it("accepts members in two regions", async () => {
    assert.deepEqual(await said(rule, [global, east, member("west", { region: "us-west-2" })]), []);
  });

  it("refuses two members in one region, by edge and by identifier", async () => {
    const byName = member("twin", { globalClusterIdentifier: "payments", region: "us-east-2" });
    for (const twin of [member("twin", { region: "us-east-2" }), byName]) {
      assert.deepEqual(await said(rule, [global, east, twin]), [
        "twin: It is in us-east-2, as east of the same global database is.",
      ]);
    }
  });

  it("takes the region of the provider, and the resource's own before it", async () => {
    const twin = member("twin", {}, inProvider("us-east-2"));
    assert.equal((await said(rule, [global, east, twin])).length, 1);
    const west = member("west", { region: "us-west-2" }, inProvider("us-east-2"));
    assert.deepEqual(await said(rule, [global, east, west]), []);
  });

  it("counts the cluster that the global database was made from", async () => {
    const source = resource("aws:rds/cluster:Cluster", "source", { region: "us-east-2" });
    const made = resource("aws:rds/globalCluster:GlobalCluster", "made", {
      globalClusterIdentifier: "payments",
      sourceDbClusterIdentifier: reference(source),
    });
    const twin = member("twin", { globalClusterIdentifier: "payments", region: "us-east-2" });
    assert.deepEqual(await said(rule, [source, made, twin]), [
      "twin: It is in us-east-2, as source of the same global database is.",
    ]);
  });

  it("leaves members of another global database and single clusters alone", async () => {
    const other = member("other", {
      globalClusterIdentifier: "ledger",
      region: "us-east-2",
      sourceRegion: "us-west-2",
    });
    const single = member("single", { globalClusterIdentifier: undefined, region: "us-east-2" });
    const west = member("west", { region: "us-west-2" });
    assert.deepEqual(await said(rule, [global, east, west, other, single]), []);
  });

  it("does not judge a member whose companions live in other stacks", async () => {
    assert.deepEqual(await said(rule, [global, east]), ["east? the other members are not in this stack"]);
  });

  it("judges a lone member that names the region it replicates from", async () => {
    const joined = (sourceRegion: string) =>
      member("joined", { globalClusterIdentifier: "payments", region: "us-west-2", sourceRegion });
    assert.deepEqual(await said(rule, [joined("us-east-2")]), []);
    assert.deepEqual(await said(rule, [joined("us-west-2")]), [
      "joined: It is in us-west-2, the region that it replicates from.",
    ]);
  });

  it("still finds the pair when another member's region is not known or not stated", async () => {
    const open = member("open", { region: unknown });
    const silent = member("silent", {});
    const twin = member("twin", { region: "us-east-2" });
    assert.deepEqual(await said(rule, [global, open, silent, east, twin]), [
      "open? region is not known yet",
      "silent? neither the cluster nor its provider says its region",
      "twin: It is in us-east-2, as east of the same global database is.",
    ]);
  });
});
