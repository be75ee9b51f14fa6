import type { Construction } from "../components/construction";
import { combine, type Input, type InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import { registerAccess } from "./cluster-access";
import { registerAddons } from "./cluster-addons";
import { type ClusterArguments, readClusterArguments } from "./cluster-arguments";
import { clusterInputs, combinedTags, encryptionConfig } from "./cluster-inputs";
import { type ClusterNetwork, clusterNetwork } from "./cluster-network";
import { type InstanceRole, type Roles, registerInstanceRole, registerRoles } from "./cluster-roles";
import { kubeconfig, kubernetesProvider } from "./kubeconfig";
import { clusterSecurityGroup, nodeSecurityGroup } from "./node-security-group";
import { issuer, oidcProvider } from "./oidc-provider";

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

  const config = kubeconfig(inner, credentials, false);
  const clusterGroupId = inner.output("vpcConfig", "clusterSecurityGroupId");
  const url = issuer(inner);
  const autoModeNodeRoleName = roles.autoNode?.role.output("name") ?? "";
  const outputs: InputMap = {
    clusterSecurityGroup: group.reference,
    core: {
      ...network,
      publicSubnetIds: args.fields.input("publicSubnetIds"),
      privateSubnetIds: args.fields.input("privateSubnetIds"),
      clusterSecurityGroup: group.reference,
      cluster: inner,
      endpoint: inner.output("endpoint"),
      nodeGroupOptions: nodeGroupOptions(args, instance, nodes),
      kubeconfig: config,
      provider: kubernetes,
      vpcCni,
      instanceRoles: instance.roles,
      eksNodeAccess: access.configMap,
      tags: args.tags,
      nodeSecurityGroupTags: args.fields.input("nodeSecurityGroupTags"),
      storageClasses: {},
      oidcProvider: oidc,
      encryptionConfig: encryptionConfig(args),
      clusterIamRole: args.fields.input("serviceRole") ?? roles.service?.role,
      accessEntries: access.created,
      autoModeNodeRoleName,
    },
    eksCluster: inner,
    eksClusterIngressRule: nodes?.[1],
    instanceRoles: instance.roles,
    kubeconfig: config,
    kubeconfigJson: combine([config], (known) => JSON.stringify(known)),
    nodeSecurityGroup: nodes?.[0],
    clusterSecurityGroupId: group.reference === undefined ? clusterGroupId : group.id,
    nodeSecurityGroupId: nodes?.[0].id ?? clusterGroupId,
    clusterIngressRuleId: nodes?.[1].output("securityGroupRuleId") ?? "",
    defaultNodeGroupAsgName: "",
    fargateProfileId: "",
    fargateProfileStatus: "",
    oidcProviderArn: oidc?.output("arn") ?? "",
    oidcProviderUrl: url,
    oidcIssuer: combine([url], (known) => String(known).replace("https://", "")),
    autoModeNodeRoleName,
  };
  construction.registerOutputs(component, outputs);
  return { resource: component, outputs };
}

/** The security group of the control plane: the program's, the component's, or none, which leaves it to EKS. */
interface ControlPlaneGroup {
  readonly reference: Input;
  readonly id: Input;
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

function nodeGroupOptions(
  args: ClusterArguments,
  { profile }: InstanceRole,
  nodes: readonly [Resource, Resource] | undefined,
): InputMap {
  const { fields } = args;
  const given = fields.fields("nodeGroupOptions")?.all ?? {
    nodeSubnetIds: fields.input("nodeSubnetIds"),
    nodeAssociatePublicIpAddress: fields.input("nodeAssociatePublicIpAddress"),
    instanceType: fields.input("instanceType"),
    nodePublicKey: fields.input("nodePublicKey"),
    nodeRootVolumeEncrypted: fields.input("nodeRootVolumeEncrypted"),
    nodeRootVolumeSize: fields.input("nodeRootVolumeSize"),
    nodeUserData: fields.input("nodeUserData"),
    minSize: fields.input("minSize"),
    maxSize: fields.input("maxSize"),
    desiredCapacity: fields.input("desiredCapacity"),
    amiId: fields.input("nodeAmiId"),
    gpu: fields.input("gpu"),
    version: fields.input("version"),
  };
  const own = { instanceProfile: profile, nodeSecurityGroup: nodes?.[0], clusterIngressRule: nodes?.[1] };
  return {
    ...given,
    ...Object.fromEntries(Object.entries(own).filter(([, resource]) => resource !== undefined)),
  };
}
