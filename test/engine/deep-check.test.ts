import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { installCollector } from "../../offline/deep-check/collector/install";
import type { GraphFile } from "../../offline/deep-check/graph/file";
import { DeepCheck } from "../../offline/deep-check/process/client";
import { type Engine, openEngine } from "../support/engine";

/** What the deep check says of the payment hub: as previewed, where ids are unknown, and as it has come up. */
describe("the payment hub under the deep check", function () {
  this.timeout(300_000);
  let engine: Engine;
  let check: DeepCheck;
  before(async () => {
    engine = await openEngine();
    check = DeepCheck.start();
  });
  after(() => {
    check?.close();
    engine?.close();
  });

  async function assertClean(graph: GraphFile): Promise<void> {
    const { findings, resources, judged } = await check.judge(graph);
    assert.deepEqual(findings, []);
    assert.ok(judged / resources > 0.95, `only ${judged} of ${resources} resources were judged`);
  }

  for (const stack of ["prod-primary", "prod-secondary"]) {
    it(`has no mistake in ${stack}, in its preview and once it is up`, async () => {
      const file = path.join(engine.project.directory, `${stack}.graph.json`);
      const collector = installCollector(engine.home.env().PULUMI_HOME as string);
      await engine.succeed(["preview", "--stack", stack, "--policy-pack", collector], {
        TANDEM_OFFLINE_GRAPH: file,
      });
      await assertClean(JSON.parse(fs.readFileSync(file, "utf8")) as GraphFile);
      await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
      const { deployment } = (await engine.home.exportStack(stack)) as { deployment: GraphFile };
      await assertClean(deployment);
    });
  }
});
