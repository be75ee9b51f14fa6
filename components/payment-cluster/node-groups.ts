import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { defaults, type NodeGroup } from "./args";
import { isGraviton } from "./instance-types";

/** Where the nodes are. */
export interface NodePlace {
  region: string;
  clusterName: string;
  version: string;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

/** To join the cluster, to pull images, and to be looked at through Session Manager; the network has a role of its own. */
const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
];

/**
 * Makes the managed node group. One over all zones: its Auto Scaling group keeps the zones even by itself, and a zonal
 * shift takes a zone out of it. A group per zone is for volumes, which can't leave their zone; these pods have none.
 *
 * @param dependsOn what nodes need before they join: the network add-ons
 */
export function createNodeGroup(
  name: string,
  place: NodePlace,
  size: NodeGroup,
  dependsOn: pulumi.Resource[],
  parent: pulumi.Resource,
): eks.NodeGroup {
  const { region, clusterName, version, subnetIds } = place;
  const { instanceTypes, minimum, maximum } = { ...defaults.nodes, ...size };
  const template = createTemplate(name, place, parent);
  return new eks.NodeGroup(
    `${name}-nodes`,
    {
      region,
      clusterName,
      nodeRoleArn: createNodeRole(name, parent),
      subnetIds,
      version,
      instanceTypes: [...instanceTypes],
      amiType: instanceTypes.every(isGraviton) ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      scalingConfig: { minSize: minimum, desiredSize: minimum, maxSize: maximum },
      updateConfig: { maxUnavailablePercentage: 33 },
      // EKS replaces a node whose kubelet or network does not recover.
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    },
    // The number of nodes belongs to the Cluster Autoscaler; `up` would set it back to the minimum.
    { parent, dependsOn, ignoreChanges: ["scalingConfig.desiredSize"] },
  );
}

function createTemplate(
  name: string,
  { region, clusterName }: NodePlace,
  parent: pulumi.Resource,
): ec2.LaunchTemplate {
  const tags = { Name: `${clusterName}-node` };
  return new ec2.LaunchTemplate(
    `${name}-node-template`,
    {
      region,
      description: `Nodes of ${clusterName}`,
      updateDefaultVersion: true,
      // A hop limit of 1 ends at the node: pods can't ask for the node's credentials.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 50, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      monitoring: { enabled: true },
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
    },
    { parent },
  );
}

/** @returns ARN of the nodes' role, known once its policies are there: a node that joins before them is refused. */
function createNodeRole(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  const role = new iam.Role(
    `${name}-node-role`,
    { description: "Nodes of the cluster", assumeRolePolicy: TRUST },
    { parent },
  );
  const { partition } = getPartitionOutput({}, { parent });
  const attached = NODE_POLICIES.map(
    (policy) =>
      new iam.RolePolicyAttachment(
        `${name}-node-${policy}`,
        { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
        { parent },
      ).id,
  );
  return pulumi.all([role.arn, ...attached]).apply(([arn]) => arn as string);
}
