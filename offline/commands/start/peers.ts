import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Home } from "../../home/home";

/** Command of a policy pack that turns a stack's export into what its rules read of the stack on the other side. */
const SNAPSHOT_COMMAND = "tandem-policies";

/**
 * The configuration that a policy pack gets, and the snapshots of stacks that are up: with them a pack that compares
 * regions judges the next stack beside those before it. A pack without such a command gets its configuration alone.
 */
export class PackConfiguration {
  private readonly peers: string[] = [];
  private readonly given: Record<string, Record<string, unknown>>;
  private readonly snapshotCommand: string | undefined;

  /**
   * @param pack folder of the pack
   * @param file the user's configuration of it, if any
   * @param scratch folder for what is written
   * @throws Error with one sentence for a file that is no JSON object
   */
  constructor(
    pack: string,
    file: string | undefined,
    private readonly scratch: string,
  ) {
    this.given = file === undefined ? {} : readObject(file);
    this.snapshotCommand = commandOf(pack);
  }

  /** Takes the snapshot of a stack that is up. */
  async add(home: Home, stack: string): Promise<void> {
    if (this.snapshotCommand === undefined) return;
    const file = path.join(this.scratch, `${stack}.snapshot.json`);
    const { status, stderr } = spawnSync(
      process.execPath,
      [this.snapshotCommand, "snapshot", "--out", file],
      { input: JSON.stringify(await home.exportStack(stack)), encoding: "utf8" },
    );
    if (status === 0) this.peers.push(file);
    else process.stderr.write(`No snapshot of ${stack} for the policies: ${stderr}`);
  }

  /**
   * Arguments of `pulumi` for the next preview.
   *
   * @param another whether a second pack follows, which takes no configuration: Pulumi wants one file for each
   */
  args(stack: string, another: boolean): string[] {
    if (this.peers.length === 0 && Object.keys(this.given).length === 0) return [];
    const own = this.given["well-architected"] ?? {};
    const named = Array.isArray(own.peers) ? own.peers : [];
    const merged = { ...this.given, "well-architected": { ...own, peers: [...named, ...this.peers] } };
    const file = path.join(this.scratch, `${stack}.policy-config.json`);
    fs.writeFileSync(file, JSON.stringify(merged));
    if (!another) return ["--policy-pack-config", file];
    const none = path.join(this.scratch, "no-policy-config.json");
    fs.writeFileSync(none, "{}");
    return ["--policy-pack-config", file, "--policy-pack-config", none];
  }
}

function readObject(file: string): Record<string, Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, Record<string, unknown>>;
    }
  } catch (error) {
    throw new Error(`the configuration of the policies, ${file}, can't be read: ${(error as Error).message}`);
  }
  throw new Error(`the configuration of the policies, ${file}, is not a JSON object`);
}

function commandOf(pack: string): string | undefined {
  const manifest = path.join(pack, "package.json");
  if (!fs.existsSync(manifest)) return undefined;
  const { bin } = JSON.parse(fs.readFileSync(manifest, "utf8")) as { bin?: Record<string, string> };
  const file = bin?.[SNAPSHOT_COMMAND];
  return file === undefined ? undefined : path.join(pack, file);
}
