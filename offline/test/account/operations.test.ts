import assert from "node:assert/strict";
import { AccountError, OfflineAccount } from "../../account";
import type { ValueMap } from "../../providers/core/values/value";
import { aurora, types, vpc } from "../providers/aws/fixtures";
import { Cloud, catalogOf, type Resource } from "../providers/support";

const open = (cloud: Cloud) => new OfflineAccount(cloud.account, catalogOf("@pulumi/aws"));
const refresh = (cloud: Cloud, resource: Resource): Resource => {
  const state = cloud.provider.read({ ...resource });
  assert.ok(state, `${resource.id} is gone`);
  return { ...resource, ...state };
};
const throws = (call: () => unknown, message: RegExp) =>
  assert.throws(call, (error) => {
    assert.ok(error instanceof AccountError, String(error));
    assert.match(error.message, message);
    return true;
  });

describe("operations on the account outside Pulumi", () => {
  it("list and find by type, region, id, ARN, URN and name", () => {
    const cloud = new Cloud();
    const account = open(cloud);
    const net = vpc(cloud);
    const role = cloud.create(types.role, "r", { name: "payments", assumeRolePolicy: "{}" });
    vpc(new Cloud({ account: cloud.account, region: "us-east-1", stack: "other" }), "net");

    assert.deepEqual(
      account.list().map(({ type, region }) => `${type} ${region}`),
      ["aws:ec2/vpc:Vpc eu-west-1", "aws:ec2/vpc:Vpc us-east-1", "aws:iam/role:Role "],
    );
    assert.deepEqual(
      account.list({ region: "global" }).map(({ id }) => id),
      [role.id],
    );
    assert.equal(account.list({ type: "ec2", region: "us-east-1" }).length, 1);
    for (const word of [net.id, String(net.outputs.arn), net.urn])
      assert.equal(account.show(word).id, net.id);
    assert.equal(account.show("payments").id, role.id);
    assert.equal(account.show("net", { region: "eu-west-1" }).id, net.id);
    throws(() => account.show("net"), /"net" means 2 resources; narrow it with --type or --region/);
    throws(() => account.show("nets"), /the account has no resource "nets"; `account list` shows/);
  });

  it("set: a refresh finds what a person changed, and the next up puts it back", () => {
    const cloud = new Cloud();
    const inputs = aurora({ clusterIdentifier: "pay", backupRetentionPeriod: 35, tags: { owner: "us" } });
    const cluster = cloud.create(types.cluster, "c", inputs);
    const account = open(cloud);
    account.set("pay", "backupRetentionPeriod", 7);
    account.set("pay", "tags.owner", "them");

    assert.deepEqual(cloud.diff(cluster, inputs), [], "without a refresh the engine does not know");
    const refreshed = refresh(cloud, cluster);
    assert.equal(refreshed.outputs.backupRetentionPeriod, 7);
    assert.deepEqual(refreshed.outputs.tagsAll, { owner: "them" });
    assert.deepEqual(
      cloud.diff(refreshed, inputs).map(({ path, kind }) => [path, kind]),
      [
        ["backupRetentionPeriod", "update"],
        ["tags.owner", "update"],
        ["tagsAll.owner", "update"],
      ],
    );
    const mended = cloud.update(refreshed, inputs);
    assert.equal(account.show("pay").outputs.backupRetentionPeriod, 35);
    assert.deepEqual(account.show("pay").outputs.tagsAll, { owner: "us" });
    assert.deepEqual(cloud.diff(refresh(cloud, mended), inputs), []);
  });

  it("set: an update of something else leaves it", () => {
    const cloud = new Cloud();
    const inputs = aurora({ clusterIdentifier: "pay", backupRetentionPeriod: 35 });
    const cluster = cloud.create(types.cluster, "c", inputs);
    const account = open(cloud);
    account.set("pay", "backupRetentionPeriod", 7);
    const updated = cloud.update(cluster, { ...inputs, copyTagsToSnapshot: true });
    assert.equal(updated.outputs.backupRetentionPeriod, 7);
    assert.equal(account.show("pay").outputs.copyTagsToSnapshot, true);
  });

  it("set: what the program left to AWS makes no difference, what AWS leaves empty does", () => {
    const cloud = new Cloud();
    const inputs = aurora({ clusterIdentifier: "pay" });
    const cluster = cloud.create(types.cluster, "c", inputs);
    const account = open(cloud);
    account.set("pay", "preferredBackupWindow", "01:00-02:00");
    assert.deepEqual(cloud.diff(refresh(cloud, cluster), inputs), []);
    account.set("pay", "backtrackWindow", 60);
    assert.deepEqual(
      cloud.diff(refresh(cloud, cluster), inputs).map(({ path, kind }) => [path, kind]),
      [["backtrackWindow", "delete"]],
    );
    account.set("pay", "backtrackWindow", undefined);
    assert.deepEqual(cloud.diff(refresh(cloud, cluster), inputs), []);
  });

  it("set: refuses what the type does not have, can't have, or can't change", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const account = open(cloud);
    throws(() => account.set(net.id, "enableDnsHostname", true), /did you mean "enableDnsHostnames"\?/);
    throws(() => account.set(net.id, "enableDnsHostnames", "perhaps"), /enableDnsHostnames|boolean/);
    throws(() => account.set(net.id, "cidrBlock", "10.1.0.0/16"), /cidrBlock can't be changed in place/);
    throws(() => account.set(net.id, "tags[", "x"), /"tags\[" is no property path/);
    assert.deepEqual(account.show(net.id).inputs, cloud.account.find(types.vpc, net.id)?.inputs);
  });

  it("delete: a refresh finds it gone, and its name is free", () => {
    const cloud = new Cloud();
    const bucket = cloud.create(types.bucket, "b", { bucket: "site" });
    open(cloud).delete("site");
    assert.equal(cloud.provider.read({ ...bucket }), undefined);
    cloud.create(types.bucket, "other", { bucket: "site" });
  });

  it("lose-region: no call there is answered, other regions and global services live on", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const account = open(cloud);
    account.loseRegion("eu-west-1");
    const lost =
      /Post "https:\/\/ec2\.eu-west-1\.amazonaws\.com\/": dial tcp: i\/o timeout.*restore-region eu-west-1/;
    const inputs = { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true };
    assert.throws(() => cloud.provider.read({ ...net }), lost);
    assert.throws(() => vpc(cloud, "second"), lost);
    assert.throws(() => cloud.update(net, inputs), lost);
    assert.throws(() => cloud.delete(net), lost);
    assert.throws(() => cloud.invoke("aws:ec2/getVpc:getVpc", { id: net.id }), lost);

    cloud.update(net, inputs, true);
    cloud.create(types.role, "r", { name: "payments", assumeRolePolicy: "{}" });
    cloud.create(types.bucket, "b", { bucket: "site", region: "eu-central-1" });
    cloud.invoke("aws:index/getRegion:getRegion", {});
    cloud.invoke("aws:ec2/getVpcs:getVpcs", { region: "eu-central-1" });

    assert.deepEqual(account.status().lostRegions, ["eu-west-1"]);
    account.restoreRegion("eu-west-1");
    cloud.delete(net);
    throws(() => account.restoreRegion("eu-west-1"), /eu-west-1 is not lost; no region is/);
    throws(() => account.loseRegion("eu-wst-1"), /no region "eu-wst-1"; did you mean eu-west-1\?/);
  });

  it("reset: regions and health checks are as usual again", () => {
    const cloud = new Cloud();
    cloud.create("aws:route53/healthCheck:HealthCheck", "check", { type: "HTTPS", fqdn: "a.example.com" });
    const account = open(cloud);
    account.loseRegion("eu-west-1");
    account.setHealth("check", "unhealthy");
    account.reset();
    assert.deepEqual(account.status(), { lostRegions: [], health: {}, writers: {} });
  });
});

describe("an Aurora global database over two regions", () => {
  function twoRegions() {
    const home = new Cloud({ region: "us-east-2", stack: "primary" });
    const away = new Cloud({ region: "us-west-2", stack: "secondary", account: home.account });
    const global = home.create(types.global, "global", {
      ...{ globalClusterIdentifier: "pay", engine: "aurora-postgresql", engineVersion: "16.8" },
    });
    const member = (cloud: Cloud, identifier: string, inputs: ValueMap) => {
      const cluster = cloud.create(
        types.cluster,
        "cluster",
        aurora({ clusterIdentifier: identifier, globalClusterIdentifier: "pay", ...inputs }),
      );
      const instance = cloud.create(types.instance, "instance", {
        ...{ identifier: `${identifier}-1`, clusterIdentifier: identifier },
        ...{ engine: "aurora-postgresql", instanceClass: "db.r7g.large" },
      });
      return { cluster, instance };
    };
    const first = member(home, "pay-a", { masterUsername: "pay", masterPassword: "hunter22hunter22" });
    const second = member(away, "pay-b", { sourceRegion: "us-east-2" });
    return { home, away, global, first, second, account: open(home) };
  }

  it("switchover: the writer and its reader swap, and everything else stays", () => {
    const { home, away, global, first, second, account } = twoRegions();
    const [a, b] = [String(first.cluster.outputs.arn), String(second.cluster.outputs.arn)];
    const members = () => refresh(home, global).outputs.globalClusterMembers;
    assert.deepEqual(members(), [
      { dbClusterArn: a, isWriter: true },
      { dbClusterArn: b, isWriter: false },
    ]);
    assert.equal(second.cluster.outputs.replicationSourceIdentifier, a);

    const { from, to } = account.switchover({ globalCluster: "pay", to: "us-west-2" });
    assert.deepEqual([from.id, to.id], ["pay-a", "pay-b"]);
    assert.deepEqual(members(), [
      { dbClusterArn: a, isWriter: false },
      { dbClusterArn: b, isWriter: true },
    ]);
    const [reader, writer] = [refresh(home, first.cluster), refresh(away, second.cluster)];
    assert.deepEqual(reader.outputs, { ...first.cluster.outputs, replicationSourceIdentifier: b });
    assert.deepEqual(Object.keys(second.cluster.outputs).length, Object.keys(writer.outputs).length + 1);
    assert.equal(writer.outputs.replicationSourceIdentifier, undefined);
    assert.equal(refresh(home, global).outputs.endpoint, global.outputs.endpoint);
    assert.equal(refresh(home, first.instance).outputs.writer, false);
    assert.equal(refresh(away, second.instance).outputs.writer, true);
    assert.deepEqual(
      home.invoke("aws:rds/getGlobalCluster:getGlobalCluster", { identifier: "pay" }).members,
      members(),
    );

    account.switchover({ globalCluster: "pay", to: "us-east-2" });
    assert.deepEqual(refresh(home, first.cluster).outputs, first.cluster.outputs);
    assert.deepEqual(refresh(away, second.cluster).outputs, second.cluster.outputs);
  });

  it("switchover: a program that does not ignore the source would clear it, one that does sees nothing", () => {
    const { home, first, account } = twoRegions();
    account.switchover({ globalCluster: "pay", to: "us-west-2" });
    const inputs = aurora({
      clusterIdentifier: "pay-a",
      globalClusterIdentifier: "pay",
      masterUsername: "pay",
    });
    const reader = refresh(home, first.cluster);
    const without = reader.inputs;
    const changes = (ignored: string[]) =>
      home.diff({ ...reader, inputs: without }, { ...inputs, masterPassword: "hunter22hunter22" }, ignored);
    assert.deepEqual(
      changes([]).map(({ path, kind }) => [path, kind]),
      [["replicationSourceIdentifier", "delete"]],
    );
    assert.deepEqual(changes(["replicationSourceIdentifier"]), []);
  });

  it("failover: works without the writer's region, which comes back as a reader", () => {
    const { home, away, first, second, account } = twoRegions();
    account.loseRegion("us-east-2");
    const change = { globalCluster: "pay", to: "us-west-2" };
    throws(() => account.switchover(change), /needs both regions, and us-east-2 is lost/);
    throws(() => account.failover({ ...change, allowDataLoss: false }), /say --allow-data-loss/);
    account.failover({ ...change, allowDataLoss: true });
    assert.equal(refresh(away, second.cluster).outputs.replicationSourceIdentifier, undefined);
    assert.throws(() => refresh(home, first.cluster), /dial tcp: i\/o timeout/);
    account.restoreRegion("us-east-2");
    assert.equal(
      refresh(home, first.cluster).outputs.replicationSourceIdentifier,
      second.cluster.outputs.arn,
    );
    assert.deepEqual(account.status().writers, { pay: "us-west-2" });
  });

  it("a database made anew has its first member as the writer again, and a check made anew is healthy", () => {
    const { home, away, global, first, second, account } = twoRegions();
    account.switchover({ globalCluster: "pay", to: "us-west-2" });
    const check = home.create("aws:route53/healthCheck:HealthCheck", "check", { type: "TCP", fqdn: "a.b" });
    account.setHealth("check", "unhealthy");
    // The writer goes last: Aurora keeps it while another member copies from it.
    for (const [cloud, { instance, cluster }] of [
      [home, first],
      [away, second],
    ] as const) {
      cloud.delete(instance);
      cloud.delete(cluster);
    }
    home.delete(global);
    home.delete(check);
    assert.deepEqual(account.status(), { lostRegions: [], health: {}, writers: {} });
  });

  it("refuses a writer that can't be one", () => {
    const { away, second, account } = twoRegions();
    const to = (region: string, globalCluster = "pay") => ({ globalCluster, to: region });
    throws(() => account.switchover(to("us-east-2")), /the member of pay in us-east-2 is the writer already/);
    throws(
      () => account.switchover(to("eu-west-1")),
      /pay has no member in eu-west-1; it has us-east-2 \(writer\), us-west-2 \(reader\)/,
    );
    throws(() => account.switchover(to("us-west-2", "pai")), /no global database "pai"; there is pay/);
    account.set("pay-b", "engineVersion", "16.9");
    throws(
      () => account.switchover(to("us-west-2")),
      /pay-a runs 16\.8, pay-b runs 16\.9; they must be equal/,
    );
    account.set("pay-b", "engineVersion", "16.8");
    away.delete(second.instance);
    throws(() => account.switchover(to("us-west-2")), /pay-b in us-west-2 has no instance/);
    account.loseRegion("us-west-2");
    throws(() => account.failover({ ...to("us-west-2"), allowDataLoss: true }), /no instance|is lost/);
  });
});
