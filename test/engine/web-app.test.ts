import assert from "node:assert/strict";
import * as path from "node:path";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";
import { webAppRequirements } from "./web-app-requirements";

const root = path.resolve(__dirname, "../..");
const PACK = [
  "--policy-pack",
  "policy-pack",
  "--policy-pack-config",
  path.join(root, "policies.web-app.json"),
];
const [HOME, OTHER] = ["web-app-prod-primary", "web-app-prod-secondary"] as const;
const [homeRegion, otherRegion] = ["ap-southeast-1", "us-east-1"];

/** A copy of the home region's backups, as AWS Backup names the snapshots in its vaults. */
const COPY = `arn:aws:rds:${otherRegion}:123456789012:cluster-snapshot:awsbackup:copyjob-3f0a6b1c-8a47-4f6e-9f5d-2a6f1c0d7e11`;

describe("the web application on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
    await up(HOME, ...PACK);
  });
  after(() => engine?.close());

  const states: Record<string, Deployed[]> = {};
  async function up(stack: string, ...args: string[]): Promise<void> {
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack, ...args]);
    states[stack] = await engine.state(stack);
  }
  const home = () => states[HOME] as Deployed[];
  const other = () => states[OTHER] as Deployed[];
  const account = () => openAccount(engine.home.accountDirectory, awsCatalog(root));
  /** Region of the load balancer that the application's name answers with, and whether it is healthy. */
  const answer = () => {
    const { candidates, values } = account().answer({ name: "app.example.com" });
    const { status } = candidates.find(({ isAnswer }) => isAnswer) ?? {};
    return { region: values[0]?.split(".")[1], status };
  };

  it("comes up under the policy pack, and nothing changes on a second up or a refresh", async () => {
    await engine.succeed(["preview", "--expect-no-changes", "--stack", HOME]);
    await engine.succeed(["refresh", "--yes", "--expect-no-changes", "--stack", HOME]);
  });

  webAppRequirements(home);

  it("WEB-4 copies backups, media and images to the other region before it is needed", () => {
    const plans = byType(home(), "aws:backup/plan:Plan").map(({ inputs }) => inputs);
    assert.ok(plans.length > 0);
    for (const { rules } of plans) {
      for (const { copyActions } of rules as { copyActions: { destinationVaultArn: string }[] }[]) {
        assert.match(copyActions[0]?.destinationVaultArn as string, new RegExp(`:backup:${otherRegion}:`));
      }
    }
    for (const type of ["aws:ecr/repository:Repository", "aws:backup/vault:Vault"]) {
      const regions = byType(home(), type).map(({ inputs }) => inputs.region);
      assert.deepEqual(regions.sort(), [homeRegion, otherRegion], type);
    }
  });

  describe("WEB-4 with the first region lost", () => {
    before(async () => {
      assert.deepEqual(answer(), { region: homeRegion, status: "healthy" });
      account().loseRegion(homeRegion);
      assert.equal(answer().status, "unhealthy", "nobody answers until the other region is up");
      engine.project.change(OTHER, (settings) => {
        settings.database = { restoreFrom: COPY };
      });
      await up(OTHER, ...PACK);
    });

    it("one command brings up the other region from nothing, and the name answers there", async () => {
      assert.deepEqual(answer(), { region: otherRegion, status: "healthy" });
      await engine.succeed(["preview", "--expect-no-changes", "--stack", OTHER]);
    });

    it("its database is restored from the copied snapshot, under a key of the region", () => {
      const [cluster] = byType(other(), "aws:rds/cluster:Cluster");
      assert.equal(cluster?.inputs.snapshotIdentifier, COPY);
      assert.match(cluster?.inputs.kmsKeyId as string, new RegExp(`^arn:aws:kms:${otherRegion}:`));
      assert.equal(byType(other(), "aws:rds/clusterInstance:ClusterInstance").length, 2);
    });

    it("its containers run the copied image on the restored database, and it has nothing in the lost region", () => {
      const [task] = byType(other(), "aws:ecs/taskDefinition:TaskDefinition");
      const definitions = String(task?.inputs.containerDefinitions);
      assert.match(
        definitions,
        new RegExp(`dkr\\.ecr\\.${otherRegion}\\.amazonaws\\.com/web-app-prod/web:1\\.0\\.0`),
      );
      const [cluster] = byType(other(), "aws:rds/cluster:Cluster");
      assert.ok(definitions.includes(String(cluster?.outputs.endpoint)));
      assert.deepEqual(
        other().filter(({ inputs }) => inputs.region === homeRegion),
        [],
      );
    });
  });

  describe("afterwards", () => {
    it("the home region, back with its old data, does not answer while people hold its health check", () => {
      const [check] = byType(home(), "aws:route53/healthCheck:HealthCheck");
      // aws route53 update-health-check --disabled --inverted
      for (const key of ["disabled", "invertHealthcheck"]) account().set(String(check?.urn), key, true);
      account().restoreRegion(homeRegion);
      assert.deepEqual(answer(), { region: otherRegion, status: "healthy" });
      for (const key of ["disabled", "invertHealthcheck"]) account().set(String(check?.urn), key, false);
      assert.deepEqual(answer(), { region: homeRegion, status: "healthy" });
    });

    it("takes no other way to recover in one stack alone", async () => {
      engine.project.change(OTHER, (settings) => {
        settings.recovery = { mode: "active-active", replicaRegions: ["us-west-2"] };
      });
      const output = await engine.fail(["preview", "--stack", OTHER]);
      assert.match(
        output,
        /recovery\.mode: active-active is not allowed, Pulumi\.web-app-prod-primary\.yaml has switch/,
      );
    });

    it("destroys secondary then primary, once protection is off, and leaves nothing in the account", async () => {
      for (const stack of [OTHER, HOME]) {
        engine.project.change(stack, (settings) => {
          settings.recovery = { replicaRegions: stack === OTHER ? ["us-west-2"] : [], protect: false };
        });
        await up(stack);
      }
      for (const stack of [OTHER, HOME]) {
        await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", stack]);
        assert.deepEqual(await engine.state(stack), []);
      }
      assert.deepEqual(engine.accountFiles(), []);
    });
  });
});
