import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { PaymentCluster, type PaymentClusterArgs } from "../../components/payment-cluster";
import {
  Addon,
  addonsOf,
  addonsWithoutVersion,
  addonVersion,
  knownKubernetesVersions,
} from "../../components/payment-cluster/addon-versions";
import { clusterPosture } from "../../components/payment-cluster/cluster-posture";
import { autoscalerPolicy, targetBindingPolicy } from "../../components/payment-cluster/controller-policies";
import { isGraviton } from "../../components/payment-cluster/instance-types";
import { PodIdentity } from "../../components/pod-identity";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const CLUSTER_ARN = "arn:aws:eks:us-east-2:111122223333:cluster/payment-hub-prod";
const ADDON = "aws:eks/addon:Addon";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const ROLE = "aws:iam/role:Role";

const minimal: PaymentClusterArgs = {
  region: "us-east-2",
  vpcId: "vpc-1",
  privateSubnetIds: ["private-a", "private-b", "private-c"],
  publicSubnetIds: ["public-a", "public-b", "public-c"],
  zoneCount: 3,
  clusterName: "payment-hub-prod",
  loadBalancerName: "payment-hub-prod-api",
  targetGroupName: "payment-hub-prod-api",
  version: "1.35",
  administrators: ["arn:aws:iam::111122223333:role/platform-administrator"],
  certificateArn: "arn:aws:acm:us-east-2:111122223333:certificate/1",
};

async function build(args: Partial<PaymentClusterArgs>) {
  const registered = startMocks(
    {
      "eks:index:Cluster": () => ({
        eksCluster: { name: "payment-hub-prod", arn: CLUSTER_ARN },
        clusterSecurityGroupId: "sg-cluster",
      }),
      "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 7 }),
    },
    { "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ name }) => ({ id: `pl-${name}` }) },
  );
  const options: Record<string, pulumi.ResourceOptions> = {};
  new PaymentCluster(
    "cluster",
    { ...minimal, ...args },
    {
      transformations: [
        ({ type, name, opts }) => {
          options[`${type} ${name}`] = opts;
          return undefined;
        },
      ],
    },
  );
  await settled();
  return { registered, options };
}

/** Logical names of what a resource waits for. */
async function waitsFor(options: pulumi.ResourceOptions | undefined): Promise<string[]> {
  const resources = [options?.dependsOn].flat().filter((one) => one !== undefined) as pulumi.Resource[];
  const urns = await Promise.all(
    resources.map(({ urn }) => new Promise<string>((resolve) => urn.apply((known) => resolve(known)))),
  );
  return urns.map((urn) => urn.split("::").at(-1) as string).sort();
}

const addon = (registered: Registered[], name: Addon) => only(registered, ADDON, `cluster-${name}`).inputs;

describe("the nodes of a PaymentCluster", () => {
  it("are Auto Mode's: no group, no template, no role of the component's", async () => {
    const { registered } = await build({});
    for (const type of [NODE_GROUP, "aws:ec2/launchTemplate:LaunchTemplate"])
      assert.deepEqual(names(registered, type), []);
    const eks = only(registered, "eks:index:Cluster").inputs;
    assert.equal((eks.autoMode as { enabled: boolean }).enabled, true);
  });

  it("HUB-6 are one Graviton group over all zones instead, three to thirty, where nodes are asked for", async () => {
    const { registered } = await build({ nodes: {} });
    const { inputs } = only(registered, NODE_GROUP);
    assert.deepEqual(inputs.subnetIds, ["private-a", "private-b", "private-c"]);
    assert.deepEqual(inputs.instanceTypes, ["m7g.xlarge", "m6g.xlarge"]);
    assert.equal(inputs.amiType, "AL2023_ARM_64_STANDARD");
    assert.deepEqual(inputs.scalingConfig, { minSize: 3, desiredSize: 3, maxSize: 30 });
    assert.deepEqual(inputs.launchTemplate, { id: "cluster-node-template-id", version: "7" });
    assert.equal(inputs.version, "1.35");
    assert.equal(inputs.region, "us-east-2");
    assert.equal(only(registered, "eks:index:Cluster").inputs.autoMode, undefined);
  });

  it("take other types and sizes, and the image that belongs to their processors", async () => {
    const { registered } = await build({ nodes: { instanceTypes: ["m7i.large"], minimum: 2, maximum: 4 } });
    const { inputs } = only(registered, NODE_GROUP);
    assert.deepEqual(inputs.instanceTypes, ["m7i.large"]);
    assert.equal(inputs.amiType, "AL2023_x86_64_STANDARD");
    assert.deepEqual(inputs.scalingConfig, { minSize: 2, desiredSize: 2, maxSize: 4 });
  });

  it("keep their credentials from pods, and their volumes encrypted", async () => {
    const { registered } = await build({ nodes: {} });
    const { inputs } = only(registered, "aws:ec2/launchTemplate:LaunchTemplate");
    assert.deepEqual(inputs.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    const [disk] = inputs.blockDeviceMappings as { ebs: Record<string, unknown> }[];
    assert.equal(disk?.ebs.encrypted, "true");
    assert.equal(inputs.keyName, undefined);
  });

  it("have a number that is the autoscaler's: Pulumi does not set it back", async () => {
    const { options } = await build({ nodes: {} });
    assert.deepEqual(options[`${NODE_GROUP} cluster-nodes`]?.ignoreChanges, ["scalingConfig.desiredSize"]);
  });

  it("join once their network is there, and add-ons that run on them come after them", async () => {
    const { options } = await build({ nodes: {} });
    assert.deepEqual(await waitsFor(options[`${NODE_GROUP} cluster-nodes`]), [
      "cluster-eks-pod-identity-agent",
      "cluster-kube-proxy",
      "cluster-vpc-cni",
    ]);
    for (const name of ["coredns", "metrics-server", "cert-manager"]) {
      assert.deepEqual(await waitsFor(options[`${ADDON} cluster-${name}`]), ["cluster-nodes"], name);
    }
  });

  it("come with the rights of the controllers that Auto Mode has built in", async () => {
    const { registered } = await build({ nodes: {} });
    const pods = registered
      .filter(({ type }) => type.endsWith(":PodIdentityAssociation"))
      .map(({ inputs }) => `${inputs.namespace}/${inputs.serviceAccount} in ${inputs.region}`);
    assert.deepEqual(pods.sort(), [
      "kube-system/aws-load-balancer-controller in us-east-2",
      "kube-system/cluster-autoscaler in us-east-2",
    ]);
  });
});

describe("the add-ons of a PaymentCluster", () => {
  it("are pinned, each to the version that belongs to the Kubernetes version or the one asked for", async () => {
    const { registered } = await build({
      version: "1.36",
      addonVersions: { [Addon.Metrics]: "v0.9.1-eksbuild.2" },
    });
    assert.equal(addon(registered, Addon.Metrics).addonVersion, "v0.9.1-eksbuild.2");
    for (const { inputs } of registered.filter(({ type }) => type === ADDON)) {
      assert.match(String(inputs.addonVersion), /^v\d+\.\d+\.\d+-eksbuild\.\d+$/, String(inputs.addonName));
      assert.equal(inputs.region, "us-east-2");
    }
  });

  for (const version of knownKubernetesVersions) {
    it(`have all their versions for Kubernetes ${version}, and kube-proxy that of Kubernetes`, () => {
      assert.deepEqual(addonsWithoutVersion(true, version), []);
      assert.ok(addonVersion(Addon.KubeProxy, version)?.startsWith(`v${version}.`));
    });
  }

  it("lack a version for a Kubernetes that is not in the table, but for those asked for", () => {
    const asked = { [Addon.Metrics]: "v1.0.0-eksbuild.1" };
    assert.deepEqual(
      addonsWithoutVersion(false, "1.99", asked),
      addonsOf(false).filter((one) => one !== Addon.Metrics),
    );
  });

  it("enforce network policies with node groups, where the plugin would ignore them", async () => {
    const { registered } = await build({ nodes: {} });
    const configuration = JSON.parse(addon(registered, Addon.Network).configurationValues as string);
    assert.equal(configuration.enableNetworkPolicy, "true");
  });

  it("bring a rotated secret into the pods' files", async () => {
    const { registered } = await build({});
    const configuration = JSON.parse(addon(registered, Addon.SecretsStore).configurationValues as string);
    assert.equal(configuration["secrets-store-csi-driver"].enableSecretRotation, true);
  });

  it("work with roles of their own, that only their service accounts get", async () => {
    const { registered } = await build({ nodes: {} });
    const expected = {
      [Addon.Network]: "kube-system/aws-node",
      [Addon.BlockStorage]: "kube-system/ebs-csi-controller-sa",
      [Addon.Observability]: "amazon-cloudwatch/cloudwatch-agent",
    };
    for (const [name, pods] of Object.entries(expected)) {
      const role = only(registered, ROLE, `cluster-${name}-role`);
      const [identity] = addon(registered, name as Addon).podIdentityAssociations as Record<string, string>[];
      assert.equal(identity?.roleArn, `arn:mock:cluster-${name}-role`);
      assert.equal(`${pods.split("/")[0]}/${identity?.serviceAccount}`, pods);
      assert.match(JSON.stringify(role.inputs.assumeRolePolicy), new RegExp(pods.split("/")[1] as string));
    }
    const nodeRole = registered
      .filter(({ name }) => name.startsWith("cluster-node-"))
      .map(({ inputs }) => String(inputs.policyArn ?? ""));
    assert.ok(!nodeRole.some((arn) => /CNI|EBS|CloudWatch/.test(arn)), "nodes have none of these rights");
  });

  it("write their logs where key and retention are set before", async () => {
    const { registered, options } = await build({});
    const logs = registered.filter(({ type, name }) => type === LOG_GROUP && name !== "cluster-logs");
    assert.deepEqual(logs.map(({ inputs }) => String(inputs.name)).sort(), [
      "/aws/containerinsights/payment-hub-prod/application",
      "/aws/containerinsights/payment-hub-prod/dataplane",
      "/aws/containerinsights/payment-hub-prod/host",
      "/aws/containerinsights/payment-hub-prod/performance",
    ]);
    for (const { inputs } of logs) {
      assert.equal(inputs.kmsKeyId, "arn:mock:cluster-key-key");
      assert.equal(inputs.retentionInDays, 365);
    }
    const before = await waitsFor(options[`${ADDON} cluster-${Addon.Observability}`]);
    assert.deepEqual(before, logs.map(({ name }) => name).sort());
  });
});

describe("the posture of a cluster", () => {
  const props = { name: "hub", accessConfig: { bootstrapClusterCreatorAdminPermissions: true } };
  const on = (type: string, ownNodes = false) =>
    clusterPosture(
      true,
      ownNodes,
    )({ custom: true, type, name: "cluster", props, opts: { retainOnDelete: true } });

  it("is handed to the EKS component, whose child it is for", async () => {
    const { options } = await build({});
    assert.equal(options["eks:index:Cluster cluster-eks"]?.transforms?.length, 1);
  });

  it("shifts zones, knows no administrator by birth and is protected, beside all that was there", async () => {
    assert.deepEqual(await on("aws:eks/cluster:Cluster"), {
      props: {
        name: "hub",
        zonalShiftConfig: { enabled: true },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      },
      opts: { retainOnDelete: true, protect: true },
    });
  });

  it("turns all three parts of Auto Mode off where nodes are its own", async () => {
    const turned = (await on("aws:eks/cluster:Cluster", true))?.props as Record<string, unknown>;
    assert.deepEqual(turned.computeConfig, { enabled: false });
    assert.deepEqual(turned.storageConfig, { blockStorage: { enabled: false } });
    assert.deepEqual(turned.kubernetesNetworkConfig, {
      ipFamily: "ipv4",
      elasticLoadBalancing: { enabled: false },
    });
  });

  it("leaves everything else as it is", async () => {
    assert.equal(await on("aws:eks/accessEntry:AccessEntry"), undefined);
  });
});

describe("PodIdentity", () => {
  it("is a role that EKS hands to one service account of one cluster, with its policies", async () => {
    const registered = startMocks();
    new PodIdentity("api", {
      region: "eu-west-1",
      clusterName: "hub",
      clusterArn: CLUSTER_ARN,
      namespace: "payments",
      serviceAccount: "payment-api",
      policy: "{}",
      managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    });
    await settled();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws:eks/podIdentityAssociation:PodIdentityAssociation api-association",
      "aws:iam/role:Role api-role",
      "aws:iam/rolePolicy:RolePolicy api-policy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment api-AmazonEBSCSIDriverPolicy",
      "tandem:components:PodIdentity api",
    ]);
    assert.deepEqual(only(registered, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs, {
      region: "eu-west-1",
      clusterName: "hub",
      namespace: "payments",
      serviceAccount: "payment-api",
      roleArn: "arn:mock:api-role",
    });
    const [statement, ...others] = JSON.parse(
      only(registered, ROLE).inputs.assumeRolePolicy as string,
    ).Statement;
    assert.deepEqual(others, []);
    assert.deepEqual(statement.Principal, { Service: "pods.eks.amazonaws.com" });
    assert.deepEqual(statement.Condition, {
      StringEquals: {
        "aws:SourceAccount": "111122223333",
        "aws:RequestTag/kubernetes-namespace": "payments",
        "aws:RequestTag/kubernetes-service-account": "payment-api",
      },
      ArnEquals: { "aws:SourceArn": CLUSTER_ARN },
    });
  });
});

describe("the policies of the controllers", () => {
  const scope = {
    partition: "aws-cn",
    region: "cn-north-1",
    accountId: "111122223333",
    clusterName: "hub",
    targetGroupName: "hub-api",
  };
  const writes = (document: string) =>
    (JSON.parse(document).Statement as { Action: string[]; Resource: string; Condition?: unknown }[]).filter(
      ({ Action }) => Action.some((action) => !/:(Describe|Get)/.test(action)),
    );

  it("let the autoscaler change the size of its own cluster's groups only", () => {
    const [change, ...others] = writes(autoscalerPolicy(scope));
    assert.deepEqual(others, []);
    assert.deepEqual(change?.Condition, {
      StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/hub": "owned" },
    });
  });

  it("let the load balancer controller fill the stack's target group only, and make nothing", () => {
    const [change, ...others] = writes(targetBindingPolicy(scope));
    assert.deepEqual(others, []);
    assert.deepEqual(change?.Action, [
      "elasticloadbalancing:RegisterTargets",
      "elasticloadbalancing:DeregisterTargets",
    ]);
    assert.equal(
      change?.Resource,
      "arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/hub-api/*",
    );
  });
});

describe("isGraviton", () => {
  for (const [type, expected] of [
    ["m7g.xlarge", true],
    ["c8gn.large", true],
    ["r6gd.2xlarge", true],
    ["m7i.xlarge", false],
    ["g5.xlarge", false],
    ["m6idn.large", false],
  ] as const) {
    it(`is ${expected} for ${type}`, () => assert.equal(isGraviton(type), expected));
  }
});
