import { serve } from "../components/serve";
import { eks } from "./package";

/** The stand-in of eks as a plugin: the version is that of the package which the program has installed. */
void serve({ ...eks, version: process.env.TANDEM_OFFLINE_PACKAGE_VERSION ?? eks.version });
