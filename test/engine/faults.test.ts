import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { lineOf } from "../../proof/faults/figures";
import { kinds } from "../../proof/faults/kinds";
import { plansOf } from "../../proof/faults/plan";
import { type Run, runPlan } from "../../proof/faults/run";
import { stacksOf } from "../../proof/faults/stacks";
import { UntouchedStacks } from "../../proof/faults/untouched";
import { makeProject, type Project } from "../support/project";

/** Of each system the smallest stack that stands alone. */
const small = ["dev", "request-response-primary", "secure-cart-primary", "storefront-dev", "web-app-dev"];

/** This seed's points come early, where an interruption costs least; `npm run faults` goes all the way. */
const plans = plansOf({
  ...{ seed: "early-175361", runs: small.length },
  stacks: stacksOf(path.resolve(__dirname, "../..")).filter(({ name }) => small.includes(name)),
  kinds: ["engine", "program", "provider-in-call", "fail-after", "deleted"],
});

describe("an interrupted deployment becomes what it would be untouched", () => {
  let project: Project;
  let directory: string;
  const runs: Promise<Run>[] = [];
  before(() => {
    project = makeProject();
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-faults-"));
    const all = stacksOf(project.directory);
    const untouched = new UntouchedStacks(path.join(directory, "untouched"), project.directory, all, false);
    // Two at once: half of each is waiting for the other process.
    const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
    for (const [index, plan] of plans.entries()) {
      const lane = index % lanes.length;
      const run = (lanes[lane] as Promise<unknown>).then(() =>
        runPlan(plan, untouched, directory, project.directory),
      );
      lanes[lane] = run;
      runs.push(run);
    }
  });
  after(async () => {
    await Promise.all(runs);
    project?.remove();
    fs.rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  it("in every system", () => {
    assert.equal(new Set(plans.map(({ stack }) => stack.system)).size, 5);
  });

  for (const [index, plan] of plans.entries()) {
    it(`${plan.stack.name}, when ${kinds[plan.kind].does}`, async () => {
      const run = (await runs[index]) as Run;
      assert.deepEqual(run.findings, [], lineOf(run));
    });
  }
}).timeout(900_000);
