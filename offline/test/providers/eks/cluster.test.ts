import assert from "node:assert/strict";
import { eks } from "../../../providers/eks/package";
import {
  type Constructed,
  construct,
  graph,
  type Json,
  output,
  reference,
  type Scenario,
  secret,
  unknown,
  urnOf,
} from "../components/fake-engine";

const clusterType = "aws:eks/cluster:Cluster";
const functions: Scenario["functions"] = {
  "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com" },
  "aws:eks/getAddonVersion:getAddonVersion": { version: "v1.2.3-eksbuild.1" },
};
const created: Scenario["outputs"] = {
  [clusterType]: {
    arn: "arn:aws:eks:eu-west-1:123456789012:cluster/pay",
    name: "pay",
    endpoint: "https://pay.eks",
    version: "1.34",
    certificateAuthority: { data: "Q0E=" },
    identities: [{ oidcs: [{ issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1" }] }],
    vpcConfig: { clusterSecurityGroupId: "sg-eks", subnetIds: [] },
  },
  "aws:iam/role:Role": { arn: "arn:aws:iam::123456789012:role/r", name: "r" },
  "aws:ec2/securityGroupRule:SecurityGroupRule": { securityGroupRuleId: "sgr-1" },
};
const autoMode = {
  vpcId: "vpc-1",
  privateSubnetIds: ["subnet-a", "subnet-b"],
  publicSubnetIds: ["subnet-p"],
  authenticationMode: "API",
  autoMode: { enabled: true, createNodeRole: true, computeConfig: { nodePools: ["system"] } },
  skipDefaultNodeGroup: true,
  corednsAddonOptions: { enabled: false },
  version: "1.34",
};
const managed = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a"],
  skipDefaultNodeGroup: true,
  authenticationMode: "API",
};
const cluster = (inputs: Json, scenario: Scenario = {}) =>
  construct(eks, "eks:index:Cluster", "pay", inputs, { functions, outputs: created, ...scenario });
const types = (built: Constructed) => new Set(built.resources.map((resource) => resource.type));
const failure = async (inputs: Json) => {
  const error = await cluster(inputs).then(
    () => assert.fail("the component accepted the arguments"),
    (reason: Error & { metadata: { get(key: string): Buffer[] } }) => reason,
  );
  return `${error.message} ${error.metadata.get("grpc-status-details-bin").map(String).join(" ")}`;
};

describe("eks:index:Cluster in Auto Mode", () => {
  it("registers exactly the published component's children under their parents", async () => {
    const entry = {
      principalArn: "arn:aws:iam::1:role/admin",
      accessPolicies: { all: { policyArn: "arn:p", accessScope: { type: "cluster" } } },
    };
    const built = await cluster({ ...autoMode, accessEntries: { admin: entry } });
    const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    const control = ["4b490823", "1587f79c", "1e381056", "9ae443cd", "d86a545b"];
    assert.deepEqual(
      graph(built),
      [
        "eks:index:Cluster pay < ",
        "eks:index:ServiceRole pay-eksRole < pay",
        "aws:iam/role:Role pay-eksRole-role < pay-eksRole",
        ...control.map((hash) => `${attachment} pay-eksRole-${hash} < pay-eksRole`),
        "eks:index:ServiceRole pay-nodeRole < pay",
        "aws:iam/role:Role pay-nodeRole-role < pay-nodeRole",
        ...["22021ef5", "7b85ae6b"].map((hash) => `${attachment} pay-nodeRole-${hash} < pay-nodeRole`),
        `${clusterType} pay-eksCluster < pay`,
        "pulumi:providers:kubernetes pay-eks-k8s < pay",
        "aws:eks/accessEntry:AccessEntry pay-admin < pay",
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation pay-admin-all < pay-admin",
      ].sort(),
    );
  });

  it("gives the cluster exactly these inputs and waits for its roles' policies", async () => {
    const built = await cluster({
      ...autoMode,
      name: "payments",
      encryptionConfigKeyArn: "arn:key",
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["1.2.3.4/32"],
      enabledClusterLogTypes: ["api"],
      upgradePolicy: { supportType: "STANDARD" },
      deletionProtection: true,
      tags: { Team: "pay" },
      clusterTags: { Only: "cluster" },
    });
    const child = built.get(clusterType, "pay-eksCluster");
    assert.deepEqual(child.inputs, {
      name: "payments",
      roleArn: "arn:aws:iam::123456789012:role/r",
      computeConfig: {
        enabled: true,
        nodePools: ["system"],
        nodeRoleArn: "arn:aws:iam::123456789012:role/r",
      },
      storageConfig: { blockStorage: { enabled: true } },
      kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } },
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: ["subnet-p", "subnet-a", "subnet-b"],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["1.2.3.4/32"],
      },
      version: "1.34",
      enabledClusterLogTypes: ["api"],
      tags: { Name: "pay-eksCluster", Only: "cluster", Team: "pay" },
      encryptionConfig: { provider: { keyArn: "arn:key" }, resources: ["secrets"] },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
      upgradePolicy: { supportType: "STANDARD" },
      deletionProtection: true,
    });
    assert.deepEqual(child.request.getIgnorechangesList(), [
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
    ]);
    const needed = built.resources
      .filter(({ type }) => type.startsWith("aws:iam/"))
      .map((resource) => resource.urn);
    assert.deepEqual(child.dependencies, needed.sort());
    assert.equal(needed.length, 9);
  });

  it("trusts the service with the actions that Auto Mode needs, in the partition it runs in", async () => {
    const china = {
      ...functions,
      "aws:index/getPartition:getPartition": { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" },
    };
    const built = await cluster(autoMode, { functions: china });
    const policy = (name: string) =>
      JSON.parse(String(built.get("aws:iam/role:Role", name).inputs.assumeRolePolicy)).Statement[0];
    assert.deepEqual(policy("pay-eksRole-role").Action, ["sts:AssumeRole", "sts:TagSession"]);
    assert.deepEqual(policy("pay-nodeRole-role").Principal, { Service: ["ec2.amazonaws.com.cn"] });
    const attachment = built.get(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "pay-eksRole-4b490823",
    ).inputs;
    assert.equal(attachment.policyArn, "arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy");
    assert.deepEqual(
      attachment.role,
      reference(urnOf("aws:iam/role:Role", "pay-eksRole-role"), "pay-eksRole-role-id"),
    );
  });

  it("without skipDefaultNodeGroup still makes the instance role, its profile and their access entry", async () => {
    const { skipDefaultNodeGroup: _, ...rest } = autoMode;
    const built = await cluster(rest);
    assert.deepEqual(
      built.get("aws:eks/accessEntry:AccessEntry", "pay-defaultNodeGroupInstanceRole").inputs,
      {
        clusterName: "pay",
        principalArn: "arn:aws:iam::123456789012:role/r",
        type: "EC2_LINUX",
      },
    );
    const profile = built.get("aws:iam/instanceProfile:InstanceProfile", "pay-instanceProfile");
    assert.deepEqual(
      profile.inputs.role,
      reference(urnOf("aws:iam/role:Role", "pay-instanceRole-role"), "pay-instanceRole-role-id"),
    );
    assert.equal(profile.dependencies.length, 4);
  });

  it("in preview all Auto Mode settings are unknown together, as EKS wants them", async () => {
    const built = await cluster(autoMode, { preview: true });
    const { computeConfig, storageConfig, kubernetesNetworkConfig, roleArn } = built.get(
      clusterType,
      "pay-eksCluster",
    ).inputs;
    assert.deepEqual(
      [computeConfig, storageConfig, kubernetesNetworkConfig, roleArn],
      [unknown, unknown, unknown, unknown],
    );
    assert.deepEqual(
      [built.state.kubeconfigJson, built.state.oidcIssuer, built.state.clusterSecurityGroupId],
      [unknown, unknown, unknown],
    );
  });

  it("returns the published component's outputs", async () => {
    const { state, outputs, urn, stateDependencies } = await cluster(autoMode);
    assert.deepEqual(Object.keys(state).sort(), [
      "autoModeNodeRoleName",
      "clusterIngressRuleId",
      "clusterSecurityGroupId",
      "core",
      "defaultNodeGroupAsgName",
      "eksCluster",
      "fargateProfileId",
      "fargateProfileStatus",
      "instanceRoles",
      "kubeconfig",
      "kubeconfigJson",
      "nodeSecurityGroupId",
      "oidcIssuer",
      "oidcProviderArn",
      "oidcProviderUrl",
    ]);
    assert.deepEqual(outputs[urn], state);
    assert.deepEqual([state.clusterSecurityGroupId, state.nodeSecurityGroupId], ["sg-eks", "sg-eks"]);
    assert.equal(state.oidcIssuer, "oidc.eks.eu-west-1.amazonaws.com/id/1");
    assert.equal(state.autoModeNodeRoleName, "r");
    assert.deepEqual(stateDependencies.kubeconfig, [urnOf(clusterType, "pay-eksCluster")]);
    const config = JSON.parse(String(state.kubeconfigJson));
    assert.deepEqual(config.clusters[0].cluster, {
      server: "https://pay.eks",
      "certificate-authority-data": "Q0E=",
    });
    assert.deepEqual(config.users[0].user.exec.args, [
      "--region",
      "eu-west-1",
      "eks",
      "get-token",
      "--cluster-name",
      "pay",
      "--output",
      "json",
    ]);
  });

  it("the profile is in the component's own kubeconfig and not in the returned one", async () => {
    const built = await cluster({
      ...autoMode,
      providerCredentialOpts: { profileName: "prod", roleArn: "arn:role" },
    });
    const own = String(built.get("pulumi:providers:kubernetes", "pay-eks-k8s").inputs.kubeconfig);
    assert.deepEqual(JSON.parse(own).users[0].user.exec.args.slice(-4), [
      "--role",
      "arn:role",
      "--profile",
      "prod",
    ]);
    assert.doesNotMatch(String(built.state.kubeconfigJson), /--profile/);
    assert.match(String(built.state.kubeconfigJson), /"--role","arn:role"/);
  });

  it("explicit providers need no providerCredentialOpts, and empty ones are fine", async () => {
    const provider = "urn:pulumi:dev::project::pulumi:providers:aws::eu::id";
    for (const inputs of [autoMode, { ...autoMode, providerCredentialOpts: {} }]) {
      const built = await cluster(inputs, {
        request: (request) => request.getProvidersMap().set("aws", provider),
      });
      const aws = built.resources.filter(({ type }) => type.startsWith("aws:"));
      assert.ok(aws.length === 10 && aws.every(({ request }) => request.getProvider() === provider));
      assert.equal(built.get("pulumi:providers:kubernetes", "pay-eks-k8s").request.getProvider(), "");
      assert.equal(built.calls[0]?.provider, provider);
    }
  });

  it("a secret key ARN stays secret in the cluster and in the core data", async () => {
    const built = await cluster({
      ...autoMode,
      encryptionConfigKeyArn: output("arn:key", ["urn:key"], true),
    });
    const expected = secret({ provider: { keyArn: "arn:key" }, resources: ["secrets"] });
    const child = built.get(clusterType, "pay-eksCluster");
    assert.deepEqual(child.inputs.encryptionConfig, expected);
    assert.deepEqual(child.propertyDependencies.encryptionConfig, ["urn:key"]);
  });
});

describe("eks:index:Cluster with node groups", () => {
  it("makes the security groups, their rules and the add-ons", async () => {
    const built = await cluster({ ...managed, kubeProxyAddonOptions: { version: "v9" } });
    const rules = built.resources
      .filter(({ type }) => type === "aws:ec2/securityGroupRule:SecurityGroupRule")
      .map(({ name }) => name);
    assert.deepEqual(rules.sort(), [
      "pay-eksClusterIngressRule",
      "pay-eksClusterInternetEgressRule",
      "pay-eksExtApiServerClusterIngressRule",
      "pay-eksNodeClusterIngressRule",
      "pay-eksNodeIngressRule",
      "pay-eksNodeInternetEgressRule",
    ]);
    assert.deepEqual(built.get("aws:ec2/securityGroup:SecurityGroup", "pay-nodeSecurityGroup").inputs, {
      description: "Managed by Pulumi",
      vpcId: "vpc-1",
      revokeRulesOnDelete: true,
      tags: { Name: "pay-nodeSecurityGroup", "kubernetes.io/cluster/pay": "owned" },
    });
    assert.deepEqual(built.state.clusterSecurityGroupId, "pay-eksClusterSecurityGroup-id");
    assert.deepEqual(
      [built.state.nodeSecurityGroupId, built.state.clusterIngressRuleId],
      ["pay-nodeSecurityGroup-id", "sgr-1"],
    );
    const addon = "aws:eks/addon:Addon";
    assert.equal(built.get(addon, "pay-kube-proxy").inputs.addonVersion, "v9");
    assert.equal(built.get(addon, "pay-vpc-cni").inputs.addonVersion, "v1.2.3-eksbuild.1");
    assert.equal(built.get(addon, "pay-vpc-cni").parent, "pay-vpc-cni");
    assert.equal(
      built.resources.filter(({ type }) => type === addon).length,
      2,
      "coredns has no nodes to run on",
    );
    assert.equal(built.get(clusterType, "pay-eksCluster").inputs.bootstrapSelfManagedAddons, true);
  });

  it("asks for an add-on's version only when the cluster's is settled", async () => {
    const preview = await cluster(managed, { preview: true });
    assert.equal(preview.get("aws:eks/addon:Addon", "pay-kube-proxy").inputs.addonVersion, unknown);
    assert.ok(preview.calls.every(({ token }) => !token.includes("getAddonVersion")));
  });

  it("merges the network plugin's options under what is configured directly, with sorted keys", async () => {
    const vpcCniOptions = {
      enablePrefixDelegation: true,
      warmEniTarget: 0,
      configurationValues: { env: { ENABLE_POD_ENI: "true" }, a: 1 },
    };
    const built = await cluster({ ...managed, vpcCniOptions });
    const text = String(built.get("aws:eks/addon:Addon", "pay-vpc-cni").inputs.configurationValues);
    const values = JSON.parse(text);
    assert.deepEqual(Object.keys(values), ["a", "env", "init"]);
    assert.deepEqual(
      [values.env.ENABLE_PREFIX_DELEGATION, values.env.ENABLE_POD_ENI, values.env.WARM_ENI_TARGET],
      ["true", "true", "0"],
    );
    assert.deepEqual(values.init, { env: { DISABLE_TCP_EARLY_DEMUX: "false" } });
  });

  it("the ConfigMap modes write aws-auth with the cluster's own Kubernetes provider", async () => {
    const role = urnOf("aws:iam/role:Role", "nodes");
    const built = await cluster(
      {
        ...managed,
        authenticationMode: "API_AND_CONFIG_MAP",
        instanceRoles: [reference(role, "nodes")],
        roleMappings: [{ roleArn: "arn:dev", username: "dev", groups: ["developers"] }],
      },
      { existing: { [role]: { id: "nodes", state: { arn: "arn:nodes" } } } },
    );
    const map = built.get("kubernetes:core/v1:ConfigMap", "pay-nodeAccess");
    assert.deepEqual(map.inputs.data, {
      mapRoles: [
        "- rolearn: arn:dev",
        "  username: dev",
        "  groups:",
        "    - developers",
        "- rolearn: arn:nodes",
        "  username: system:node:{{EC2PrivateDNSName}}",
        "  groups:",
        "    - system:bootstrappers",
        "    - system:nodes",
        "",
      ].join("\n"),
    });
    assert.equal(
      map.request.getProvider(),
      `${urnOf("pulumi:providers:kubernetes", "pay-eks-k8s")}::pay-eks-k8s-id`,
    );
    assert.ok(!types(await cluster(managed)).has("kubernetes:core/v1:ConfigMap"));
  });

  it("createOidcProvider trusts the cluster's issuer", async () => {
    const built = await cluster({ ...managed, createOidcProvider: true });
    const { inputs } = built.get("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "pay-oidcProvider");
    assert.equal(inputs.url, "https://oidc.eks.eu-west-1.amazonaws.com/id/1");
    assert.deepEqual(inputs.clientIdLists, ["sts.amazonaws.com"]);
  });

  it("without vpcId it takes the account's default VPC", async () => {
    const { vpcId: _, subnetIds: __, ...rest } = managed;
    const own = {
      "aws:ec2/getVpc:getVpc": { id: "vpc-default" },
      "aws:ec2/getSubnets:getSubnets": { ids: ["subnet-d"] },
    };
    const built = await cluster(rest, { functions: { ...functions, ...own } });
    assert.deepEqual(built.get(clusterType, "pay-eksCluster").inputs.vpcConfig, {
      securityGroupIds: ["pay-eksClusterSecurityGroup-id"],
      subnetIds: ["subnet-d"],
    });
    assert.equal(
      built.get("aws:ec2/securityGroup:SecurityGroup", "pay-eksClusterSecurityGroup").inputs.vpcId,
      "vpc-default",
    );
  });

  it("refuses what the component refuses, all at once, each with its path", async () => {
    const wrong = await failure({
      ...managed,
      instanceRole: "a",
      instanceRoles: ["b"],
      publicSubnetIds: ["c"],
      roleMappings: [{}],
    });
    for (const path of ["instanceRoles", "subnetIds", "roleMappings"]) assert.match(wrong, new RegExp(path));
    assert.match(
      await failure({ ...autoMode, authenticationMode: "CONFIG_MAP" }),
      /authenticationMode.*with autoMode/s,
    );
    assert.match(
      await failure({ ...managed, authenticationMode: "CONFIG_MAP", accessEntries: {} }),
      /accessEntries.*it is CONFIG_MAP/s,
    );
    assert.match(
      await failure({ ...managed, authenticationMode: "Api_Map" }),
      /"Api_Map" is not allowed; allowed are CONFIG_MAP, API, API_AND_CONFIG_MAP/,
    );
    assert.match(
      await failure({ ...autoMode, endpointPublicAccess: false, publicAccessCidrs: ["1.1.1.1/32"] }),
      /publicAccessCidrs/,
    );
  });

  it("says which parts it does not have, and that this is its own limit", async () => {
    const { skipDefaultNodeGroup: _, ...grouped } = managed;
    assert.match(
      await failure(grouped),
      /skipDefaultNodeGroup.*must be true.*a limit of the offline stand-in/s,
    );
    assert.match(await failure({ ...managed, fargate: true }), /fargate.*not available offline/s);
    assert.match(
      await failure({ ...managed, instanceProfileName: "nodes" }),
      /instanceProfileName.*not available offline/s,
    );
    await assert.rejects(
      construct(eks, "eks:index:NodeGroupV2", "n", {}),
      /no component eks:index:NodeGroupV2. It has eks:index:Addon, eks:index:Cluster, eks:index:ManagedNodeGroup/,
    );
  });
});
