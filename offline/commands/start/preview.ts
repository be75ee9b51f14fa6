import * as fs from "node:fs";
import * as path from "node:path";
import type { Home } from "../../home/home";
import type { StartDeepCheck } from "./deep-check";
import { readEvents } from "./events";
import type { PackConfiguration } from "./peers";
import {
  componentRows,
  type DeepCheckOutcome,
  type PolicyCounts,
  policyCounts,
  resourceCount,
  type StackSummary,
} from "./summary";

/** What all previews of one run share. */
export interface Previewer {
  project: string;
  policyPack: string | undefined;
  /** What the pack is configured with; undefined without a pack. */
  packConfiguration: PackConfiguration | undefined;
  /** Folder for logs and results. */
  scratch: string;
  deepCheck: StartDeepCheck | undefined;
}

/** A preview that is done, and the judgement of its graph, which may still be going on. */
export interface Previewed {
  summary: StackSummary;
  judged: Promise<DeepCheckOutcome | string> | undefined;
}

/** Previews one stack and reads its summary from the engine's events and the pack's results. */
export async function previewStack(previewer: Previewer, home: Home, stack: string): Promise<Previewed> {
  const { project, policyPack, packConfiguration, scratch, deepCheck } = previewer;
  const events = path.join(scratch, `${stack}.events`);
  const results = path.join(scratch, `${stack}.policies.json`);
  const graph = path.join(scratch, `${stack}.graph.json`);
  await home.ensureStack(project, stack);
  const outcome = await home.pulumi(
    [
      ...["preview", "--non-interactive", "--suppress-progress", "--stack", stack, "--event-log", events],
      ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
      ...(deepCheck === undefined ? [] : ["--policy-pack", deepCheck.collector(home)]),
      ...(packConfiguration?.args(stack, deepCheck !== undefined) ?? []),
    ],
    // The event log is a debug option of the CLI.
    { env: { PULUMI_DEBUG_COMMANDS: "true", TANDEM_POLICY_RESULTS: results, TANDEM_OFFLINE_GRAPH: graph } },
  );
  const log = readEvents(events);
  // The engine writes all values into it, those of secrets too.
  fs.rmSync(events, { force: true });
  const policies = policyPack === undefined ? undefined : (readCounts(results) ?? policyCounts(log));
  const succeeded = outcome.code === 0 && (policies?.violations ?? 0) === 0;
  if (!succeeded) process.stderr.write(`${outcome.stdout}${outcome.stderr}`);
  const summary: StackSummary = {
    stack,
    components: componentRows(log),
    resources: resourceCount(log),
    changes: log.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {},
    policies,
    milliseconds: outcome.milliseconds,
    ok: succeeded,
  };
  return { summary, judged: deepCheck?.judgeFile(graph) };
}

function readCounts(file: string): PolicyCounts | undefined {
  if (!fs.existsSync(file)) return undefined;
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { counts: PolicyCounts }).counts;
}
