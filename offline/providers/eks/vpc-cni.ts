import type { ChildOptions, Construction } from "../components/construction";
import type { Fields } from "../components/fields";
import { combine, type Input, type InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import { isMap, type Value, type ValueMap } from "../core/values/value";
import { addonConfiguration, latestAddonVersion } from "./addons";

/** `eks:index:VpcCniAddon`: the network plugin of a cluster with its settings. */
export function vpcCniAddon(
  construction: Construction,
  cluster: Resource,
  settings: Fields,
  options: ChildOptions,
): Resource {
  if (settings.has("cniExternalSnat") && settings.has("externalSnat")) {
    throw settings.error("cniExternalSnat", "says the same as externalSnat; leave one out");
  }
  const name = `${construction.name}-vpc-cni`;
  const tags = construction.inputs.tags;
  const identity = { clusterName: cluster.output("name"), clusterVersion: cluster.output("version"), tags };
  const component = construction.component(
    "eks:index:VpcCniAddon",
    name,
    { ...settings.all, ...identity },
    options,
  );
  const addon = construction.resource(
    "aws:eks/addon:Addon",
    name,
    {
      clusterName: identity.clusterName,
      addonVersion:
        settings.input("addonVersion") ??
        latestAddonVersion(construction, "vpc-cni", identity.clusterVersion, component),
      addonName: "vpc-cni",
      resolveConflictsOnCreate: settings.input("resolveConflictsOnCreate") ?? "OVERWRITE",
      resolveConflictsOnUpdate: settings.input("resolveConflictsOnUpdate") ?? "OVERWRITE",
      preserve: true,
      configurationValues: configuration(settings),
      serviceAccountRoleArn: settings.input("serviceAccountRoleArn"),
      tags,
    },
    { parent: component },
  );
  if (settings.input("securityContextPrivileged"))
    privilegedPatch(construction, name, settings, component, addon);
  construction.registerOutputs(component, { addon });
  return component;
}

function configuration(settings: Fields): Input {
  const own = settings.input("configurationValues");
  return addonConfiguration(
    combine([{ ...settings.all, configurationValues: undefined }, own], (options, values) =>
      mergedConfiguration(isMap(options) ? options : {}, isMap(values) ? values : {}),
    ),
  );
}

/** Environment of the `aws-node` container by option; options that are not set and have no default are left out. */
const environment: readonly (readonly [option: string, variable: string, fallback?: string])[] = [
  ["nodePortSupport", "AWS_VPC_CNI_NODE_PORT_SUPPORT"],
  ["customNetworkConfig", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"],
  ["warmEniTarget", "WARM_ENI_TARGET", "1"],
  ["warmIpTarget", "WARM_IP_TARGET"],
  ["warmPrefixTarget", "WARM_PREFIX_TARGET"],
  ["enablePrefixDelegation", "ENABLE_PREFIX_DELEGATION"],
  ["logLevel", "AWS_VPC_K8S_CNI_LOGLEVEL", "DEBUG"],
  ["logFile", "AWS_VPC_K8S_CNI_LOG_FILE", "/host/var/log/aws-routed-eni/ipamd.log"],
  ["vethPrefix", "AWS_VPC_K8S_CNI_VETHPREFIX", "eni"],
  ["eniMtu", "AWS_VPC_ENI_MTU", "9001"],
  ["eniConfigLabelDef", "ENI_CONFIG_LABEL_DEF"],
  ["pluginLogLevel", "AWS_VPC_K8S_PLUGIN_LOG_LEVEL", "DEBUG"],
  ["pluginLogFile", "AWS_VPC_K8S_PLUGIN_LOG_FILE", "/var/log/aws-routed-eni/plugin.log"],
  ["enablePodEni", "ENABLE_POD_ENI", "false"],
  ["cniConfigureRpfilter", "AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER"],
  ["cniCustomNetworkCfg", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "false"],
  ["cniExternalSnat", "AWS_VPC_K8S_CNI_EXTERNALSNAT", "false"],
  ["externalSnat", "AWS_VPC_K8S_CNI_EXTERNALSNAT"],
];

/** The add-on's configuration: the environment from the options, over it what the program configures directly. */
export function mergedConfiguration(options: ValueMap, values: ValueMap): ValueMap {
  const env: ValueMap = {};
  for (const [option, variable, fallback] of environment) {
    const value = isSet(options[option]) ? String(options[option]) : fallback;
    if (value !== undefined) env[variable] = value;
  }
  // The one number that may be zero: no spare network interface.
  if (options.warmEniTarget !== undefined) env.WARM_ENI_TARGET = String(options.warmEniTarget);
  const initEnv = { DISABLE_TCP_EARLY_DEMUX: isSet(options.disableTcpEarlyDemux) ? "true" : "false" };
  const init = isMap(values.init) ? values.init : {};
  const policy = options.enableNetworkPolicy;
  return {
    ...(policy === undefined ? {} : { enableNetworkPolicy: String(policy) }),
    ...values,
    env: { ...env, ...(isMap(values.env) ? values.env : {}) },
    init: { ...init, env: { ...initEnv, ...(isMap(init.env) ? init.env : {}) } },
  };
}

/** The component leaves false and 0 to the plugin's own defaults. */
function isSet(value: Value | undefined): boolean {
  return Boolean(value);
}

/** What the add-on can't configure is patched into the daemon set. */
function privilegedPatch(
  construction: Construction,
  name: string,
  settings: Fields,
  component: Resource,
  addon: Resource,
): void {
  const privileged = settings.input("securityContextPrivileged");
  const inputs: InputMap = {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: {
      name: "aws-node",
      namespace: "kube-system",
      annotations: { "pulumi.com/patchForce": "true" },
    },
    spec: { template: { spec: { containers: [{ name: "aws-node", securityContext: { privileged } }] } } },
  };
  construction.resource("kubernetes:apps/v1:DaemonSetPatch", name, inputs, {
    parent: component,
    dependsOn: [addon],
    retainOnDelete: true,
  });
}
