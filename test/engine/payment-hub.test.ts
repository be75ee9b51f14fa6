import assert from "node:assert/strict";
import * as fs from "node:fs";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed, resourcesOf } from "../support/state";
import { everywhere } from "./everywhere";
import { requirements } from "./requirements";
import { surprises } from "./surprises";

const PACK = ["--policy-pack", "policy-pack"];

describe("the payment hub on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  const states: Record<string, Deployed[]> = {};
  let printed = "";
  async function up(stack: string, ...args: string[]): Promise<void> {
    const { stdout, stderr } = await engine.succeed([
      "up",
      "--yes",
      "--skip-preview",
      "--stack",
      stack,
      ...args,
    ]);
    printed += stdout + stderr;
    states[stack] = await engine.state(stack);
  }

  it("refuses prod-secondary before prod-primary exists, and says which to bring up first", async () => {
    const output = await engine.fail(["preview", "--stack", "prod-secondary"]);
    assert.match(
      output,
      /This stack needs the outputs of prod-primary.+Bring it up first: pulumi up --stack prod-primary/,
    );
    assert.doesNotMatch(output, /\n\s+at .+\.ts:\d+/, "a user's mistake shows no stack trace");
  });

  it("brings prod-primary up under the policy pack", async () => {
    await up("prod-primary", ...PACK);
    assert.ok((states["prod-primary"] as Deployed[]).length > 100);
  });

  it("brings prod-secondary up under the policy pack, beside the primary in one account", async () => {
    await up("prod-secondary", ...PACK);
    const [cluster] = byType(states["prod-secondary"], "aws:rds/cluster:Cluster");
    assert.equal(cluster?.inputs.globalClusterIdentifier, "payment-hub-prod");
    assert.equal(cluster?.inputs.masterPasswordWo, undefined);
  });

  const stacks = () => ({
    primary: states["prod-primary"] as Deployed[],
    secondary: states["prod-secondary"] as Deployed[],
  });
  requirements(stacks);
  surprises(stacks);
  everywhere(() => Object.values(stacks()));

  it("ALL-7 no generated secret is in the state, in the account or in what a deployment prints", async () => {
    const args = ["stack", "export", "--stack", "prod-primary"];
    const { stdout: clear } = await engine.succeed([...args, "--show-secrets"]);
    const passwords = byType(resourcesOf(JSON.parse(clear)), "random:index/randomPassword:RandomPassword");
    const secrets = passwords.map(({ outputs }) =>
      JSON.parse((outputs.result as { plaintext: string }).plaintext),
    );
    assert.equal(secrets.length, 1);
    const { stdout: state } = await engine.succeed(args);
    const account = engine.accountFiles().map((file) => fs.readFileSync(file, "utf8"));
    for (const secret of secrets as string[]) {
      for (const text of [state, printed, ...account]) {
        assert.ok(!text.includes(secret) && !text.includes(JSON.stringify(secret).slice(1, -1)));
      }
    }
  });

  for (const stack of ["prod-primary", "prod-secondary"]) {
    it(`sees nothing to change in ${stack} on a second up, and nothing on a refresh`, async () => {
      await engine.succeed(["preview", "--expect-no-changes", "--stack", stack]);
      await engine.succeed(["refresh", "--yes", "--expect-no-changes", "--stack", stack]);
      await engine.succeed(["preview", "--expect-no-changes", "--stack", stack]);
    });
  }

  it("HUB-11 adds capacity by settings without replacing anything", async () => {
    engine.project.change("prod-primary", (settings) => {
      (settings.database as Record<string, unknown>).instanceCount = 4;
    });
    const before = states["prod-primary"] as Deployed[];
    await up("prod-primary");
    const after = states["prod-primary"] as Deployed[];
    const added = after.filter(({ urn }) => !before.some((old) => old.urn === urn));
    assert.deepEqual(
      added.map(({ type, name }) => `${type} ${name}`),
      ["aws:rds/clusterInstance:ClusterInstance database-instance-4"],
    );
    for (const old of before) {
      assert.equal(after.find(({ urn }) => urn === old.urn)?.id, old.id, `${old.urn} was replaced`);
    }
  });

  it("previews dev, one region alone, clean under the policy pack", async () => {
    await engine.succeed(["preview", "--stack", "dev", ...PACK]);
  });

  it("ALL-5 refuses to destroy what is protected", async () => {
    const output = await engine.fail(["destroy", "--yes", "--stack", "prod-secondary"]);
    assert.match(output, /protected/);
  });

  it("destroys secondary then primary, once protection is off, and leaves nothing in the account", async () => {
    for (const stack of ["prod-secondary", "prod-primary"]) {
      engine.project.change(stack, (settings) => {
        settings.recovery = { protect: false };
      });
      await up(stack);
    }
    for (const stack of ["prod-secondary", "prod-primary"]) {
      await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", stack]);
      assert.deepEqual(await engine.state(stack), []);
    }
    assert.deepEqual(engine.accountFiles(), []);
  });
});
