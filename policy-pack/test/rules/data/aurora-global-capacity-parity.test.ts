import assert from "node:assert/strict";
import { auroraGlobalCapacityParity as rule } from "../../../rules/data/aurora-global-capacity-parity";
import { memoryOf } from "../../../rules/data/instance-classes";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const cluster = (name: string, props: Record<string, unknown> = {}) =>
  resource("aws:rds/cluster:Cluster", name, { globalClusterIdentifier: "payments", ...props });
const instance = (of: TestResource, instanceClass: unknown, name = `${of.name}-1`) =>
  resource("aws:rds/clusterInstance:ClusterInstance", name, {
    clusterIdentifier: reference(of),
    instanceClass,
  });
const east = cluster("east");
const west = cluster("west");
const pair = (inEast: unknown, inWest: unknown) => [
  east,
  west,
  instance(east, inEast),
  instance(west, inWest),
];

describe("aurora-global-capacity-parity", () => {
  it("accepts members of one size, whatever the generation", async () => {
    assert.deepEqual(await said(rule, pair("db.r7g.xlarge", "db.r6i.xlarge")), []);
  });

  it("refuses a member that is smaller than the other, by its largest instance", async () => {
    const small = [...pair("db.r7g.2xlarge", "db.r7g.xlarge"), instance(east, "db.r7g.large", "east-2")];
    assert.deepEqual(await said(rule, small), [
      "west: Its largest instance has less than 85 % of that of east.",
    ]);
    assert.deepEqual(await said(rule, small, { settings: { minimumPercent: 50 } }), []);
  });

  it("refuses the t family on any member", async () => {
    assert.deepEqual(await said(rule, pair("db.t4g.large", "db.t4g.large")), [
      "east: An instance is of the t family, which can't be in a global database.",
      "west: An instance is of the t family, which can't be in a global database.",
    ]);
  });

  it("refuses one of the t family among others", async () => {
    const mixed = [...pair("db.r7g.large", "db.r7g.large"), instance(west, "db.t4g.medium", "west-2")];
    assert.deepEqual(await said(rule, mixed), [
      "west: An instance is of the t family, which can't be in a global database.",
    ]);
  });

  it("judges by the members that it knows, although another is not known", async () => {
    const third = cluster("third");
    const resources = [...pair("db.r7g.large", "db.r7g.large"), third, instance(third, unknown)];
    assert.deepEqual(await said(rule, resources), ["third? the capacity of its instances is not known"]);
  });

  it("does not compare with another global database", async () => {
    const ledger = cluster("ledger", { globalClusterIdentifier: "ledger" });
    const resources = [...pair("db.r7g.large", "db.r7g.large"), ledger, instance(ledger, "db.r7g.8xlarge")];
    assert.deepEqual(await said(rule, resources), ["ledger? the other members are not in this stack"]);
  });

  it("leaves a member without any instance to the rule for that", async () => {
    assert.deepEqual(await said(rule, [east, west, instance(east, "db.r7g.large")]), [
      "east? the capacity of the other members is not known",
    ]);
  });

  it("compares Serverless v2 by its maximum", async () => {
    const serverless = (name: string, maxCapacity: number) =>
      cluster(name, { serverlessv2ScalingConfiguration: { minCapacity: 8, maxCapacity } });
    const [big, small] = [serverless("big", 64), serverless("small", 32)];
    const resources = [big, small, instance(big, "db.serverless"), instance(small, "db.serverless")];
    assert.deepEqual(await said(rule, resources), [
      "small: Its largest instance has less than 85 % of that of big.",
    ]);
  });

  it("compares with the member of a peer, and judges only its own", async () => {
    const [small, big] = [instance(west, "db.r7g.large"), instance(east, "db.r7g.xlarge")];
    const peer = (...resources: TestResource[]) => ({ peers: [{ stack: "other", resources }] });
    assert.deepEqual(await said(rule, [west, small], peer(east, big)), [
      "west: Its largest instance has less than 85 % of that of east.",
    ]);
    assert.deepEqual(await said(rule, [east, big], peer(west, small)), []);
  });

  it("does not judge what it does not know", async () => {
    assert.deepEqual(await said(rule, [west, instance(west, "db.r7g.large")]), [
      "west? the other members are not in this stack",
    ]);
    assert.deepEqual(await said(rule, pair("db.r7g.large", unknown)), [
      "east? the capacity of the other members is not known",
      "west? the capacity of its instances is not known",
    ]);
    const open = cluster("open", { globalClusterIdentifier: unknown });
    assert.deepEqual(await said(rule, [open]), ["open? globalClusterIdentifier is not known yet"]);
  });

  it("still finds the t family on a member without companions", async () => {
    assert.deepEqual(await said(rule, [west, instance(west, "db.t3.medium")]), [
      "west: An instance is of the t family, which can't be in a global database.",
      "west? the other members are not in this stack",
    ]);
  });
});

describe("memoryOf", () => {
  const table: [string, number | undefined][] = [
    ["db.r7g.large", 16],
    ["db.r7g.xlarge", 32],
    ["db.r8g.16xlarge", 512],
    ["db.x2g.large", 32],
    ["db.t4g.medium", 4],
    ["db.serverless", 20],
    ["db.q1.large", undefined],
    ["db.r7g.enormous", undefined],
    ["large", undefined],
  ];
  for (const [name, gib] of table) {
    it(`${name}: ${gib} GiB`, () =>
      assert.equal(
        memoryOf(name, () => 10),
        gib,
      ));
  }
});
