import type { Construction } from "../components/construction";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import { isMap } from "../core/values/value";
import type { ClusterArguments } from "./cluster-arguments";
import { type ServiceRole, serviceRole } from "./service-role";

export interface Roles {
  /** Undefined when the program brings its own. */
  readonly service: ServiceRole | undefined;
  readonly autoNode: ServiceRole | undefined;
  readonly partition: Input;
  readonly ec2: Input;
}

/** The role of the control plane and, in Auto Mode, that of the nodes EKS makes. */
export function registerRoles(
  construction: Construction,
  args: ClusterArguments,
  component: Resource,
): Roles {
  const found = construction.invoke("aws:index/getPartition:getPartition", {}, component);
  const partition = combine([found], (result) => (isMap(result) ? result.partition : undefined));
  const ec2 = combine([found], (result) => `ec2.${isMap(result) ? result.dnsSuffix : ""}`);
  const auto = [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
  ];
  const shared = { partition, tags: args.tags };
  const service = {
    ...shared,
    service: "eks.amazonaws.com",
    description: "Allows EKS to manage clusters on your behalf.",
    managedPolicies: ["AmazonEKSClusterPolicy", ...(args.autoMode ? auto : [])],
    assumeRoleActions: ["sts:AssumeRole", "sts:TagSession"],
  };
  const node = {
    ...shared,
    service: ec2,
    managedPolicies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
  };
  const { name } = construction;
  return {
    partition,
    ec2,
    service: args.fields.has("serviceRole")
      ? undefined
      : serviceRole(construction, `${name}-eksRole`, service, component),
    autoNode:
      args.autoMode && args.createNodeRole
        ? serviceRole(construction, `${name}-nodeRole`, node, component)
        : undefined,
  };
}

export interface InstanceRole {
  readonly roles: readonly Input[] | Input;
  /** ARNs of `roles`. */
  readonly arns: readonly Input[];
  readonly profile: Resource | undefined;
  /** ARN of the role that nodes have by default. */
  readonly defaultArn: Input;
}

/** The role of nodes. Auto Mode alone does not keep the component from creating it; skipDefaultNodeGroup does. */
export function registerInstanceRole(
  construction: Construction,
  args: ClusterArguments,
  component: Resource,
  { partition, ec2 }: Roles,
): InstanceRole {
  const { fields } = args;
  const given = fields.has("instanceRoles")
    ? fields.items("instanceRoles")
    : fields.has("instanceRole") && [fields.input("instanceRole")];
  if (given) {
    const arns = given.map((role) => construction.propertyOf(role, "arn"));
    return {
      roles: given,
      arns,
      profile: undefined,
      defaultArn: fields.has("instanceRole") ? arns[0] : undefined,
    };
  }
  const wanted = fields.flag("createInstanceRole") ?? !args.skipDefaultNodeGroup;
  if (!wanted) return { roles: [], arns: [], profile: undefined, defaultArn: undefined };
  const role = serviceRole(
    construction,
    `${construction.name}-instanceRole`,
    {
      service: ec2,
      managedPolicies: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
      ],
      partition,
      tags: args.tags,
    },
    component,
  );
  const profile = construction.resource(
    "aws:iam/instanceProfile:InstanceProfile",
    `${construction.name}-instanceProfile`,
    { role: role.resolved },
    { parent: component },
  );
  return { roles: [role.resolved], arns: [role.resolvedArn], profile, defaultArn: role.resolvedArn };
}
