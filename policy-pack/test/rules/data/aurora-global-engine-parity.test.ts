import assert from "node:assert/strict";
import { auroraGlobalEngineParity as rule } from "../../../rules/data/aurora-global-engine-parity";
import { compareVersions } from "../../../rules/data/engine-versions";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const engine = { engine: "aurora-postgresql", engineVersion: "16.8" };
const head = (props: Record<string, unknown> = {}) =>
  resource("aws:rds/globalCluster:GlobalCluster", "global", {
    globalClusterIdentifier: "payments",
    ...engine,
    ...props,
  });
const global = head();
const member = (name: string, props: Record<string, unknown> = {}) =>
  resource("aws:rds/cluster:Cluster", name, { globalClusterIdentifier: "payments", ...engine, ...props });

describe("aurora-global-engine-parity", () => {
  it("accepts members of one version, with and without the global cluster in sight", async () => {
    assert.deepEqual(await said(rule, [global, member("east"), member("west")]), []);
    assert.deepEqual(await said(rule, [member("east"), member("west", { engineVersion: "16.8.1" })]), []);
  });

  it("accepts a version that comes from the global cluster, whatever it is", async () => {
    const bound = member("west", {
      globalClusterIdentifier: reference(global),
      engineVersion: reference(global),
    });
    assert.deepEqual(await said(rule, [global, bound]), []);
  });

  it("refuses a member of another minor or major version than the global cluster", async () => {
    for (const engineVersion of ["16.9", "15.8"]) {
      assert.deepEqual(await said(rule, [global, member("east"), member("west", { engineVersion })]), [
        "east: Its engineVersion differs from that of west.",
        "west: Its engineVersion differs from that of global.",
      ]);
    }
  });

  it("refuses another engine, and still compares the version", async () => {
    const mysql = member("west", { engine: "aurora-mysql", engineVersion: "8.0.mysql_aurora.3.08.0" });
    assert.deepEqual(await said(rule, [global, mysql]), [
      "west: Its engine differs from that of global.",
      "west: Its engineVersion differs from that of global.",
    ]);
  });

  it("compares with the member of a peer, and judges only its own", async () => {
    const peers = [{ stack: "west", resources: [member("west", { engineVersion: "16.9" })] }];
    assert.deepEqual(await said(rule, [member("east")], { peers }), [
      "east: Its engineVersion differs from that of west.",
    ]);
  });

  it("does not judge a version that RDS chooses, or that nobody else states", async () => {
    const open = {
      "engineVersion is not set, so RDS chooses it": { engineVersion: undefined },
      "engineVersion names no minor version, so RDS chooses it": { engineVersion: "16" },
      "engineVersion is not known yet": { engineVersion: unknown },
    };
    for (const [reason, change] of Object.entries(open)) {
      assert.deepEqual(await said(rule, [global, member("west", change)]), [`west? ${reason}`]);
    }
    assert.deepEqual(await said(rule, [head({ engineVersion: undefined }), member("west")]), [
      "west? the engineVersion of no other member is known",
    ]);
  });

  it("does not compare with another global database or its members", async () => {
    const other = head({ globalClusterIdentifier: "ledger", engine: "aurora-mysql", engineVersion: "15.2" });
    const follower = member("ledger", { globalClusterIdentifier: "ledger", engineVersion: "15.2" });
    const resources = [other, member("east"), member("west"), follower];
    assert.deepEqual(await said(rule, resources), ["ledger: Its engine differs from that of global."]);
  });

  it("says that a version is vague, although it equals another one", async () => {
    const vague = { engineVersion: "16" };
    assert.deepEqual(await said(rule, [head(vague), member("west")]), [
      "west? engineVersion names no minor version, so RDS chooses it",
    ]);
    assert.deepEqual(await said(rule, [head(vague), member("east"), member("west")]), [
      "east? engineVersion names no minor version, so RDS chooses it",
      "west? engineVersion names no minor version, so RDS chooses it",
    ]);
  });

  it("does not judge a member whose companions are in other stacks, nor single clusters", async () => {
    const single = member("single", { globalClusterIdentifier: undefined });
    assert.deepEqual(await said(rule, [member("west"), single]), [
      "west? the other members are not in this stack",
    ]);
  });

  it("finds the other engine behind a version that is not known", async () => {
    const open = member("west", { engine: "aurora-mysql", engineVersion: unknown });
    assert.deepEqual(await said(rule, [global, open]), [
      "west: Its engine differs from that of global.",
      "west? engineVersion is not known yet",
    ]);
  });
});

describe("compareVersions", () => {
  const table: [string, string, string][] = [
    ["16.8", "16.8", "same"],
    ["16.8", "16.08", "same"],
    ["16.8", "16.8.2", "same"],
    ["16.8", "16.9", "different"],
    ["16.8", "15.8", "different"],
    ["16", "16.8", "vague"],
    ["16", "16", "same"],
    ["8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.08.1", "same"],
    ["8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.07.0", "different"],
  ];
  for (const [one, other, expected] of table) {
    it(`${one} and ${other}: ${expected}`, () => assert.equal(compareVersions(one, other), expected));
  }
});
