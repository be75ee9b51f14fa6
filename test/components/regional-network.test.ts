import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { Netmask } from "netmask";
import { logRetentionMistakes } from "../../components/arguments/log-retention";
import {
  defaults,
  NatStrategy,
  RegionalNetwork,
  type RegionalNetworkArgs,
} from "../../components/regional-network";
import { endpointPolicy } from "../../components/regional-network/endpoint-policy";
import { flowLogPermissions, flowLogTrust } from "../../components/regional-network/flow-log-role";
import { prefixLength, subnetMasks } from "../../components/regional-network/subnet-masks";
import { mistakes } from "../../components/regional-network/validate";
import { only, settled, startMocks } from "../support/mocks";

const minimal: RegionalNetworkArgs = {
  region: "us-east-2",
  cidrBlock: "10.10.0.0/16",
  availabilityZones: ["us-east-2a", "us-east-2b", "us-east-2c"],
  resourceName: "payment-hub-prod",
};

async function build(args: RegionalNetworkArgs = minimal) {
  const registered = startMocks({
    "awsx:ec2:Vpc": () => ({
      vpcId: "vpc-1",
      publicSubnetIds: ["public-a", "public-b", "public-c"],
      privateSubnetIds: ["private-a", "private-b", "private-c"],
      isolatedSubnetIds: ["isolated-a", "isolated-b", "isolated-c"],
      // In reverse on purpose: awsx promises no order.
      routeTableAssociations: ["isolated", "public", "private"]
        .flatMap((kind) => ["c", "b", "a"].map((zone) => `${kind}-${zone}`))
        .map((subnetId) => ({ subnetId, routeTableId: `table-of-${subnetId}` })),
    }),
  });
  const network = new RegionalNetwork("network", args);
  await settled();
  return { registered, network };
}

interface EndpointSpec {
  serviceName: string;
  vpcEndpointType: string;
  policy: string;
}

describe("RegionalNetwork", () => {
  it("makes exactly its VPC, a closed default group and a flow log with its group, key and role", async () => {
    const { registered } = await build();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws:cloudwatch/logGroup:LogGroup network-flow-log-group",
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup network-default-group",
      "aws:ec2/flowLog:FlowLog network-flow-log",
      "aws:iam/role:Role network-flow-log-role",
      "aws:iam/rolePolicy:RolePolicy network-flow-log-permissions",
      "aws:kms/alias:Alias network-flow-log-alias",
      "aws:kms/key:Key network-flow-log-key",
      "awsx:ec2:Vpc network-vpc",
      "tandem:components:RegionalKey network-flow-log",
      "tandem:components:RegionalNetwork network",
    ]);
  });

  it("names the route tables of its inner subnets, zone by zone, in whatever order awsx lists them", async () => {
    const { network } = await build();
    const ids = await new Promise((resolve) => pulumi.all(network.innerRouteTableIds).apply(resolve));
    const subnets = ["private", "isolated"].flatMap((kind) =>
      ["a", "b", "c"].map((zone) => `${kind}-${zone}`),
    );
    assert.deepEqual(
      ids,
      subnets.map((subnet) => `table-of-${subnet}`),
    );
  });

  it("names the route tables of each tier by itself, too", async () => {
    const { network } = await build();
    for (const tier of ["public", "private", "isolated"] as const) {
      const ids = await new Promise((resolve) => pulumi.all(network[`${tier}RouteTableIds`]).apply(resolve));
      assert.deepEqual(
        ids,
        ["a", "b", "c"].map((zone) => `table-of-${tier}-${zone}`),
      );
    }
  });

  for (const [natStrategy, strategy] of [
    [NatStrategy.OnePerZone, "OnePerAz"],
    [NatStrategy.Single, "Single"],
    [NatStrategy.None, "None"],
  ] as const) {
    it(`has NAT gateways as asked: ${natStrategy}`, async () => {
      const { inputs } = only((await build({ ...minimal, natStrategy })).registered, "awsx:ec2:Vpc");
      assert.deepEqual(inputs.natGateways, { strategy });
    });
  }

  it("NET-8 lets only some actions on some resources through an endpoint, and still own principals alone", async () => {
    const access = {
      service: "dynamodb",
      actions: ["dynamodb:GetItem"],
      resources: [pulumi.output("arn:aws:dynamodb:us-east-2:111122223333:table/sessions")],
    };
    const { registered } = await build({ ...minimal, endpointAccess: [access] });
    const specs = only(registered, "awsx:ec2:Vpc").inputs.vpcEndpointSpecs as EndpointSpec[];
    const statement = (service: string) => {
      const spec = specs.find(({ serviceName }) => serviceName.endsWith(`.${service}`));
      return JSON.parse(spec?.policy as string).Statement[0];
    };
    assert.deepEqual(statement("dynamodb").Action, ["dynamodb:GetItem"]);
    assert.deepEqual(statement("dynamodb").Resource, [
      "arn:aws:dynamodb:us-east-2:111122223333:table/sessions",
    ]);
    const own = { StringEquals: { "aws:PrincipalAccount": "111122223333" } };
    assert.deepEqual(statement("dynamodb").Condition, own);
    assert.equal(statement("kms").Action, "*");
  });

  it("lets only the account's own principals through its endpoints, and reads ECR's image layers", async () => {
    const { registered } = await build();
    const specs = only(registered, "awsx:ec2:Vpc").inputs.vpcEndpointSpecs as EndpointSpec[];
    for (const { serviceName, policy } of specs) {
      const { Statement } = JSON.parse(policy);
      assert.deepEqual(Statement[0].Condition, { StringEquals: { "aws:PrincipalAccount": "111122223333" } });
      const layers = Statement.slice(1).map(({ Resource }: { Resource: string }) => Resource);
      const expected = serviceName.endsWith(".s3")
        ? ["arn:aws:s3:::prod-us-east-2-starport-layer-bucket/*"]
        : [];
      assert.deepEqual(layers, expected, serviceName);
    }
  });

  it("hands its one region to every regional child", async () => {
    for (const { type, name, inputs } of (await build()).registered) {
      if (/^(tandem:|aws:iam\/)/.test(type)) continue;
      assert.equal(inputs.region, "us-east-2", `${type} ${name}`);
    }
  });

  it("HUB-10 has a NAT gateway in each of the zones it was given", async () => {
    const { inputs } = only((await build()).registered, "awsx:ec2:Vpc");
    assert.deepEqual(inputs.natGateways, { strategy: "OnePerAz" });
    assert.deepEqual(inputs.availabilityZoneNames, minimal.availabilityZones);
  });

  it("turns on both DNS attributes, which private endpoints and a private EKS API need", async () => {
    const { inputs } = only((await build()).registered, "awsx:ec2:Vpc");
    assert.equal(inputs.enableDnsHostnames, true);
    assert.equal(inputs.enableDnsSupport, true);
  });

  it("lays out private, public and isolated subnets with the tags by which EKS places load balancers", async () => {
    const { inputs } = only((await build()).registered, "awsx:ec2:Vpc");
    assert.equal(inputs.subnetStrategy, "Auto");
    assert.equal(inputs.availabilityZoneCidrMask, 18);
    assert.deepEqual(inputs.subnetSpecs, [
      {
        type: "Private",
        name: "private",
        cidrMask: 19,
        tags: { "kubernetes.io/role/internal-elb": "1" },
      },
      { type: "Public", name: "public", cidrMask: 22, tags: { "kubernetes.io/role/elb": "1" } },
      { type: "Isolated", name: "isolated", cidrMask: 22 },
    ]);
  });

  it("attaches endpoints by itself: two gateways and the default interfaces, all of its own region", async () => {
    const { inputs } = only((await build()).registered, "awsx:ec2:Vpc");
    assert.equal(inputs.vpcEndpointStrategy, "Auto");
    const specs = inputs.vpcEndpointSpecs as EndpointSpec[];
    const of = (type: string) =>
      specs
        .filter(({ vpcEndpointType }) => vpcEndpointType === type)
        .map(({ serviceName }) => serviceName.replace("com.amazonaws.us-east-2.", ""));
    assert.deepEqual(of("Gateway"), ["s3", "dynamodb"]);
    assert.deepEqual(of("Interface"), [...defaults.interfaceEndpoints]);
    assert.equal(specs.length, 2 + defaults.interfaceEndpoints.length);
  });

  it("takes other interface endpoints and another retention", async () => {
    const { registered } = await build({
      ...minimal,
      interfaceEndpoints: ["kms"],
      flowLogRetentionInDays: 90,
    });
    const specs = only(registered, "awsx:ec2:Vpc").inputs.vpcEndpointSpecs as EndpointSpec[];
    assert.deepEqual(
      specs.map(({ serviceName }) => serviceName),
      ["s3", "dynamodb", "kms"].map((service) => `com.amazonaws.us-east-2.${service}`),
    );
    assert.equal(only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays, 90);
  });

  it("leaves the VPC's default security group without a rule", async () => {
    const { inputs } = only((await build()).registered, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.deepEqual(inputs, { region: "us-east-2", vpcId: "vpc-1", ingress: [], egress: [] });
  });

  it("logs all flows every minute into an encrypted group that keeps them a year", async () => {
    const { registered } = await build();
    const group = only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.equal(group.name, "/aws/vpc/payment-hub-prod");
    assert.equal(group.retentionInDays, 365);
    assert.equal(group.kmsKeyId, "arn:mock:network-flow-log-key");
    const flowLog = only(registered, "aws:ec2/flowLog:FlowLog").inputs;
    assert.deepEqual(flowLog, {
      region: "us-east-2",
      vpcId: "vpc-1",
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: "arn:mock:network-flow-log-group",
      iamRoleArn: "arn:mock:network-flow-log-role",
      maxAggregationInterval: 60,
    });
  });

  it("gives the log group a key that CloudWatch Logs may use", async () => {
    const { inputs } = only((await build()).registered, "aws:kms/key:Key");
    assert.match(inputs.policy as string, /"Service":"logs\.us-east-2\.amazonaws\.com"/);
  });

  it("lets flow logs of its own account write into its own group, and do nothing else", async () => {
    const { registered } = await build();
    const role = only(registered, "aws:iam/role:Role").inputs;
    assert.equal(role.assumeRolePolicy, flowLogTrust("111122223333"));
    const policy = only(registered, "aws:iam/rolePolicy:RolePolicy").inputs;
    assert.equal(policy.policy, flowLogPermissions("arn:mock:network-flow-log-group"));
    const [statement] = JSON.parse(policy.policy as string).Statement;
    assert.equal(statement.Resource, "arn:mock:network-flow-log-group:*");
    assert.deepEqual(JSON.parse(flowLogTrust("111122223333")).Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
    });
  });

  it("tells the ids of its VPC and of each kind of subnet, and its range", async () => {
    const { network } = await build();
    const outputs = await new Promise((resolve) =>
      pulumi
        .all([
          network.vpcId,
          network.publicSubnetIds,
          network.privateSubnetIds,
          network.isolatedSubnetIds,
          network.cidrBlock,
        ])
        .apply(resolve),
    );
    assert.deepEqual(outputs, [
      "vpc-1",
      ["public-a", "public-b", "public-c"],
      ["private-a", "private-b", "private-c"],
      ["isolated-a", "isolated-b", "isolated-c"],
      "10.10.0.0/16",
    ]);
  });

  it("registers nothing when an argument is wrong", async () => {
    const registered = startMocks();
    assert.throws(
      () => new RegionalNetwork("network", { ...minimal, cidrBlock: "10.10.0.0/24" }),
      (error) =>
        pulumi.InputPropertyError.isInstance(error) &&
        error.propertyPath === "cidrBlock" &&
        /RegionalNetwork "network": cidrBlock: "10\.10\.0\.0\/24" is not allowed, a block of \/16 to \/20/.test(
          error.message,
        ),
    );
    await settled();
    assert.deepEqual(registered, []);
  });
});

describe("what a RegionalNetwork refuses", () => {
  const zones = (...letters: string[]) => letters.map((letter) => `us-east-2${letter}`);
  const wrong: [string, Partial<RegionalNetworkArgs>, RegExp][] = [
    ["a range off its boundary", { cidrBlock: "10.10.1.0/16" }, /"10\.10\.1\.0\/16" is not allowed/],
    ["a range that is too large", { cidrBlock: "10.0.0.0/15" }, /\/16 to \/20/],
    ["a range that is too small", { cidrBlock: "10.10.0.0/21" }, /\/16 to \/20/],
    ["what is no range", { cidrBlock: "10.10.0.300/16" }, /"10\.10\.0\.300\/16"/],
    ["a single zone", { availabilityZones: zones("a") }, /two to four different zones/],
    ["five zones", { availabilityZones: zones("a", "b", "c", "d", "e") }, /two to four/],
    ["a zone twice", { availabilityZones: zones("a", "a", "b") }, /two to four different zones/],
    [
      "a zone of another region",
      { availabilityZones: ["us-east-2a", "us-west-2b"] },
      /^"us-west-2b" is not allowed, zones of us-east-2 such as us-east-2a are$/,
    ],
    ["a zone with the region inside", { availabilityZones: ["us-east-2a", "bus-east-2"] }, /"bus-east-2"/],
    ["an endpoint twice", { interfaceEndpoints: ["kms", "sts", "kms"] }, /^"kms" is not allowed twice$/],
    ["an interface in place of a gateway", { interfaceEndpoints: ["s3"] }, /gateway endpoint/],
    ["a full service name with a typo", { interfaceEndpoints: ["ecr api"] }, /last part of a service's name/],
    ["a retention CloudWatch doesn't know", { flowLogRetentionInDays: 364 }, /180 or 365 days/],
  ];
  for (const [what, change, sentence] of wrong) {
    it(`is ${what}`, () => {
      const [found, ...others] = mistakes({ ...minimal, ...change });
      assert.equal(found?.propertyPath, Object.keys(change)[0]);
      assert.match(found?.reason as string, sentence);
      assert.deepEqual(others, []);
    });
  }

  it("is access to a service without an endpoint, to a service twice, or to nothing", () => {
    const access = (service: string, actions: string[], resources = ["*"]) => ({
      service,
      actions,
      resources,
    });
    const found = mistakes({
      ...minimal,
      endpointAccess: [
        access("sqs", ["sqs:SendMessage"]),
        access("kms", ["*"]),
        access("kms", []),
        access("s3", ["s3:Get*"], []),
      ],
    });
    assert.deepEqual(
      found.map(({ propertyPath }) => propertyPath),
      [
        "endpointAccess[0].service",
        "endpointAccess[1].actions",
        "endpointAccess[2].service",
        "endpointAccess[2].actions",
        "endpointAccess[3].resources",
      ],
    );
  });

  it("is named all at once", () => {
    const found = mistakes({ ...minimal, cidrBlock: "none", availabilityZones: [] });
    assert.deepEqual(
      found.map(({ propertyPath }) => propertyPath),
      ["cidrBlock", "availabilityZones"],
    );
  });

  it("is nothing of what is right", () => {
    for (const count of [2, 3, 4]) {
      const availabilityZones = zones("a", "b", "c", "d").slice(0, count);
      assert.deepEqual(mistakes({ ...minimal, availabilityZones, cidrBlock: "172.16.16.0/20" }), []);
    }
  });
});

describe("the days that logs are kept", () => {
  const table: [number | undefined, RegExp | undefined][] = [
    [undefined, undefined],
    [1, undefined],
    [365, undefined],
    [3653, undefined],
    [0, /^0 is not allowed, CloudWatch Logs keeps logs for 1 days$/],
    [100, /for 90 or 120 days$/],
    [4000, /for 3653 days$/],
    [Number.NaN, /for 1 to 3653 days$/],
  ];
  for (const [days, sentence] of table) {
    it(`${days} are ${sentence ? "refused with the nearest numbers" : "taken"}`, () => {
      const [found] = logRetentionMistakes("days", days);
      if (sentence) assert.match(found?.reason as string, sentence);
      else assert.equal(found, undefined);
    });
  }
});

/** The subnets of a network as awsx's strategy Auto lays them out: in the order of the specs, zone after zone. */
function layout(cidrBlock: string, zones: number): Netmask[] {
  const masks = subnetMasks(prefixLength(cidrBlock));
  const first = new Netmask(new Netmask(cidrBlock).base, masks.zone);
  return Array.from({ length: zones }, (_, zone) => (zone === 0 ? first : first.next(zone))).flatMap(
    ({ base }) => {
      const privateSubnet = new Netmask(base, masks.private);
      const publicSubnet = new Netmask(privateSubnet.next().base, masks.public);
      return [privateSubnet, publicSubnet, new Netmask(publicSubnet.next().base, masks.isolated)];
    },
  );
}

describe("the subnets of a network", () => {
  const vpcs = fc
    .tuple(fc.integer({ min: 16, max: 20 }), fc.nat(255), fc.nat(255))
    .map(([prefix, second, third]) => new Netmask(`10.${second}.${third}.0/${prefix}`).toString());
  const zoneCounts = fc.integer({ min: 2, max: 4 });

  it("lie in the VPC and share no address, in any range and any number of zones", () => {
    fc.assert(
      fc.property(vpcs, zoneCounts, (cidrBlock, zones) => {
        const vpc = new Netmask(cidrBlock);
        const subnets = layout(cidrBlock, zones);
        assert.equal(subnets.length, 3 * zones);
        for (const [index, subnet] of subnets.entries()) {
          assert.ok(vpc.contains(subnet), `${subnet} is outside ${vpc}`);
          for (const other of subnets.slice(index + 1)) {
            assert.ok(!subnet.contains(other) && !other.contains(subnet), `${subnet} and ${other}`);
          }
        }
      }),
    );
  });

  it("stay where they are when a zone is added at the end", () => {
    fc.assert(
      fc.property(vpcs, fc.integer({ min: 2, max: 3 }), (cidrBlock, zones) => {
        const before = layout(cidrBlock, zones).map(String);
        assert.deepEqual(
          layout(cidrBlock, zones + 1)
            .map(String)
            .slice(0, before.length),
          before,
        );
      }),
    );
  });

  it("leave three eighths of each zone free and hold what EC2 and a load balancer ask for", () => {
    for (const prefix of [16, 17, 18, 19, 20]) {
      const masks = subnetMasks(prefix);
      const size = (mask: number) => 2 ** (32 - mask);
      const used = size(masks.private) + size(masks.public) + size(masks.isolated);
      assert.equal(used, (size(masks.zone) * 5) / 8, `/${prefix}`);
      assert.ok(size(masks.public) >= 64 && size(masks.isolated) >= 64, `/${prefix}`);
    }
    assert.deepEqual(subnetMasks(16), { zone: 18, private: 19, public: 22, isolated: 22 });
    assert.deepEqual(subnetMasks(20), { zone: 22, private: 23, public: 26, isolated: 26 });
  });

  it("have a prefix only where the range is one", () => {
    assert.equal(prefixLength("10.10.0.0/16"), 16);
    for (const text of ["10.10.0.0", "10.10.0.1/16", "10.10.0.0/33", "10.10.0.0/16 ", "::/16", "/16", ""]) {
      assert.ok(Number.isNaN(prefixLength(text)), text);
    }
  });
});

describe("the policy of S3's endpoint", () => {
  const scope = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
  const readable = (service: string, packages: boolean) =>
    (
      JSON.parse(endpointPolicy(service, scope, undefined, packages)) as {
        Statement: { Sid: string; Action: string; Resource: string; Condition?: unknown }[];
      }
    ).Statement.filter(({ Condition }) => Condition === undefined).map(({ Sid, Action, Resource }) => [
      Sid,
      Action,
      Resource,
    ]);

  it("lets packages of Amazon Linux be read without a signature where instances install some, and nowhere else", () => {
    const layers = ["ImageLayers", "s3:GetObject", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"];
    const packages = ["PackageRepositories", "s3:GetObject", "arn:aws:s3:::al2023-repos-eu-west-1-*/*"];
    assert.deepEqual(readable("s3", true), [layers, packages]);
    assert.deepEqual(readable("s3", false), [layers]);
    assert.deepEqual(readable("dynamodb", true), []);
  });
});
