import * as fs from "node:fs";
import * as path from "node:path";
import { type Home, type Outcome, openHome, silentProgress } from "../../offline";
import { enginePaths } from "../../offline/home/environment";

/** A home in a folder of its own. */
export interface Place {
  readonly directory: string;
  readonly home: Home;
}

/** Writes the state once at the end, for what is not going to be interrupted. */
export const quick = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** The folders of a home that say what is deployed; the others hold its tools, with their paths in them. */
const deployed = ["state", "account"] as const;

/** Keeps what a home has deployed, to go on from there in other homes. */
export function keep(home: string, folder: string): void {
  for (const name of deployed)
    fs.cpSync(enginePaths(home)[name], path.join(folder, name), { recursive: true });
}

/**
 * Opens a home that writes its state after every step.
 *
 * @param from folder of what was kept; an empty home without it
 */
export async function openPlace(
  directory: string,
  programDirectory: string,
  from: string | undefined,
): Promise<Place> {
  fs.mkdirSync(directory, { recursive: true });
  if (from !== undefined)
    for (const name of deployed)
      fs.cpSync(path.join(from, name), enginePaths(directory)[name], { recursive: true });
  return { directory, home: await openHome({ directory, programDirectory, progress: silentProgress }) };
}

/** Removes a home. A plugin of a killed engine may still write for a moment. */
export function removePlace({ directory }: Place): void {
  fs.rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** `up` without its preview. */
export const up = (stack: string): string[] => [
  ...["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack],
];

/** `refresh` without its preview. */
export const refresh = (stack: string, ...more: string[]): string[] => [
  ...["refresh", "--yes", "--skip-preview", "--non-interactive", "--stack", stack],
  ...more,
];

/** What a command printed. */
export const said = ({ stdout, stderr }: Outcome): string => stdout + stderr;

/** Runs a command that must succeed. @throws Error with all that it printed */
export async function succeed(
  { home }: Place,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const outcome = await home.pulumi(args, { env });
  if (outcome.code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${said(outcome)}`);
  return said(outcome);
}
