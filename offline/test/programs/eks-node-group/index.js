const iam = require("@pulumi/aws/iam");
const awsx = require("@pulumi/awsx");
const eks = require("@pulumi/eks");

const vpc = new awsx.ec2.Vpc("eks", {
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  numberOfAvailabilityZones: 2,
  natGateways: { strategy: "Single" },
  subnetStrategy: "Auto",
});

const nodes = new iam.Role("nodes", {
  assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
for (const policy of [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEC2ContainerRegistryReadOnly",
]) {
  new iam.RolePolicyAttachment(policy, { role: nodes, policyArn: `arn:aws:iam::aws:policy/${policy}` });
}

const cluster = new eks.Cluster("app", {
  vpcId: vpc.vpcId,
  publicSubnetIds: vpc.publicSubnetIds,
  privateSubnetIds: vpc.privateSubnetIds,
  version: "1.33",
  authenticationMode: "API",
  skipDefaultNodeGroup: true,
  nodeAssociatePublicIpAddress: false,
  enabledClusterLogTypes: ["api", "audit"],
  accessEntries: { nodes: { principalArn: nodes.arn, type: "EC2_LINUX" } },
});
const group = new eks.ManagedNodeGroup("workers", {
  cluster,
  nodeRole: nodes,
  instanceTypes: ["t3.medium"],
  capacityType: "ON_DEMAND",
  diskSize: 20,
  scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
  labels: { team: "app" },
});
new eks.Addon("metrics", { cluster, addonName: "metrics-server" });

exports.kubeconfig = cluster.kubeconfig;
exports.nodeGroup = group.nodeGroup.nodeGroupName;
