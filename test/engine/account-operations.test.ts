import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Home, openHome } from "../../offline";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Engine, openEngine } from "../support/engine";
import { byType, resourcesOf } from "../support/state";

const root = path.resolve(__dirname, "../..");
const clusterType = "aws:rds/cluster:Cluster";
const stacks = ["prod-primary", "prod-secondary"];

describe("what happens to the account outside Pulumi", () => {
  describe("under the payment hub", () => {
    let engine: Engine;
    const account = () => openAccount(engine.home.accountDirectory, awsCatalog(root));
    const unchanged = (stack: string) =>
      engine.succeed(["preview", "--refresh", "--expect-no-changes", "--stack", stack]);
    const sourceOf = async (stack: string): Promise<unknown> => {
      await engine.succeed(["refresh", "--yes", "--stack", stack]);
      return byType(await engine.state(stack), clusterType)[0]?.outputs.replicationSourceIdentifier;
    };
    before(async () => {
      engine = await openEngine();
      for (const stack of stacks) await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
    });
    after(() => engine?.close());

    for (const [what, to] of [
      ["after a switchover", "us-west-2"],
      ["after the switchover back", "us-east-2"],
    ] as const) {
      it(`${what} both stacks preview without a change, refreshed`, async () => {
        account().switchover({ globalCluster: account().list({ type: "globalCluster" })[0]?.id ?? "", to });
        for (const stack of stacks) await unchanged(stack);
        const sources = await Promise.all(stacks.map(sourceOf));
        const reader = to === "us-west-2" ? 0 : 1;
        assert.match(String(sources[reader]), /^arn:aws:rds:/);
        assert.equal(sources[1 - reader], undefined);
      });
    }

    afterEach(() => account().reset());

    it("with the home region lost a refresh of its stack fails, and the other region lives on", async () => {
      account().loseRegion("us-east-2");
      const globalCluster = account().list({ type: "globalCluster" })[0]?.id ?? "";
      account().failover({ globalCluster, to: "us-west-2", allowDataLoss: true });
      const output = await engine.fail(["preview", "--refresh", "--stack", "prod-primary"]);
      assert.match(output, /request send failed, Post "https:\/\/\w+\.us-east-2\.amazonaws\.com\/"/);
      assert.equal(
        account().answer({ name: "api-origin.pay.example.com" }).candidates[0]?.status,
        "unhealthy",
      );
      const cluster = byType(await engine.state("prod-secondary"), clusterType)[0]?.urn ?? "";
      await engine.succeed(["refresh", "--yes", "--stack", "prod-secondary", "--target", cluster]);
      const writer = byType(await engine.state("prod-secondary"), clusterType)[0];
      assert.equal(writer?.outputs.replicationSourceIdentifier, undefined);
      account().restoreRegion("us-east-2");
      for (const stack of stacks) await unchanged(stack);
    });

    it("finds a changed and a deleted resource on a refresh, and an up mends both", async () => {
      const logs = account().list({ type: "cloudwatch/logGroup", region: "us-east-2" })[0];
      const alarmOrKey = account().list({ type: "kms/alias", region: "us-east-2" })[0];
      assert.ok(logs && alarmOrKey);
      account().set(logs.urn, "retentionInDays", 1);
      account().delete(alarmOrKey.urn);
      await engine.fail(["preview", "--refresh", "--expect-no-changes", "--stack", "prod-primary"]);
      await engine.succeed(["up", "--refresh", "--yes", "--skip-preview", "--stack", "prod-primary"]);
      assert.equal(account().show(logs.urn).outputs.retentionInDays, logs.outputs.retentionInDays);
      assert.ok(account().show(alarmOrKey.urn));
      await unchanged("prod-primary");
    });
  });

  describe("under a program that forgets what a failover changes", () => {
    let directory = "";
    let home: Home;
    const program = (ignored: string[]) => `
const pulumi = require("@pulumi/pulumi");
const rds = require("@pulumi/aws/rds");
const engine = "aurora-postgresql";
const engineVersion = "16.8";
const common = { engine, engineVersion, skipFinalSnapshot: true };
const globalCluster = new rds.GlobalCluster("global", { globalClusterIdentifier: "pay", ...{ engine, engineVersion } });
let before = [];
for (const [name, region, rest] of [
  ["first", "us-east-2", { masterUsername: "pay", masterPassword: "hunter22hunter22" }],
  ["second", "us-west-2", {}],
]) {
  const inputs = { ...common, ...rest, region, clusterIdentifier: name, globalClusterIdentifier: globalCluster.id };
  const cluster = new rds.Cluster(name, inputs, { dependsOn: before, ignoreChanges: ${JSON.stringify(ignored)} });
  const instance = { region, identifier: name + "-1", clusterIdentifier: cluster.id, engine, instanceClass: "db.r7g.large" };
  before = [new rds.ClusterInstance(name, instance)];
}
`;
    const write = (...ignored: string[]) =>
      fs.writeFileSync(path.join(directory, "index.js"), program(ignored));
    before(async () => {
      directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-forgetful-"));
      fs.symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
      fs.writeFileSync(path.join(directory, "package.json"), '{"name":"forgetful","main":"index.js"}');
      fs.writeFileSync(path.join(directory, "Pulumi.yaml"), "name: forgetful\nruntime: nodejs\n");
      fs.writeFileSync(path.join(directory, "Pulumi.dev.yaml"), "config:\n  aws:region: us-east-2\n");
      write("replicationSourceIdentifier");
      home = await openHome({
        directory: path.join(directory, "home"),
        programDirectory: directory,
        fastState: true,
      });
      await home.ensureStack("forgetful", "dev");
      const { code, stdout, stderr } = await home.pulumi(["up", "--yes", "--skip-preview", "--stack", "dev"]);
      assert.equal(code, 0, stdout + stderr);
      const account = openAccount(home.accountDirectory, awsCatalog(root));
      account.switchover({ globalCluster: "pay", to: "us-west-2" });
    });
    after(() => fs.rmSync(directory, { recursive: true, force: true }));

    const preview = () =>
      home.pulumi(["preview", "--refresh", "--expect-no-changes", "--diff", "--stack", "dev"]);

    it("is clean while replicationSourceIdentifier is ignored", async () => {
      const { code, stdout, stderr } = await preview();
      assert.equal(code, 0, stdout + stderr);
    });

    it("wants to clear replicationSourceIdentifier of the old writer without that", async () => {
      write();
      const { code, stdout } = await preview();
      assert.notEqual(code, 0, stdout);
      assert.match(stdout, /- +replicationSourceIdentifier: "arn:aws:rds:us-west-2:\d+:cluster:second"/);
      const state = resourcesOf(await home.exportStack("dev"));
      assert.equal(byType(state, clusterType).length, 2, "nothing was changed by a preview");
    });
  });
});
