import * as fs from "node:fs";
import * as path from "node:path";
import type { Home } from "../../home/home";
import { readEvents } from "./events";
import { componentRows, type PolicyCounts, policyCounts, resourceCount, type StackSummary } from "./summary";

/** What all previews of one run share. */
export interface Previewer {
  project: string;
  policyPack: string | undefined;
  /** Folder for logs and results. */
  scratch: string;
}

/** Previews one stack and reads its summary from the engine's events and the pack's results. */
export async function previewStack(previewer: Previewer, home: Home, stack: string): Promise<StackSummary> {
  const { project, policyPack, scratch } = previewer;
  const events = path.join(scratch, `${stack}.events`);
  const results = path.join(scratch, `${stack}.policies.json`);
  await home.ensureStack(project, stack);
  const outcome = await home.pulumi(
    [
      ...["preview", "--non-interactive", "--suppress-progress", "--stack", stack, "--event-log", events],
      ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
    ],
    // The event log is a debug option of the CLI.
    { env: { PULUMI_DEBUG_COMMANDS: "true", TANDEM_POLICY_RESULTS: results } },
  );
  const log = readEvents(events);
  const policies = policyPack === undefined ? undefined : (readCounts(results) ?? policyCounts(log));
  const ok = outcome.code === 0 && (policies?.violations ?? 0) === 0;
  if (!ok) process.stderr.write(`${outcome.stdout}${outcome.stderr}`);
  return {
    stack,
    components: componentRows(log),
    resources: resourceCount(log),
    changes: log.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {},
    policies,
    milliseconds: outcome.milliseconds,
    ok,
  };
}

function readCounts(file: string): PolicyCounts | undefined {
  if (!fs.existsSync(file)) return undefined;
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { counts: PolicyCounts }).counts;
}
