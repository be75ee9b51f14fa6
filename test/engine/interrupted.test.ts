import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { type Engine, openEngine } from "../support/engine";

const UP = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "prod-secondary"];

/** Starts an `up` and kills the engine, with no chance to clean up, once the account holds so many more files. */
async function killUp(engine: Engine, files: number): Promise<void> {
  const before = engine.accountFiles().length;
  const child = spawn(engine.home.executable, UP, {
    cwd: engine.project.directory,
    env: engine.home.env(),
    stdio: "ignore",
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const watch = setInterval(() => {
    if (engine.accountFiles().length >= before + files) child.kill("SIGKILL");
  }, 10);
  const code = await ended;
  clearInterval(watch);
  assert.equal(code, null, "the engine was killed before it was done");
}

describe("a killed deployment", () => {
  let engine: Engine;
  let untouched: string[];
  before(async () => {
    engine = await openEngine({ realCheckpoints: true });
    const quick = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", "prod-primary"], quick);
    engine.project.change("prod-secondary", (settings) => {
      settings.recovery = { protect: false };
    });
    await engine.succeed(UP, quick);
    untouched = await urns();
    await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", "prod-secondary"], quick);
  });
  after(() => engine?.close());

  async function urns(): Promise<string[]> {
    return (await engine.state("prod-secondary")).map(({ urn }) => urn).sort();
  }

  for (const files of [12, 60]) {
    it(`heals on the next up when the engine dies after about ${files} files in the account`, async () => {
      const primary = engine.accountFiles().length;
      await killUp(engine, files);
      await engine.succeed(["cancel", "--yes", "--stack", "prod-secondary"]); // The dead engine's lock.
      await engine.succeed(UP);
      assert.deepEqual(await urns(), untouched);
      await engine.succeed(["preview", "--expect-no-changes", "--stack", "prod-secondary"]);
      await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", "prod-secondary"]);
      assert.equal(engine.accountFiles().length, primary, "nothing is left behind in the account");
    });
  }
});
