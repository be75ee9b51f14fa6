import { FileCatalog } from "../core/shape/catalog";
import { serveWithFaults } from "../faults/serve";
import { genericProvider } from "./provider";

/**
 * The stand-in for any other package as a plugin. Environment: TANDEM_OFFLINE_PACKAGE (the package's name, such as
 * `kubernetes`), TANDEM_OFFLINE_SHAPES, TANDEM_OFFLINE_PACKAGE_VERSION.
 */
const {
  TANDEM_OFFLINE_PACKAGE,
  TANDEM_OFFLINE_SHAPES,
  TANDEM_OFFLINE_PACKAGE_VERSION = "0.0.0",
} = process.env;
const name = TANDEM_OFFLINE_PACKAGE ?? "generic";

serveWithFaults(
  genericProvider(name, TANDEM_OFFLINE_PACKAGE_VERSION, new FileCatalog(TANDEM_OFFLINE_SHAPES)),
).catch((error: unknown) => {
  process.stderr.write(
    `the offline stand-in for ${name} could not start: ${error instanceof Error ? error.message : error}\n`,
  );
  process.exitCode = 1;
});
