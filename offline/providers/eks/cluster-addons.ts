import type { Construction } from "../components/construction";
import type { Resource } from "../components/resource";
import { coreAddon } from "./addons";
import type { Access } from "./cluster-access";
import type { ClusterArguments } from "./cluster-arguments";
import { vpcCniAddon } from "./vpc-cni";

/** The add-ons that a cluster gets by itself. Returns the network plugin, if it is one of them. */
export function registerAddons(
  construction: Construction,
  args: ClusterArguments,
  component: Resource,
  made: { readonly inner: Resource; readonly kubernetes: Resource; readonly access: Access },
): Resource | undefined {
  const { inner, kubernetes, access } = made;
  const options = { parent: component };
  if (args.kubeProxy.flag("enabled") ?? !args.autoMode) {
    coreAddon(construction, "kube-proxy", inner, args.kubeProxy, options);
  }
  const named = args.coredns.flag("enabled") === true || args.coredns.has("configurationValues");
  const placed = args.autoMode || !args.skipDefaultNodeGroup;
  if (named || (placed && args.coredns.flag("enabled") !== false)) {
    coreAddon(construction, "coredns", inner, args.coredns, options);
  }
  if (!args.useVpcCniAddon) return undefined;
  const { configMap, entries } = access;
  return vpcCniAddon(construction, inner, args.vpcCni, {
    parent: component,
    dependsOn: configMap === undefined ? entries : [...entries, configMap],
    providers: { kubernetes },
  });
}
