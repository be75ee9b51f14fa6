import assert from "node:assert/strict";
import { amiType } from "../../../providers/eks/ami-type";
import { eks } from "../../../providers/eks/package";
import {
  construct,
  graph,
  type Json,
  reference,
  type Scenario,
  unknown,
  urnOf,
} from "../components/fake-engine";

const clusterUrn = urnOf("eks:index:Cluster", "pay");
const innerUrn = urnOf("aws:eks/cluster:Cluster", "pay-eksCluster");
const authUrn = urnOf("kubernetes:core/v1:ConfigMap", "pay-nodeAccess");
const roleUrn = urnOf("aws:iam/role:Role", "nodes");
const cluster = reference(clusterUrn);
const existing = (mode: string, instanceRoles: Json[] = []): Scenario["existing"] => ({
  [clusterUrn]: {
    id: "",
    state: {
      core: {
        cluster: reference(innerUrn, "pay"),
        subnetIds: ["subnet-a", "subnet-b"],
        instanceRoles,
        ...(mode === "API" ? {} : { eksNodeAccess: reference(authUrn, "kube-system/aws-auth") }),
      },
    },
  },
  [innerUrn]: {
    id: "pay",
    state: { name: "pay", version: "1.34", accessConfig: { authenticationMode: mode } },
  },
  [roleUrn]: { id: "nodes", state: { arn: "arn:nodes" } },
});
const group = (inputs: Json, scenario: Scenario = { existing: existing("API") }) =>
  construct(eks, "eks:index:ManagedNodeGroup", "general", { cluster, ...inputs }, scenario);

describe("eks:index:ManagedNodeGroup", () => {
  it("takes name, version and subnets from its cluster", async () => {
    const built = await group({
      nodeRoleArn: "arn:nodes",
      instanceTypes: ["m7g.xlarge"],
      scalingConfig: { minSize: 3, maxSize: 30, desiredSize: 3 },
      ignoreScalingChanges: true,
      amiType: "AL2023_ARM_64_STANDARD",
    });
    assert.deepEqual(graph(built), [
      "aws:eks/nodeGroup:NodeGroup general < general",
      "eks:index:ManagedNodeGroup general < ",
    ]);
    const nodes = built.get("aws:eks/nodeGroup:NodeGroup", "general");
    assert.deepEqual(nodes.inputs, {
      amiType: "AL2023_ARM_64_STANDARD",
      clusterName: "pay",
      instanceTypes: ["m7g.xlarge"],
      nodeRoleArn: "arn:nodes",
      scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 30 },
      subnetIds: ["subnet-a", "subnet-b"],
      version: "1.34",
    });
    assert.deepEqual(nodes.request.getIgnorechangesList(), ["scalingConfig.desiredSize"]);
    assert.deepEqual(nodes.propertyDependencies.clusterName, [innerUrn]);
  });

  it("accepts the cluster's core data in its place, and a role instead of its ARN", async () => {
    const core = { cluster: reference(innerUrn, "pay"), subnetIds: ["subnet-c"] };
    const built = await group({ cluster: core, nodeRole: reference(roleUrn, "nodes") });
    const { inputs, propertyDependencies } = built.get("aws:eks/nodeGroup:NodeGroup", "general");
    assert.deepEqual(
      [inputs.clusterName, inputs.nodeRoleArn, inputs.subnetIds],
      ["pay", "arn:nodes", ["subnet-c"]],
    );
    assert.deepEqual(inputs.scalingConfig, { desiredSize: 2, minSize: 1, maxSize: 2 });
    assert.deepEqual(propertyDependencies.nodeRoleArn, [roleUrn]);
  });

  it("waits for aws-auth, where only roles that the cluster knows may join", async () => {
    const known = existing("CONFIG_MAP", [reference(roleUrn, "nodes")]);
    const built = await group({ nodeRoleArn: "arn:nodes" }, { existing: known });
    assert.ok(built.get("aws:eks/nodeGroup:NodeGroup", "general").dependencies.includes(authUrn));
    await assert.rejects(group({ nodeRoleArn: "arn:other" }, { existing: known }), /INVALID_ARGUMENT/);
  });

  it("enableIMDSv2 makes a launch template, which then holds the disk size", async () => {
    const built = await group(
      {
        nodeRoleArn: "arn:nodes",
        enableIMDSv2: true,
        diskSize: 50,
        operatingSystem: "Bottlerocket",
        instanceTypes: ["m7g.large"],
      },
      {
        existing: existing("API"),
        outputs: { "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 1 } },
      },
    );
    assert.deepEqual(built.get("aws:ec2/launchTemplate:LaunchTemplate", "general-launchTemplate").inputs, {
      blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { volumeSize: 50 } }],
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2, httpEndpoint: "enabled" },
    });
    const { inputs } = built.get("aws:eks/nodeGroup:NodeGroup", "general");
    assert.deepEqual(inputs.launchTemplate, { id: "general-launchTemplate-id", version: "1" });
    assert.deepEqual([inputs.diskSize, inputs.amiType], [undefined, "BOTTLEROCKET_ARM_64"]);
  });

  it("in preview knows what the program said and not what only EKS knows", async () => {
    const state = { ...existing("API"), [innerUrn]: { id: "", state: { version: "1.34" } } };
    const built = await group({ nodeRoleArn: "arn:nodes" }, { preview: true, existing: state });
    const { inputs } = built.get("aws:eks/nodeGroup:NodeGroup", "general");
    assert.deepEqual(
      [inputs.version, inputs.clusterName, inputs.nodeRoleArn],
      ["1.34", unknown, "arn:nodes"],
    );
  });

  it("refuses two roles, no role, and options it has no user data for", async () => {
    const refused: Json[] = [
      {},
      { nodeRoleArn: "a", nodeRole: "b" },
      { nodeRoleArn: "a", kubeletExtraArgs: "--x" },
    ];
    for (const inputs of refused) {
      await assert.rejects(group(inputs), /INVALID_ARGUMENT/);
    }
  });
});

describe("eks:index:Addon", () => {
  it("becomes a child of its cluster and writes its configuration as JSON with sorted keys", async () => {
    const inputs = {
      cluster,
      addonName: "aws-ebs-csi-driver",
      preserve: false,
      configurationValues: { b: 1, a: { d: [2], c: 3 } },
    };
    const built = await construct(eks, "eks:index:Addon", "csi", inputs, { existing: existing("API") });
    assert.equal(built.get("eks:index:Addon", "csi").parent, clusterUrn);
    assert.deepEqual(built.get("aws:eks/addon:Addon", "csi").inputs, {
      addonName: "aws-ebs-csi-driver",
      clusterName: "pay",
      configurationValues: '{"a":{"c":3,"d":[2]},"b":1}',
      preserve: false,
    });
  });
});

describe("AMI types", () => {
  it("follow operating system, processor and GPU", () => {
    assert.equal(amiType("AL2023", false, []), "AL2023_x86_64_STANDARD");
    assert.equal(amiType("AL2023", false, ["m7g.large", "c6gn.xlarge"]), "AL2023_ARM_64_STANDARD");
    assert.equal(amiType("Bottlerocket", true, ["p4d.24xlarge"]), "BOTTLEROCKET_x86_64_NVIDIA");
    assert.throws(() => amiType("AL2023", false, ["m7g.large", "m7i.large"]), /mixes ARM and x86/);
    assert.throws(() => amiType("AL2", true, ["g5g.large"]), /no AMI type of AL2 for GPU ARM/);
  });
});
