import * as pulumi from "@pulumi/pulumi";
import * as configuration from "@pulumi/pulumi/runtime/config";
import { checkSettings } from "./check";
import { type Mistake, report } from "./mistake";
import type { Settings } from "./parse";
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
  // First and alone: what is wrong with a value is told together with the value.
  const encrypted = encryptedSettings();
  if (encrypted.length > 0) throw new pulumi.RunError(report(file, encrypted));
  const checked = checkSettings(rawSettings(), (own) => siblingsOf(stack, own));
  if (checked.settings === undefined) throw new pulumi.RunError(report(file, checked.mistakes));
  return { settings: checked.settings, siblings: checked.siblings };
}

function siblingsOf(
  stack: string,
  { system, environment }: { system: string; environment: string },
): Sibling[] {
  try {
    return readSiblings(process.cwd(), { stack, system, environment });
  } catch (error) {
    throw new pulumi.RunError((error as Error).message);
  }
}

/** The project's configuration as an object; Pulumi hands structured values on as JSON text. */
function rawSettings(): Record<string, unknown> {
  const entries = ownKeys().map(([key, full]) => [key, structured(pulumi.runtime.getConfig(full) ?? "")]);
  return Object.fromEntries(entries);
}

/** Keys of the project's configuration, without its name and with it. */
function ownKeys(): [key: string, full: string][] {
  const prefix = `${pulumi.getProject()}:`;
  return Object.keys(pulumi.runtime.allConfig())
    .filter((full) => full.startsWith(prefix))
    .map((full) => [full.slice(prefix.length), full]);
}

/** The SDK knows which keys are encrypted, and leaves the question out of its types. */
const { isConfigSecret } = configuration as typeof configuration & { isConfigSecret(key: string): boolean };

/**
 * Encrypted settings. What settings say becomes names, inputs and counts, which stand in the state in clear: encryption
 * would promise what nothing keeps.
 */
function encryptedSettings(): Mistake[] {
  return ownKeys()
    .filter(([, full]) => isConfigSecret(full))
    .map(([path]) => ({
      path,
      sentence:
        "is encrypted, and no setting is a secret: its value would stand in the state in clear. " +
        "Set it without --secret; keep passwords and keys in Secrets Manager, where settings name them",
    }));
}

function structured(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
