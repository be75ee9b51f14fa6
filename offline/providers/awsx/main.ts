import { version } from "@pulumi/awsx/package.json";
import { type ComponentPackage, serve } from "../components/serve";
import { repository } from "./repository";
import { vpc } from "./vpc";

export const awsx: ComponentPackage = {
  name: "awsx",
  version,
  components: { "awsx:ec2:Vpc": vpc, "awsx:ecr:Repository": repository },
};

if (require.main === module) void serve(awsx);
