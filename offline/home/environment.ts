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
  };
}

/** Nothing offline is secret from the one who runs it; the engine asks for a passphrase all the same. */
const PASSPHRASE = "offline";

/**
 * Environment of the engine and of all that it starts: the caller's, without what could reach a cloud.
 *
 * @param fastState write the state once at the end of a command
 */
export function engineEnvironment(
  { bin, pulumiHome, state }: ReturnType<typeof enginePaths>,
  executable: string,
  fastState: boolean,
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|PULUMI_ACCESS_TOKEN$|PULUMI_BACKEND_URL$|PULUMI_CONFIG)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [path.dirname(executable), bin, process.env.PATH ?? ""].join(path.delimiter),
    PULUMI_HOME: pulumiHome,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...(fastState && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
  };
}
