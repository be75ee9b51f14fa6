import { createRequire } from "node:module";
import { cliVersion } from "./version";

/** Where Pulumi publishes its CLI; the SDK's installer fetches from there. */
const origin = "https://get.pulumi.com/";
const patience = 5_000;

/**
 * Installs Pulumi's own CLI, with its language hosts, under `root/bin`, through the SDK's Automation API.
 *
 * @throws Error within seconds where downloads are closed: the installer alone would wait two minutes
 */
export async function downloadCli(root: string): Promise<void> {
  await probe();
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  type Options = NonNullable<Parameters<typeof PulumiCommand.install>[0]>;
  // The SDK's own semver, since the installer wants an instance of its class.
  const sdk = createRequire(require.resolve("@pulumi/pulumi/automation/index.js"));
  const { SemVer } = sdk("semver") as { SemVer: new (version: string) => NonNullable<Options["version"]> };
  await PulumiCommand.install({ root, version: new SemVer(cliVersion), skipVersionCheck: true });
}

async function probe(): Promise<void> {
  try {
    await fetch(origin, { method: "HEAD", signal: AbortSignal.timeout(patience) });
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Error(`${origin} can't be reached (${cause?.code ?? message})`);
  }
}
