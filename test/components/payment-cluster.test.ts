import assert from "node:assert/strict";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { defaults, PaymentCluster, type PaymentClusterArgs } from "../../components/payment-cluster";
import { mistakes, zoneMistakes } from "../../components/payment-cluster/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const minimal: PaymentClusterArgs = {
  region: "us-east-2",
  vpcId: "vpc-1",
  privateSubnetIds: ["private-a", "private-b", "private-c"],
  publicSubnetIds: ["public-a", "public-b", "public-c"],
  zoneCount: 3,
  clusterName: "payment-hub-prod",
  loadBalancerName: "payment-hub-prod-api",
  targetGroupName: "payment-hub-prod-api",
  version: "1.34",
  administrators: ["arn:aws:iam::111122223333:role/platform-administrator"],
  certificateArn: "arn:aws:acm:us-east-2:111122223333:certificate/1",
};

async function build(args: PaymentClusterArgs = minimal) {
  const registered = startMocks(
    {
      "eks:index:Cluster": () => ({
        eksCluster: {
          name: "payment-hub-prod",
          arn: "arn:aws:eks:us-east-2:111122223333:cluster/payment-hub-prod",
        },
        clusterSecurityGroupId: "sg-cluster",
      }),
      "aws:ec2/eip:Eip": (_, name) => ({ allocationId: `${name}-allocation`, publicIp: `${name}-ip` }),
      "aws:lb/loadBalancer:LoadBalancer": () => ({ dnsName: "api.elb.amazonaws.com", zoneId: "ZNLB" }),
    },
    {
      "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ name, region }) => ({
        id: `pl-${name}-in-${region}`,
      }),
    },
  );
  const options: Record<string, pulumi.ResourceOptions> = {};
  const cluster = new PaymentCluster("cluster", args, {
    transformations: [
      ({ type, name, opts }) => {
        options[`${type} ${name}`] = opts;
        return undefined;
      },
    ],
  });
  await settled();
  return { registered, cluster, options };
}

function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply((value) => resolve(value as T)));
}

/** Rules as sentences: where they are, whom they let in or out, on which ports. */
function rules(registered: Registered[], type: string): string[] {
  return registered
    .filter((resource) => resource.type === type)
    .map(({ inputs }) => {
      const peer = inputs.prefixListId ?? inputs.referencedSecurityGroupId;
      return `${inputs.securityGroupId}: ${peer} ${inputs.ipProtocol} ${inputs.fromPort}-${inputs.toPort}`;
    })
    .sort();
}

describe("PaymentCluster", () => {
  it("makes exactly a cluster with key, logs and add-ons, and a load balancer with addresses and groups", async () => {
    const { registered } = await build();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws:cloudwatch/logGroup:LogGroup cluster-application-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-dataplane-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-host-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-performance-logs",
      "aws:ec2/eip:Eip cluster-address-1",
      "aws:ec2/eip:Eip cluster-address-2",
      "aws:ec2/eip:Eip cluster-address-3",
      "aws:ec2/securityGroup:SecurityGroup cluster-edge-group",
      "aws:ec2/securityGroup:SecurityGroup cluster-health-checkers-group",
      "aws:eks/addon:Addon cluster-amazon-cloudwatch-observability",
      "aws:eks/addon:Addon cluster-aws-secrets-store-csi-driver-provider",
      "aws:eks/addon:Addon cluster-cert-manager",
      "aws:eks/addon:Addon cluster-metrics-server",
      "aws:iam/role:Role cluster-amazon-cloudwatch-observability-role",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment cluster-amazon-cloudwatch-observability-AWSXrayWriteOnlyAccess",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment cluster-amazon-cloudwatch-observability-CloudWatchAgentServerPolicy",
      "aws:kms/alias:Alias cluster-key-alias",
      "aws:kms/key:Key cluster-key-key",
      "aws:lb/listener:Listener cluster-listener",
      "aws:lb/loadBalancer:LoadBalancer cluster-load-balancer",
      "aws:lb/targetGroup:TargetGroup cluster-target-group",
      `${EGRESS} cluster-edge-out`,
      `${EGRESS} cluster-health-checkers-out`,
      `${INGRESS} cluster-edge-in`,
      `${INGRESS} cluster-edge-to-pods`,
      `${INGRESS} cluster-health-checkers-in`,
      `${INGRESS} cluster-health-checkers-to-pods`,
      "eks:index:Cluster cluster-eks",
      "tandem:components:PaymentCluster cluster",
      "tandem:components:RegionalKey cluster-key",
    ]);
  });

  it("hands its one region to every child; only the EKS component takes the provider's", async () => {
    const { registered } = await build({ ...minimal, region: "eu-central-1" });
    for (const { type, name, inputs } of registered) {
      if (/^(tandem:|eks:|aws:iam)/.test(type)) continue;
      assert.equal(inputs.region, "eu-central-1", `${type} ${name}`);
    }
    assert.equal(only(registered, "eks:index:Cluster").inputs.region, undefined);
  });

  describe("its EKS cluster", () => {
    const eks = async (args?: PaymentClusterArgs) =>
      only((await build(args)).registered, "eks:index:Cluster").inputs;

    it("answers inside the VPC only and stands in private subnets only, nodes included", async () => {
      const inputs = await eks();
      assert.equal(inputs.endpointPrivateAccess, true);
      assert.equal(inputs.endpointPublicAccess, false);
      assert.deepEqual(inputs.privateSubnetIds, ["private-a", "private-b", "private-c"]);
      assert.equal(inputs.publicSubnetIds, undefined);
      assert.equal(inputs.subnetIds, undefined);
    });

    it("HUB-6 gets and gives back nodes by itself", async () => {
      const inputs = await eks();
      assert.deepEqual(inputs.autoMode, {
        enabled: true,
        createNodeRole: true,
        computeConfig: { nodePools: ["general-purpose", "system"] },
      });
    });

    for (const nodes of [undefined, {}]) {
      const kind = nodes ? "node groups" : "Auto Mode";
      it(`surprise 13: with ${kind} the EKS component adds no nodes, add-ons, groups or OIDC provider`, async () => {
        const inputs = await eks({ ...minimal, nodes });
        assert.equal(inputs.skipDefaultNodeGroup, true);
        assert.equal(inputs.skipDefaultSecurityGroups, true);
        for (const addon of [inputs.corednsAddonOptions, inputs.kubeProxyAddonOptions]) {
          assert.equal((addon as { enabled: boolean }).enabled, false);
        }
        assert.equal(inputs.useDefaultVpcCni, true, "no add-on of the component's, vpc-cni included");
        assert.equal(inputs.createOidcProvider, false);
      });
    }

    it("keeps administrators apart from roles of other accounts and of plans with the same name", async () => {
      const administrators = ["111122223333", "444455556666"].map(
        (account) => `arn:aws:iam::${account}:role/administrator`,
      );
      const plan = "arn:aws:iam::111122223333:role/switch";
      const scalingRoles = { switch: { arn: plan, namespaces: ["payments"] } };
      const inputs = await eks({ ...minimal, administrators: [...administrators, plan], scalingRoles });
      const entries = inputs.accessEntries as Record<string, { principalArn: string }>;
      assert.deepEqual(
        Object.fromEntries(Object.entries(entries).map(([name, { principalArn }]) => [name, principalArn])),
        {
          administrator: administrators[0],
          "444455556666-administrator": administrators[1],
          "111122223333-switch": plan,
          switch: plan,
        },
      );
    });

    it("knows its administrators by access entries, and nobody by the aws-auth ConfigMap", async () => {
      const administrators = ["administrator", "path/auditor"].map(
        (role) => `arn:aws:iam::111122223333:role/${role}`,
      );
      const inputs = await eks({ ...minimal, administrators });
      assert.equal(inputs.authenticationMode, "API");
      const accessPolicies = {
        administrator: {
          policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
          accessScope: { type: "cluster" },
        },
      };
      assert.deepEqual(inputs.accessEntries, {
        administrator: { principalArn: administrators[0], accessPolicies },
        auditor: { principalArn: administrators[1], accessPolicies },
      });
    });

    it("does not take credentials from the shell: it is told to use the provider's", async () => {
      assert.deepEqual((await eks()).providerCredentialOpts, {});
    });

    it("encrypts secrets and logs everything under one key that CloudWatch Logs may use", async () => {
      const { registered } = await build();
      const inputs = only(registered, "eks:index:Cluster").inputs;
      assert.equal(inputs.encryptionConfigKeyArn, "arn:mock:cluster-key-key");
      assert.deepEqual(inputs.enabledClusterLogTypes, [
        "api",
        "audit",
        "authenticator",
        "controllerManager",
        "scheduler",
      ]);
      const group = only(registered, "aws:cloudwatch/logGroup:LogGroup", "cluster-logs").inputs;
      assert.equal(group.name, "/aws/eks/payment-hub-prod/cluster");
      assert.equal(group.kmsKeyId, "arn:mock:cluster-key-key");
      assert.equal(group.retentionInDays, 365);
      const key = only(registered, "aws:kms/key:Key").inputs;
      assert.match(key.policy as string, /"Service":"logs\.us-east-2\.amazonaws\.com"/);
    });

    it("exists after its log group, which EKS would otherwise make without key and retention", async () => {
      const { options } = await build();
      const before = [options["eks:index:Cluster cluster-eks"]?.dependsOn].flat();
      assert.equal(before.length, 1);
      const [logGroup] = before;
      assert.ok(cloudwatch.LogGroup.isInstance(logGroup));
      assert.equal(await known(logGroup.name), "/aws/eks/payment-hub-prod/cluster");
    });

    it("has the name, version and support it was given, at the standard price", async () => {
      const inputs = await eks();
      assert.equal(inputs.name, "payment-hub-prod");
      assert.equal(inputs.version, "1.34");
      assert.deepEqual(inputs.upgradePolicy, { supportType: "STANDARD" });
    });
  });

  describe("HUB-5 its load balancer", () => {
    it("has one fixed address in each zone, across zones", async () => {
      const { inputs } = only((await build()).registered, "aws:lb/loadBalancer:LoadBalancer");
      assert.deepEqual(inputs.subnetMappings, [
        { subnetId: "public-a", allocationId: "cluster-address-1-allocation" },
        { subnetId: "public-b", allocationId: "cluster-address-2-allocation" },
        { subnetId: "public-c", allocationId: "cluster-address-3-allocation" },
      ]);
      assert.equal(inputs.loadBalancerType, "network");
      assert.equal(inputs.internal, false);
      assert.equal(inputs.name, "payment-hub-prod-api");
      assert.equal(inputs.enableCrossZoneLoadBalancing, true);
      assert.equal(inputs.enableZonalShift, true);
    });

    it("is born with both of its security groups: the first can't be added later", async () => {
      const { inputs } = only((await build()).registered, "aws:lb/loadBalancer:LoadBalancer");
      assert.deepEqual(inputs.securityGroups, ["cluster-edge-group-id", "cluster-health-checkers-group-id"]);
    });

    it("lets in CloudFront and the region's health checkers on 443, each in a group of its own, and nobody else", async () => {
      const { registered } = await build();
      assert.deepEqual(
        rules(registered, INGRESS).filter((rule) => !rule.startsWith("sg-cluster")),
        [
          "cluster-edge-group-id: pl-com.amazonaws.global.cloudfront.origin-facing-in-us-east-2 tcp 443-443",
          "cluster-health-checkers-group-id: pl-com.amazonaws.us-east-2.route53-healthchecks-in-us-east-2 tcp 443-443",
        ],
      );
      for (const { name, inputs } of registered.filter(({ type }) => type === INGRESS || type === EGRESS)) {
        assert.equal(inputs.cidrIpv4 ?? inputs.cidrIpv6, undefined, name);
      }
      for (const { name, inputs } of registered.filter(({ type }) => type.endsWith(":SecurityGroup"))) {
        assert.equal(inputs.ingress ?? inputs.egress, undefined, `${name} has rules of its own`);
      }
    });

    it("reaches the pods' port and nothing else, and the pods admit it there", async () => {
      const { registered } = await build({ ...minimal, targetPort: 9443 });
      assert.deepEqual(rules(registered, EGRESS), [
        "cluster-edge-group-id: sg-cluster tcp 9443-9443",
        "cluster-health-checkers-group-id: sg-cluster tcp 9443-9443",
      ]);
      assert.deepEqual(
        rules(registered, INGRESS).filter((rule) => rule.startsWith("sg-cluster")),
        [
          "sg-cluster: cluster-edge-group-id tcp 9443-9443",
          "sg-cluster: cluster-health-checkers-group-id tcp 9443-9443",
        ],
      );
    });

    it("speaks TLS 1.2 or newer under the certificate it was given", async () => {
      const { inputs } = only((await build()).registered, "aws:lb/listener:Listener");
      assert.equal(inputs.port, 443);
      assert.equal(inputs.protocol, "TLS");
      assert.equal(inputs.sslPolicy, "ELBSecurityPolicy-TLS13-1-2-2021-06");
      assert.equal(inputs.certificateArn, minimal.certificateArn);
      assert.deepEqual(inputs.defaultActions, [
        { type: "forward", targetGroupArn: "arn:mock:cluster-target-group" },
      ]);
    });

    it("speaks TLS to pods and asks them over HTTPS whether they are healthy", async () => {
      const { inputs } = only((await build()).registered, "aws:lb/targetGroup:TargetGroup");
      assert.equal(inputs.name, "payment-hub-prod-api");
      assert.equal(inputs.protocol, "TLS");
      assert.equal(inputs.port, 8443);
      assert.equal(inputs.targetType, "ip");
      assert.equal(inputs.preserveClientIp, "false");
      assert.deepEqual(inputs.healthCheck, {
        protocol: "HTTPS",
        path: "/healthz",
        port: "8443",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
        matcher: "200",
      });
    });

    it("carries the tag without which Auto Mode binds no pods to its target group", async () => {
      const { inputs } = only((await build()).registered, "aws:lb/targetGroup:TargetGroup");
      assert.deepEqual(inputs.tags, { "eks:eks-cluster-name": "payment-hub-prod" });
    });
  });

  it("takes other pools, health check, retention and zones", async () => {
    const { registered } = await build({
      ...minimal,
      publicSubnetIds: pulumi.output(["public-a", "public-b"]),
      zoneCount: 2,
      nodePools: ["general-purpose"],
      healthCheckPath: "/ready?deep=1",
      logRetentionInDays: 90,
    });
    const eks = only(registered, "eks:index:Cluster").inputs;
    assert.deepEqual((eks.autoMode as { computeConfig: unknown }).computeConfig, {
      nodePools: ["general-purpose"],
    });
    const check = only(registered, "aws:lb/targetGroup:TargetGroup").inputs.healthCheck;
    assert.equal((check as { path: string }).path, "/ready?deep=1");
    for (const { inputs } of registered.filter(({ type }) => type.endsWith(":LogGroup"))) {
      assert.equal(inputs.retentionInDays, 90, String(inputs.name));
    }
    assert.deepEqual(names(registered, "aws:ec2/eip:Eip"), ["cluster-address-1", "cluster-address-2"]);
  });

  for (const protect of [undefined, true, false]) {
    it(`protects cluster and load balancer in AWS with protect ${protect}`, async () => {
      const { registered } = await build({ ...minimal, protect });
      const expected = protect ?? true;
      assert.equal(only(registered, "eks:index:Cluster").inputs.deletionProtection, expected);
      const loadBalancer = only(registered, "aws:lb/loadBalancer:LoadBalancer").inputs;
      assert.equal(loadBalancer.enableDeletionProtection, expected);
    });
  }

  it("protects in Pulumi what can't be had again: key, logs, addresses, load balancer; not who may enter", async () => {
    const kept = async (protect: boolean) => {
      const { options } = await build({ ...minimal, protect });
      const held = Object.entries(options).filter(([, opts]) => opts.protect);
      return held.map(([child]) => child).sort();
    };
    assert.deepEqual(await kept(true), [
      "aws:cloudwatch/logGroup:LogGroup cluster-application-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-dataplane-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-host-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-logs",
      "aws:cloudwatch/logGroup:LogGroup cluster-performance-logs",
      "aws:ec2/eip:Eip cluster-address-1",
      "aws:ec2/eip:Eip cluster-address-2",
      "aws:ec2/eip:Eip cluster-address-3",
      "aws:kms/key:Key cluster-key-key",
      "aws:lb/loadBalancer:LoadBalancer cluster-load-balancer",
      "tandem:components:RegionalKey cluster-key",
    ]);
    assert.deepEqual(await kept(false), []);
  });

  it("tells what records, alarms and bindings need", async () => {
    const { cluster } = await build();
    const outputs = await known(
      pulumi.output({
        clusterName: cluster.clusterName,
        clusterArn: cluster.clusterArn,
        clusterSecurityGroupId: cluster.clusterSecurityGroupId,
        loadBalancerArn: cluster.loadBalancerArn,
        loadBalancerDnsName: cluster.loadBalancerDnsName,
        loadBalancerZoneId: cluster.loadBalancerZoneId,
        targetGroupArn: cluster.targetGroupArn,
        addressIds: cluster.addressIds,
        publicIps: cluster.publicIps,
      }),
    );
    assert.deepEqual(outputs, {
      clusterName: "payment-hub-prod",
      clusterArn: "arn:aws:eks:us-east-2:111122223333:cluster/payment-hub-prod",
      clusterSecurityGroupId: "sg-cluster",
      loadBalancerArn: "arn:mock:cluster-load-balancer",
      loadBalancerDnsName: "api.elb.amazonaws.com",
      loadBalancerZoneId: "ZNLB",
      targetGroupArn: "arn:mock:cluster-target-group",
      addressIds: [1, 2, 3].map((zone) => `cluster-address-${zone}-allocation`),
      publicIps: [1, 2, 3].map((zone) => `cluster-address-${zone}-ip`),
    });
  });

  it("registers nothing when an argument is wrong", async () => {
    const registered = startMocks();
    assert.throws(
      () => new PaymentCluster("cluster", { ...minimal, loadBalancerName: "internal-api" }),
      (error) =>
        pulumi.InputPropertyError.isInstance(error) &&
        error.propertyPath === "loadBalancerName" &&
        /PaymentCluster "cluster": loadBalancerName: "internal-api" is not allowed, up to 32/.test(
          error.message,
        ),
    );
    await settled();
    assert.deepEqual(registered, []);
  });
});

describe("what a PaymentCluster refuses", () => {
  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
  const wrong: [key: keyof PaymentClusterArgs, value: unknown, sentence: RegExp, property?: string][] = [
    ["clusterName", "", /^"" is not allowed, up to 100/],
    ["clusterName", "-hub", /up to 100/],
    ["clusterName", "a".repeat(101), /up to 100/],
    ["clusterName", "hub.prod", /letters, digits, hyphens and underscores/],
    ["loadBalancerName", "a".repeat(33), /up to 32/],
    ["loadBalancerName", "internal-hub", /not starting with internal-/],
    ["loadBalancerName", "hub-", /not ending with a hyphen/],
    ["loadBalancerName", "hub_api", /letters, digits and hyphens/],
    ["targetGroupName", "-hub", /up to 32/],
    ["targetGroupName", "a".repeat(33), /up to 32/],
    ["zoneCount", 1, /^1 is not allowed, 2 to 6 is$/],
    ["zoneCount", 7, /2 to 6/],
    ["zoneCount", 2.5, /2 to 6/],
    ["version", "1.4", /^"1\.4" is not allowed, a Kubernetes version such as "1\.34" is$/],
    ["version", "latest", /a Kubernetes version/],
    ["administrators", [], /at least one IAM role/],
    ["administrators", [role("a/admin"), role("b/admin")], /roles of one account with different names/],
    ["administrators", ["arn:aws:iam::111122223333:user/jo"], /^"arn:aws:iam::111122223333:user\/jo" is not/],
    ["targetPort", 0, /^0 is not allowed, 1 to 65535 is$/],
    ["targetPort", 65536, /1 to 65535/],
    ["healthCheckPath", "healthz", /^"healthz" is not allowed, a path/],
    ["healthCheckPath", "/health z", /a path/],
    ["nodePools", [], /^\[\] is not allowed, one or more of general-purpose, system are/],
    ["nodePools", ["gpu"], /one or more of/],
    ["nodePools", ["system", "system"], /each once/],
    [
      "nodes",
      { instanceTypes: [] },
      /^\[\] is not allowed, 1 to 20 instance types are$/,
      "nodes.instanceTypes",
    ],
    [
      "nodes",
      { instanceTypes: ["m7g.xlarge", "m7i.xlarge"] },
      /types of one processor/,
      "nodes.instanceTypes",
    ],
    ["nodes", { instanceTypes: ["m7g.xlarge", "m7g.large"] }, /types of one size/, "nodes.instanceTypes"],
    [
      "nodes",
      { instanceTypes: ["m7g.xlarge", "m7g.xlarge"] },
      /each instance type once/,
      "nodes.instanceTypes",
    ],
    ["nodes", { instanceTypes: ["large"] }, /such as m7g\.xlarge/, "nodes.instanceTypes"],
    ["nodes", { minimum: 0 }, /^0 is not allowed, 1 or more is$/, "nodes.minimum"],
    [
      "nodes",
      { minimum: 9, maximum: 8 },
      /^8 is not allowed, 9 \(nodes\.minimum\) to 450 is$/,
      "nodes.maximum",
    ],
    ["addonVersions", { coredns: "latest" }, /such as v1\.13\.2-eksbuild\.21/, 'addonVersions["coredns"]'],
    [
      "version",
      "1.20",
      /^metrics-server, .+ have no version for Kubernetes 1\.20; .+ take 1\.34/,
      "addonVersions",
    ],
    ["logRetentionInDays", 366, /^366 is not allowed, CloudWatch Logs keeps logs for 365 or 400 days$/],
  ];
  for (const [path, value, sentence, property = path] of wrong) {
    it(`is ${path} ${JSON.stringify(value)}`, () => {
      const [found, ...others] = mistakes({ ...minimal, [path]: value });
      assert.equal(found?.propertyPath, property);
      assert.match(found?.reason as string, sentence);
      assert.deepEqual(others, []);
    });
  }

  it("is another number of public subnets than zones, as soon as they are known", () => {
    assert.deepEqual(zoneMistakes(["a", "b", "c"], 3), []);
    for (const ids of [["a", "b"], ["a", "b", "c", "d"], []]) {
      const [found] = zoneMistakes(ids, 3);
      assert.equal(found?.propertyPath, "publicSubnetIds");
      assert.match(
        found?.reason as string,
        new RegExp(`^${ids.length} subnets are not allowed, .+zoneCount \\(3\\)`),
      );
    }
  });

  it("is nothing of what is right, up to the longest names AWS takes", () => {
    const longest = {
      ...minimal,
      clusterName: "a".repeat(100),
      loadBalancerName: "a".repeat(32),
      targetGroupName: "a",
    };
    assert.deepEqual(mistakes(longest), []);
    const government = { ...minimal, administrators: ["arn:aws-us-gov:iam::111122223333:role/team/admin"] };
    assert.deepEqual(mistakes(government), []);
    const { targetPort, healthCheckPath, logRetentionInDays, nodePools } = defaults;
    const spelledOut = { targetPort, healthCheckPath, logRetentionInDays, nodePools: [...nodePools] };
    assert.deepEqual(mistakes({ ...minimal, ...spelledOut }), []);
  });
});
