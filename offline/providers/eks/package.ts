import { version } from "@pulumi/eks/package.json";
import type { ComponentPackage } from "../components/serve";
import { addon } from "./addon";
import { cluster } from "./cluster";
import { managedNodeGroup } from "./managed-node-group";

/** The components of eks that have a stand-in. */
export const eks: ComponentPackage = {
  name: "eks",
  version,
  components: {
    "eks:index:Addon": addon,
    "eks:index:Cluster": cluster,
    "eks:index:ManagedNodeGroup": managedNodeGroup,
  },
};
