import type { Construction } from "../components/construction";
import { settle } from "../components/outputs";
import type { Component } from "../components/serve";
import { Reference } from "../core/values/value";
import { addonConfiguration } from "./addons";
import { clusterProperty } from "./cluster-reference";

/** `eks:index:Addon`: an add-on of a cluster; the component becomes a child of that cluster. */
export function addon(construction: Construction): Component {
  const { cluster, configurationValues, ...inputs } = construction.inputs;
  const parent = settle(cluster).then(({ value }) =>
    value instanceof Reference ? value.urn : construction.request.parent,
  );
  const component = construction.root(construction.inputs, parent);
  const inner = construction.resource(
    "aws:eks/addon:Addon",
    construction.name,
    {
      ...inputs,
      clusterName: clusterProperty(construction, cluster, "name"),
      configurationValues: addonConfiguration(configurationValues),
    },
    { parent: component },
  );
  return { resource: component, outputs: { addon: inner } };
}
