import * as path from "node:path";
import { option, stackOf, workingDirectory } from "../home/arguments";
import { openHome } from "../home/home";
import { findProject, settingsFile } from "../home/project";
import { callersDirectory, lastingHome } from "./places";
import { ensurePolicyPack } from "./policy-pack";

/** What every run says of itself. */
export const OFFLINE_NOTICE =
  "Offline: stand-in providers and a pretend account. What this proves and what it does not: docs/offline.md";

/** `tandem-offline pulumi ARGUMENTS...`: the real CLI with exactly these arguments, in the lasting home. */
export async function pulumiCommand(args: string[]): Promise<number> {
  const caller = callersDirectory();
  const cwd = workingDirectory(args, caller);
  const project = findProject(cwd);
  const program = project?.directory ?? cwd;
  const home = await openHome({ directory: lastingHome(program), programDirectory: program });
  process.stderr.write(`${OFFLINE_NOTICE}\n`);
  const pack = option(args, "policy-pack");
  if (pack !== undefined) ensurePolicyPack(path.resolve(cwd, pack));
  const stack = stackOf(args, process.env);
  if (project !== undefined && stack !== undefined && settingsFile(project, stack) !== undefined) {
    await home.ensureStack(project.name, stack, { cwd: program });
  }
  // The terminal interrupts Pulumi as well as us: Pulumi decides how to end, and we wait for it.
  process.on("SIGINT", () => {});
  const { code } = await home.pulumi(args, {
    cwd: caller,
    inherit: true,
    onStart: (child) => process.once("SIGTERM", () => child.kill("SIGTERM")),
  });
  return code;
}
