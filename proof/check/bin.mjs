// `npm run check`. Plain JavaScript: it makes sure of the packages in a fresh clone, then loads the command into this
// same process, with what Pulumi.yaml has Pulumi load before the program. A watch loads it anew when its code changes;
// the SDK, most of what is loaded, stays.
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages } from "../../offline/bin/packages.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(import.meta.url);

try {
  await ensurePackages(root);
  require(path.join(root, "stacks/startup.cjs"));
  // Only now, for it needs a package.
  const { loadCheck } = await import("./bundle.mjs");
  const { main } = await loadCheck();
  process.exitCode = await main(process.argv.slice(2), loadCheck);
} catch (error) {
  console.error(process.env.TANDEM_OFFLINE_TRACE ? error : error.message);
  process.exitCode = 1;
}
