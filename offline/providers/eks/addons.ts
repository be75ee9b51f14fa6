import type { ChildOptions, Construction } from "../components/construction";
import type { Fields } from "../components/fields";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import { isMap, type Value } from "../core/values/value";

/** An add-on that the cluster component manages itself: `kube-proxy` or `coredns`. */
export function coreAddon(
  construction: Construction,
  addonName: string,
  cluster: Resource,
  settings: Fields,
  options: ChildOptions,
): Resource {
  return construction.resource(
    "aws:eks/addon:Addon",
    `${construction.name}-${addonName}`,
    {
      clusterName: cluster.output("name"),
      addonName,
      preserve: true,
      tags: construction.inputs.tags,
      resolveConflictsOnCreate: settings.input("resolveConflictsOnCreate") ?? "OVERWRITE",
      resolveConflictsOnUpdate: settings.input("resolveConflictsOnUpdate") ?? "OVERWRITE",
      addonVersion:
        settings.input("version") ??
        latestAddonVersion(construction, addonName, cluster.output("version"), options.parent),
      configurationValues: addonConfiguration(settings.input("configurationValues")),
    },
    options,
  );
}

/** The newest version of an add-on for a Kubernetes version. */
export function latestAddonVersion(
  construction: Construction,
  addonName: string,
  kubernetesVersion: Input,
  parent: Resource,
): Input {
  const args = { addonName, kubernetesVersion, mostRecent: true };
  const found = construction.invoke("aws:eks/getAddonVersion:getAddonVersion", args, parent);
  return combine([found], (result) => (isMap(result) ? result.version : undefined));
}

/** An add-on's settings as the JSON text that EKS takes, with sorted keys so that the text does not change by itself. */
export function addonConfiguration(values: Input): Input {
  return combine([values], (known) => (known === undefined ? undefined : JSON.stringify(sorted(known))));
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}
