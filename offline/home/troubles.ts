import * as fs from "node:fs";
import * as path from "node:path";
import { type Mended, mendCheckpoints, readsWhole } from "./checkpoints";
import { isPassphrase } from "./passphrase";

/** A home whose command failed. */
export interface Failed {
  /** Folder of the state backend. */
  readonly state: string;
  /** The stack that the command was about; undefined where it names none. */
  readonly stack: string | undefined;
  /** The passphrase that the command had. */
  readonly passphrase: string;
  /** What it printed; undefined where that went straight to the user. */
  readonly said: string | undefined;
}

/** A home with less than this has no room for the next state. */
const leastRoom = 256 * 1024;

/**
 * What is wrong with the home itself once a command has failed, each with what to do: Pulumi says what it could not
 * read or write, and not how to go on in a home that is not the user's own backend.
 */
export function troubles(failed: Failed): string[] {
  const { state } = failed;
  if (!fs.existsSync(state)) return [];
  const mended = mendCheckpoints(state, readsWhole).map((one) => `${mendedLine(one)} Run the command again.`);
  return [...mended, ...unreadable(state), ...fullDisk(state), ...wrongPassphrase(failed)];
}

/** A sentence about a state that was put right. */
export function mendedLine({ stack, was, asOf }: Mended): string {
  if (was === "without attributes")
    return `A file beside the state of ${stack} was left half written; it is not needed and was removed.`;
  const what = was === "gone" ? "was gone" : "was not whole; the damaged file is kept beside it";
  return `The state of ${stack} ${what}. It is put back as of ${asOf.toISOString()}; what is newer stands in the account, and the next up takes it over.`;
}

function unreadable(state: string): string[] {
  return stateFiles(state)
    .filter((file) => !readsWhole(file))
    .map(
      (file) =>
        `${file} can't be read, and no earlier state of this stack is kept. Put a copy of yours in its place; without one delete it: the next up takes over what stands in the account.`,
    );
}

function fullDisk(state: string): string[] {
  const { bavail, bsize } = fs.statfsSync(state);
  if (bavail * bsize >= leastRoom) return [];
  return [
    `The disk of ${state} is full. Make room, and run the command again: what was made until then stands in the account, and the next up takes it over.`,
  ];
}

function wrongPassphrase({ state, stack, passphrase, said }: Failed): string[] {
  // Trying a passphrase takes a while, so not after every failure.
  if (said !== undefined && !said.includes("passphrase")) return [];
  const file = stateFiles(state).find((one) => path.basename(one, ".json") === stack);
  if (file === undefined || stack === undefined) return [];
  const salt = saltOf(file);
  if (salt === undefined || isPassphrase(passphrase, salt) !== false) return [];
  return [
    `The secrets of ${stack} were made with another passphrase. Offline it is taken from TANDEM_OFFLINE_PASSPHRASE; set the right one, or unset it for a stack that was made without. Nothing was written.`,
  ];
}

interface Checkpoint {
  checkpoint?: {
    latest?: { secrets_providers?: { type?: string; state?: { salt?: unknown } } } | null;
  };
}

function saltOf(file: string): string | undefined {
  if (!readsWhole(file)) return undefined;
  const { checkpoint } = JSON.parse(fs.readFileSync(file, "utf8")) as Checkpoint;
  const provider = checkpoint?.latest?.secrets_providers;
  const salt = provider?.type === "passphrase" ? provider.state?.salt : undefined;
  return typeof salt === "string" ? salt : undefined;
}

function stateFiles(state: string): string[] {
  const stacks = path.join(state, ".pulumi", "stacks");
  if (!fs.existsSync(stacks)) return [];
  return (
    fs
      .readdirSync(stacks, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .map((name) => path.join(stacks, name))
      // Another command may take one away in this moment.
      .filter((file) => fs.existsSync(file))
  );
}
