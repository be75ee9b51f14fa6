import * as pulumi from "@pulumi/pulumi";
import { crossChecks } from "./cross-checks";
import { report } from "./mistake";
import { parseSettings, type Settings } from "./parse";
import { readSiblings, type Sibling, stackFile } from "./stack-files";

/** A stack's settings and what its files say of the system's other stacks. */
export interface LoadedSettings<S extends Settings = Settings> {
  settings: S;
  siblings: Sibling[];
}

/**
 * Reads and checks the settings of the running stack, before any resource exists.
 *
 * @throws pulumi.RunError that lists every mistake, each with its key, the value and what is allowed
 */
export function loadSettings(): LoadedSettings {
  const stack = pulumi.getStack();
  const file = stackFile(stack);
  const { settings, mistakes } = parseSettings(rawSettings());
  if (settings === undefined) throw new pulumi.RunError(report(file, mistakes));
  const siblings = siblingsOf(stack, settings);
  const wrong = crossChecks(settings, siblings);
  if (wrong.length > 0) throw new pulumi.RunError(report(file, wrong));
  return { settings, siblings };
}

function siblingsOf(stack: string, { system, environment }: Settings): Sibling[] {
  try {
    return readSiblings(process.cwd(), { stack, system, environment });
  } catch (error) {
    throw new pulumi.RunError((error as Error).message);
  }
}

/** The project's configuration as an object; Pulumi hands structured values on as JSON text. */
function rawSettings(): Record<string, unknown> {
  const prefix = `${pulumi.getProject()}:`;
  const entries = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), structured(value)]);
  return Object.fromEntries(entries);
}

function structured(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
