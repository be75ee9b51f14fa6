import { version } from "@pulumi/awsx/package.json";
import type { ComponentPackage } from "../components/serve";
import { repository } from "./repository";
import { vpc } from "./vpc";

/** The components of awsx that have a stand-in. */
export const awsx: ComponentPackage = {
  name: "awsx",
  version,
  components: { "awsx:ec2:Vpc": vpc, "awsx:ecr:Repository": repository },
};
