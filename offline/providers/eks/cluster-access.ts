import type { Construction } from "../components/construction";
import { Fields } from "../components/fields";
import type { Input, InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import { accessEntries } from "./access-entries";
import { awsAuth } from "./aws-auth";
import { type ClusterArguments, usesAccessEntries, usesConfigMap } from "./cluster-arguments";
import type { InstanceRole } from "./cluster-roles";

/** Who may enter the cluster, by its authentication mode. */
export interface Access {
  readonly configMap: Resource | undefined;
  readonly entries: readonly Resource[];
  /** The entries as arguments, the component's own first. */
  readonly created: readonly Input[];
}

export function registerAccess(
  construction: Construction,
  args: ClusterArguments,
  component: Resource,
  made: { readonly inner: Resource; readonly instance: InstanceRole; readonly kubernetes: Resource },
): Access {
  const { inner, instance, kubernetes } = made;
  const configMap = usesConfigMap(args)
    ? awsAuth(construction, instance.arns, component, kubernetes)
    : undefined;
  if (!usesAccessEntries(args)) return { configMap, entries: [], created: [] };
  const nodes: InputMap =
    instance.defaultArn === undefined
      ? {}
      : { defaultNodeGroupInstanceRole: { principalArn: instance.defaultArn, type: "EC2_LINUX" } };
  const all = { ...nodes, ...args.accessEntries.all };
  const options = { parent: component, dependsOn: [inner] };
  const entries = accessEntries(
    construction,
    inner.output("name"),
    new Fields(all, "accessEntries"),
    options,
  );
  return { configMap, entries, created: Object.values(all) };
}
