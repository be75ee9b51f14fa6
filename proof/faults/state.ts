import * as fs from "node:fs";
import * as path from "node:path";
import type { Home } from "../../offline";
import { enginePaths } from "../../offline/home/environment";

/** A resource that the state of an interrupted stack has. */
export interface Kept {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  /** When it was created: another time says that it was made a second time, whatever its id. */
  readonly created: string;
}

/** What an interrupted `up` wrote down. */
export interface Interrupted {
  /** Everything with an id, providers apart. */
  readonly resources: readonly Kept[];
  /** URNs of creations that were begun, and whose end nobody wrote down. */
  readonly pendingCreates: readonly string[];
}

interface Checkpoint {
  checkpoint: {
    latest?: {
      resources?: { urn: string; type: string; id?: string; custom?: boolean; created?: string }[];
      pending_operations?: { type: string; resource: { urn: string } }[];
    } | null;
  };
}

/** Reads what an interrupted `up` left; the file is whole, as a home mends it before each command. */
export function interruptedState(home: string, project: string, stack: string): Interrupted {
  const file = path.join(enginePaths(home).state, ".pulumi", "stacks", project, `${stack}.json`);
  const { checkpoint } = JSON.parse(fs.readFileSync(file, "utf8")) as Checkpoint;
  const { resources = [], pending_operations: operations = [] } = checkpoint.latest ?? {};
  return {
    resources: resources.flatMap(({ urn, type, id, custom, created = "" }) =>
      custom === true && id !== undefined && !type.startsWith("pulumi:") ? [{ urn, type, id, created }] : [],
    ),
    pendingCreates: operations.flatMap(({ type, resource }) => (type === "creating" ? [resource.urn] : [])),
  };
}

/** A stack's state with its secrets in plain text, to compare. */
export async function exported(home: Home, stack: string): Promise<unknown> {
  const { code, stdout, stderr } = await home.pulumi([
    ...["stack", "export", "--show-secrets", "--stack", stack],
  ]);
  if (code !== 0) throw new Error(`stack export of ${stack} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** How many resources an account has, over all stacks. */
export function resourcesIn(account: string): number {
  const folder = path.join(account, "resources");
  if (!fs.existsSync(folder)) return 0;
  const types = fs.readdirSync(folder);
  return types.reduce((sum, type) => sum + fs.readdirSync(path.join(folder, type)).length, 0);
}
