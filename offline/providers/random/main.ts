import { FileCatalog } from "../core/shape/catalog";
import { serveWithFaults } from "../faults/serve";
import { randomProvider } from "./provider";

/** The stand-in random provider as a plugin. Environment: TANDEM_OFFLINE_SHAPES, TANDEM_OFFLINE_PACKAGE_VERSION. */
const { TANDEM_OFFLINE_SHAPES, TANDEM_OFFLINE_PACKAGE_VERSION = "0.0.0" } = process.env;

serveWithFaults(randomProvider(TANDEM_OFFLINE_PACKAGE_VERSION, new FileCatalog(TANDEM_OFFLINE_SHAPES))).catch(
  (error: unknown) => {
    process.stderr.write(
      `the offline random stand-in could not start: ${error instanceof Error ? error.message : error}\n`,
    );
    process.exitCode = 1;
  },
);
