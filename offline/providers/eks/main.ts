import { version } from "@pulumi/eks/package.json";
import { type ComponentPackage, serve } from "../components/serve";
import { addon } from "./addon";
import { cluster } from "./cluster";
import { managedNodeGroup } from "./managed-node-group";

export const eks: ComponentPackage = {
  name: "eks",
  version,
  components: {
    "eks:index:Addon": addon,
    "eks:index:Cluster": cluster,
    "eks:index:ManagedNodeGroup": managedNodeGroup,
  },
};

if (require.main === module) void serve(eks);
