import { combine, type Input, type InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Access } from "./cluster-access";
import type { ClusterArguments } from "./cluster-arguments";
import { encryptionConfig } from "./cluster-inputs";
import type { ClusterNetwork } from "./cluster-network";
import type { InstanceRole, Roles } from "./cluster-roles";
import { kubeconfig } from "./kubeconfig";
import { issuer } from "./oidc-provider";

/** The security group of the control plane: the program's, the component's, or none, which leaves it to EKS. */
export interface ControlPlaneGroup {
  readonly reference: Input;
  readonly id: Input;
}

/** Everything the component registered. */
export interface ClusterParts {
  readonly network: ClusterNetwork;
  readonly roles: Roles;
  readonly group: ControlPlaneGroup;
  readonly inner: Resource;
  readonly credentials: Input;
  readonly kubernetes: Resource;
  readonly instance: InstanceRole;
  readonly access: Access;
  readonly vpcCni: Resource | undefined;
  readonly oidc: Resource | undefined;
  /** The nodes' security group, and the rule that lets them in to the API server. */
  readonly nodes: readonly [Resource, Resource] | undefined;
}

/** The outputs of the published component. Where it made no group of its own, EKS's takes its place. */
export function clusterOutputs(args: ClusterArguments, parts: ClusterParts): InputMap {
  const { network, roles, group, inner, kubernetes, instance, access, vpcCni, oidc, nodes } = parts;
  const config = kubeconfig(inner, parts.credentials, false);
  const clusterGroupId = inner.output("vpcConfig", "clusterSecurityGroupId");
  const url = issuer(inner);
  const autoModeNodeRoleName = roles.autoNode?.role.output("name") ?? "";
  return {
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
