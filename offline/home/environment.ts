import * as path from "node:path";
import { pathToFileURL } from "node:url";

/** Folders of a home. */
export function enginePaths(directory: string) {
  const absolute = path.resolve(directory);
  return {
    bin: path.join(absolute, "bin"),
    pulumiHome: path.join(absolute, "pulumi"),
    state: path.join(absolute, "state"),
    account: path.join(absolute, "account"),
    temporary: path.join(absolute, "tmp"),
  };
}

/** Nothing offline is secret from the one who runs it; the engine asks for a passphrase all the same. */
const PASSPHRASE = "offline";

/** What could reach a cloud or the caller's own backend. A region is a setting, not a credential. */
const dropped = [
  /^AWS_(?!(DEFAULT_)?REGION$)/,
  /^PULUMI_(ACCESS_TOKEN|API|BACKEND_URL|CONFIG.*|CREDENTIALS_PATH|COPILOT|DEBUG_PROVIDERS|HOME|NEO)$/,
];

/**
 * Environment of the engine and of all that it starts: the caller's, without what could reach a cloud.
 *
 * @param fastState write the state once at the end of a command
 */
export function engineEnvironment(
  { pulumiHome, state }: ReturnType<typeof enginePaths>,
  executable: string,
  fastState: boolean,
  caller: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(caller).filter(([name]) => !dropped.some((pattern) => pattern.test(name)));
  return {
    ...Object.fromEntries(kept),
    PATH: [path.dirname(executable), caller.PATH ?? ""].join(path.delimiter),
    PULUMI_HOME: pulumiHome,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    // A program whose settings file has secrets needs the passphrase that they were made with.
    PULUMI_CONFIG_PASSPHRASE: caller.TANDEM_OFFLINE_PASSPHRASE ?? PASSPHRASE,
    // The salt of the secrets comes from the state, for it is kept out of the settings files (stack-files.ts).
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // A real provider that lies on the PATH must never be taken for its stand-in.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
    ...(fastState && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
  };
}
