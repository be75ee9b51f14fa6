import { serve } from "../components/serve";
import { awsx } from "./package";

/** The stand-in of awsx as a plugin: the version is that of the package which the program has installed. */
void serve({ ...awsx, version: process.env.TANDEM_OFFLINE_PACKAGE_VERSION ?? awsx.version });
