import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { exportedState } from "../../offline/in-process";
import { judgeDeployment, policyConfig } from "../../proof/check/policies";
import { groupsOf, readStacks, root, runGroup, type StackRun, stackFor } from "../../proof/run-stacks";
import { type Engine, openEngine } from "../support/engine";
import { comparable, type Preview, previewedBy } from "../support/previews";

/**
 * The engine takes a stack's outputs from its state: that of the stacks before it is what the run in process left, so
 * that no `up` is needed to preview the next one.
 */
async function importOutputs(engine: Engine, { stack, up }: StackRun): Promise<void> {
  if (up === undefined) return;
  const exported = JSON.parse(JSON.stringify(await engine.home.exportStack(stack))) as { deployment: object };
  const { resources } = exportedState(up).deployment;
  const root = resources.filter(({ type }) => type === "pulumi:pulumi:Stack");
  const file = path.join(engine.project.directory, `${stack}.state.json`);
  fs.writeFileSync(
    file,
    JSON.stringify({ version: 3, deployment: { ...exported.deployment, resources: root } }),
  );
  await engine.succeed(["stack", "import", "--file", file, "--stack", stack]);
}

describe("npm run check --preview says what the engine's preview says", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  for (const group of groupsOf(readStacks(root))) {
    describe(group.map(({ stack }) => stack).join(", "), () => {
      let runs: StackRun[];
      before(async () => {
        runs = await runGroup(group, "preview");
      });

      for (const [index, { stack }] of group.entries()) {
        let real: Preview;
        const own = () => stackFor(runs, stack);

        it(`${stack}: the same resources`, async () => {
          if (index > 0) await importOutputs(engine, runs[index - 1] as StackRun);
          real = await previewedBy(engine, stack, policyConfig(String(group[0]?.settings.system)));
          const urns = exportedState(own()).deployment.resources.map(({ urn }) => urn);
          assert.deepEqual(
            urns.filter(isOfProgram).sort(),
            [...real.resources.keys()].filter(isOfProgram).sort(),
          );
        });

        it(`${stack}: the same inputs`, () => {
          for (const { urn, inputs } of exportedState(own()).deployment.resources) {
            if (!isOfProgram(urn)) continue;
            assert.deepEqual(comparable(inputs), comparable(real.resources.get(urn)?.inputs), urn);
          }
        });

        it(`${stack}: the same findings`, async () => {
          const { results, counts } = await judgeDeployment(
            own(),
            policyConfig(String(group[0]?.settings.system)),
          );
          const key = (one: { rule: string; urn: string; status: string; message: string }) =>
            [one.rule, one.urn, one.status, one.message].join(" ");
          assert.deepEqual(results.map(key).sort(), real.policies.results.map(key).sort());
          assert.deepEqual(counts, real.policies.counts);
        });
      }
    });
  }
});

/** Default providers are the engine's own. */
function isOfProgram(urn: string): boolean {
  return !urn.includes("::pulumi:providers:");
}
