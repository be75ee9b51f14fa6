import * as fs from "node:fs";
import * as path from "node:path";
import { script, writeExecutable } from "../../engine/tools";
import { distDirectory } from "../../home/dist";

/**
 * A language that only the collector speaks: the engine finds no language plugin of this name and starts the analyzer
 * plugin `policy-<language>` itself, as it does for packs written in Rego. So the collector needs no language host and
 * no SDK, and works with any CLI.
 */
const LANGUAGE = "tandem-graph";

/**
 * Puts the graph collector into a home.
 *
 * @param pulumiHome PULUMI_HOME of the home
 * @returns folder to pass as `--policy-pack`
 */
export function installCollector(pulumiHome: string): string {
  const plugin = path.join(pulumiHome, "plugins", `analyzer-policy-${LANGUAGE}-v1.0.0`);
  writeExecutable(
    path.join(plugin, `pulumi-analyzer-policy-${LANGUAGE}`),
    script(path.join(distDirectory(), "collector.cjs")),
  );
  const pack = path.join(pulumiHome, "deep-check");
  const manifest = path.join(pack, "PulumiPolicy.yaml");
  if (!fs.existsSync(manifest)) {
    fs.mkdirSync(pack, { recursive: true });
    fs.writeFileSync(manifest, `name: tandem-deep-check\nversion: 1.0.0\nruntime: ${LANGUAGE}\n`);
  }
  return pack;
}
