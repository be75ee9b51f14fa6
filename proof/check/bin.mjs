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
  const { ensureBundle } = await import("./bundle.mjs");
  const load = async () => {
    const bundle = await ensureBundle();
    delete require.cache[bundle];
    return require(bundle);
  };
  const { main } = await load();
  process.exitCode = await main(process.argv.slice(2), load);
} catch (error) {
  console.error(process.env.TANDEM_OFFLINE_TRACE ? error : error.message);
  process.exitCode = 1;
}
