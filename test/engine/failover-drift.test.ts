import assert from "node:assert/strict";
import * as path from "node:path";
import { managedByFailover } from "../../components/global-database/engine";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type DriftProgram, openDriftProgram, type Variant } from "../support/drift-program";
import { type Engine, openEngine } from "../support/engine";

const root = path.resolve(__dirname, "../..");
const clusterType = "aws:rds/cluster:Cluster";
const stacks = ["prod-primary", "prod-secondary"] as const;
const [home, failover] = ["us-east-2", "us-west-2"];

// The operations are those of an operator or of a Region switch plan: outside Pulumi, on the account.
describe("HUB-8 after a failover of the payment hub", () => {
  let engine: Engine;
  const account = () => openAccount(engine.home.accountDirectory, awsCatalog(root));
  const globalCluster = "payment-hub-prod";
  const bothUnchanged = () =>
    Promise.all(
      stacks.map((stack) =>
        engine.succeed(["preview", "--refresh", "--expect-no-changes", "--stack", stack]),
      ),
    );
  /** Whether the account says that a region's member copies from another one. */
  const isReader = (region: string) => {
    const { outputs } = account().show(`${globalCluster}-${region}`, { type: "rds/cluster:Cluster" });
    return outputs.replicationSourceIdentifier !== undefined;
  };

  before(async () => {
    engine = await openEngine();
    for (const stack of stacks) await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
  });
  after(() => engine?.close());

  it("both stacks preview without a change, refreshed: the old writer is a reader, and no one promotes it", async () => {
    account().switchover({ globalCluster, to: failover });
    assert.deepEqual([isReader(home), isReader(failover)], [true, false]);
    await bothUnchanged();
  });

  it("the failover stack can't give up its protection while its member writes, and names the runbook", async () => {
    engine.project.change("prod-secondary", (settings) => {
      settings.recovery = { protect: false };
    });
    const output = await engine.fail(["preview", "--stack", "prod-secondary"]);
    assert.match(
      output,
      /recovery\.protect: false is not allowed, the member of payment-hub-prod in us-west-2 writes/,
    );
    assert.match(output, /docs\/runbooks\/failover\.md/);
    engine.project.reset();
  });

  it("with the home region lost, the other stack previews without a change: as it is, or refreshed but for what it has there", async () => {
    account().switchover({ globalCluster, to: home });
    assert.deepEqual([isReader(home), isReader(failover)], [false, true], "switched back");
    account().loseRegion(home);
    account().failover({ globalCluster, to: failover, allowDataLoss: true });
    assert.equal(account().answer({ name: "api-origin.pay.example.com" }).candidates[0]?.status, "unhealthy");
    const lost = await engine.fail(["preview", "--refresh", "--stack", "prod-primary"]);
    assert.match(lost, /request send failed, Post "https:\/\/\w+\.us-east-2\.amazonaws\.com\/"/);

    const preview = ["preview", "--expect-no-changes", "--stack", "prod-secondary"];
    await engine.succeed(preview);
    // The far ends of the link and the copies of the backups are in the lost region.
    const there = (await engine.state("prod-secondary")).filter(({ inputs }) => inputs.region === home);
    assert.ok(there.length > 0);
    const excluded = there.flatMap(({ urn }) => ["--exclude", urn]);
    await engine.succeed([...preview, "--refresh", "--exclude-dependents", ...excluded]);
  });

  it("both stacks preview without a change once the lost region is back, as a reader", async () => {
    account().restoreRegion(home);
    assert.deepEqual([isReader(home), isReader(failover)], [true, false]);
    await bothUnchanged();
  });
});

/** A step of a preview, as `pulumi preview --json` tells it. */
interface Step {
  op: string;
  urn: string;
  diffReasons?: string[];
}

describe("what a failover changes, under GlobalDatabase", () => {
  let program: DriftProgram;
  const account = () => openAccount(program.home.accountDirectory, awsCatalog(root));
  const cluster = { type: "rds/cluster:Cluster" };

  before(async () => {
    program = await openDriftProgram();
    const { code, output } = await program.run("up", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
  });
  after(() => program?.close());

  it("finds what somebody changed and deleted by hand, and an up mends both", async () => {
    const log = account().show("us-east-2-log");
    account().set(log.urn, "retentionInDays", 1);
    account().delete("us-east-2-storage-alias");
    assert.notEqual((await program.run("preview", "--refresh", "--expect-no-changes")).code, 0);
    const { code, output } = await program.run("up", "--refresh", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    assert.equal(account().show(log.urn).outputs.retentionInDays, log.outputs.retentionInDays);
    assert.ok(account().show("us-east-2-storage-alias"));
  });

  describe("a switchover, an upgrade, a detached member, and a program that says what it did not say at first", () => {
    // One circumstance for each entry; all hold at once.
    const changed: Variant = {
      databaseName: "ledger",
      masterUsername: "other_administrator",
      passwordLength: 41,
      sourceRegion: "eu-west-1",
      zones: ["us-east-2a", "us-east-2b"],
    };
    before(async () => {
      account().switchover({ globalCluster: "drift", to: "us-west-2" });
      for (const region of ["us-east-2", "us-west-2"])
        account().set(`drift-${region}`, "engineVersion", "16.9", cluster);
      account().set("drift-eu-west-1", "globalClusterIdentifier", undefined, cluster);
      const { code, output } = await program.run("refresh", "--yes", "--skip-preview");
      assert.equal(code, 0, output);
    });

    const kept = [`${clusterType}::`, "aws:secretsmanager/secretVersion:SecretVersion::"];

    /** What a preview would do to a cluster or to the password in the secret: properties of its steps, or the refusal. */
    async function changes(variant: Variant): Promise<string[]> {
      program.vary(variant);
      const { code, stdout, output } = await program.run("preview", "--json");
      if (code !== 0) {
        const refused = output.match(/resource '[a-z0-9-]+-cluster': property (\w+)/g);
        assert.ok(refused, output);
        return refused;
      }
      const { steps } = JSON.parse(stdout) as { steps: Step[] };
      return steps
        .filter(({ op, urn }) => op !== "same" && kept.some((type) => urn.includes(type)))
        .flatMap(({ diffReasons = [] }) => diffReasons);
    }

    it("surprise 3: change no cluster, and bring no old password back, while all of the list is ignored", async () => {
      assert.deepEqual(await changes(changed), []);
    });

    for (const forgets of managedByFailover) {
      it(`change or replace a cluster when ${forgets} is not ignored`, async () => {
        assert.notDeepEqual(await changes({ ...changed, forgets }), []);
      });
    }
  });
});
