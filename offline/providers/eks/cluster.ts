import type { Construction } from "../components/construction";
import type { Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import { registerAccess } from "./cluster-access";
import { registerAddons } from "./cluster-addons";
import { type ClusterArguments, readClusterArguments } from "./cluster-arguments";
import { clusterInputs, combinedTags } from "./cluster-inputs";
import { type ClusterNetwork, clusterNetwork } from "./cluster-network";
import { type ControlPlaneGroup, clusterOutputs } from "./cluster-outputs";
import { type Roles, registerInstanceRole, registerRoles } from "./cluster-roles";
import { kubernetesProvider } from "./kubeconfig";
import { clusterSecurityGroup, nodeSecurityGroup } from "./node-security-group";
import { oidcProvider } from "./oidc-provider";

/** `eks:index:Cluster`: a control plane with its roles, security groups, access entries and add-ons. */
export function cluster(construction: Construction): Component {
  const args = readClusterArguments(construction.inputs);
  const component = construction.root();
  const network = clusterNetwork(construction, args, component);
  const roles = registerRoles(construction, args, component);
  const group = controlPlaneGroup(construction, args, network, component);
  const inner = registerCluster(construction, args, component, { network, roles, group });
  const credentials = tokenCredentials(construction);
  const kubernetes = kubernetesProvider(construction, inner, credentials, component);
  const instance = registerInstanceRole(construction, args, component, roles);
  const access = registerAccess(construction, args, component, { inner, instance, kubernetes });
  const vpcCni = registerAddons(construction, args, component, { inner, kubernetes, access });
  const oidc = args.createOidcProvider ? oidcProvider(construction, inner, component) : undefined;
  const nodes =
    group.reference === undefined || args.skipDefaultSecurityGroups
      ? undefined
      : nodeSecurityGroup(construction, network.vpcId, inner, group.id, nodeTags(args), component);

  const outputs = clusterOutputs(args, {
    network,
    roles,
    group,
    inner,
    credentials,
    kubernetes,
    instance,
    access,
    vpcCni,
    oidc,
    nodes,
  });
  construction.registerOutputs(component, outputs);
  return { resource: component, outputs };
}

function controlPlaneGroup(
  construction: Construction,
  args: ClusterArguments,
  network: ClusterNetwork,
  component: Resource,
): ControlPlaneGroup {
  const given = args.fields.input("clusterSecurityGroup");
  if (given !== undefined) return { reference: given, id: construction.propertyOf(given, "id") };
  if (args.skipDefaultSecurityGroups) return { reference: undefined, id: undefined };
  const tags = combinedTags(args.fields.input("clusterSecurityGroupTags"), args.tags);
  const group = clusterSecurityGroup(construction, network.vpcId, tags, component);
  return { reference: group, id: group.id };
}

function registerCluster(
  construction: Construction,
  args: ClusterArguments,
  component: Resource,
  around: { readonly network: ClusterNetwork; readonly roles: Roles; readonly group: ControlPlaneGroup },
): Resource {
  const { service, autoNode } = around.roles;
  const given = args.fields.input("serviceRole");
  return construction.resource(
    "aws:eks/cluster:Cluster",
    `${construction.name}-eksCluster`,
    clusterInputs(construction.name, args, {
      roleArn: service?.role.output("arn") ?? construction.propertyOf(given, "arn"),
      nodeRoleArn: autoNode?.role.output("arn"),
      securityGroupId: around.group.id,
      subnetIds: around.network.subnetIds,
    }),
    {
      parent: component,
      // Both have an effect only when the cluster is created.
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
      dependsOn: [service, autoNode].flatMap((role) => (role === undefined ? [] : [role.resolved])),
    },
  );
}

/** Whose token the kubeconfig asks for: what the program says, or the profile that AWS is used with. */
function tokenCredentials(construction: Construction): Input {
  const profileName = process.env.AWS_PROFILE || construction.config("aws:profile");
  return construction.inputs.providerCredentialOpts ?? (profileName ? { profileName } : undefined);
}

function nodeTags(args: ClusterArguments): Input {
  return combinedTags(args.fields.input("nodeSecurityGroupTags"), args.tags);
}
