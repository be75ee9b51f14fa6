import type { Construction } from "../components/construction";
import { combine, type Input, type InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import { combinedTags } from "./cluster-inputs";

/** The security group of the control plane, which may reach everything. */
export function clusterSecurityGroup(
  construction: Construction,
  vpcId: Input,
  tags: Input,
  parent: Resource,
): Resource {
  const name = `${construction.name}-eksClusterSecurityGroup`;
  const group = securityGroup(construction, name, vpcId, combinedTags({ Name: name }, tags), parent);
  rule(construction, "eksClusterInternetEgressRule", group.id, { ...everywhere, type: "egress" }, parent);
  return group;
}

/**
 * The security group of nodes and the rules between it and the control plane's.
 * @returns the group, and the rule that lets the nodes in to the API server.
 */
export function nodeSecurityGroup(
  construction: Construction,
  vpcId: Input,
  cluster: Resource,
  clusterGroupId: Input,
  tags: Input,
  parent: Resource,
): readonly [Resource, Resource] {
  const name = `${construction.name}-nodeSecurityGroup`;
  const owned = combine([cluster.output("name")], (clusterName) => ({
    Name: name,
    [`kubernetes.io/cluster/${clusterName}`]: "owned",
  }));
  const group = securityGroup(construction, name, vpcId, combinedTags(owned, tags), parent);
  const fromCluster = { type: "ingress", protocol: "tcp", sourceSecurityGroupId: clusterGroupId };
  const rules: Readonly<Record<string, InputMap>> = {
    eksNodeIngressRule: {
      description: "Allow nodes to communicate with each other",
      type: "ingress",
      fromPort: 0,
      toPort: 0,
      protocol: "-1",
      self: true,
    },
    eksNodeClusterIngressRule: {
      ...fromCluster,
      description: "Allow worker Kubelets and pods to receive communication from the cluster control plane",
      fromPort: 1025,
      toPort: 65535,
    },
    eksExtApiServerClusterIngressRule: {
      ...fromCluster,
      description:
        "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
      fromPort: 443,
      toPort: 443,
    },
    eksNodeInternetEgressRule: { ...everywhere, type: "egress" },
  };
  for (const [key, inputs] of Object.entries(rules)) rule(construction, key, group.id, inputs, parent);
  const ingress = {
    description: "Allow pods to communicate with the cluster API Server",
    type: "ingress",
    fromPort: 443,
    toPort: 443,
    protocol: "tcp",
    sourceSecurityGroupId: group.id,
  };
  return [group, rule(construction, "eksClusterIngressRule", clusterGroupId, ingress, parent)];
}

const everywhere: InputMap = {
  description: "Allow internet access.",
  fromPort: 0,
  toPort: 0,
  protocol: "-1",
  cidrBlocks: ["0.0.0.0/0"],
};

function securityGroup(
  construction: Construction,
  name: string,
  vpcId: Input,
  tags: Input,
  parent: Resource,
): Resource {
  return construction.resource(
    "aws:ec2/securityGroup:SecurityGroup",
    name,
    { description: "Managed by Pulumi", vpcId, revokeRulesOnDelete: true, tags },
    { parent },
  );
}

function rule(
  construction: Construction,
  key: string,
  groupId: Input,
  inputs: InputMap,
  parent: Resource,
): Resource {
  return construction.resource(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    `${construction.name}-${key}`,
    { ...inputs, securityGroupId: groupId },
    { parent },
  );
}
