import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import type { Progress } from "../progress";

/**
 * Installs the official release that the installed SDK belongs to into the cache.
 *
 * @returns whether it worked; where downloads are closed it fails at once, and the caller builds from source
 */
export async function downloadCli(target: string, progress: Progress): Promise<boolean> {
  progress.state("Getting the Pulumi CLI: trying the official download ...");
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-cli-"));
  try {
    await PulumiCommand.install({ root });
    fs.mkdirSync(path.dirname(target), { recursive: true });
    for (const file of fs.readdirSync(path.join(root, "bin"))) {
      const place = path.join(path.dirname(target), file);
      fs.copyFileSync(path.join(root, "bin", file), `${place}.new`);
      fs.renameSync(`${place}.new`, place);
    }
    return fs.existsSync(target);
  } catch {
    progress.line(
      "The official download of the Pulumi CLI can't be reached; building it from its Go module.",
    );
    return false;
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}
