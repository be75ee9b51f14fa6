import assert from "node:assert/strict";
import { awsx } from "../../../providers/awsx/package";
import {
  type Constructed,
  construct,
  graph,
  type Json,
  output,
  type Scenario,
  secret,
  unknown,
  urnOf,
} from "../components/fake-engine";

const zones = ["eu-west-1a", "eu-west-1b"];
const base = {
  cidrBlock: "10.0.0.0/16",
  availabilityZoneNames: zones,
  subnetStrategy: "Auto",
  subnetSpecs: [
    { type: "Public", cidrMask: 24, tags: { "kubernetes.io/role/elb": "1" } },
    { type: "Private", cidrMask: 20 },
    { type: "Isolated", name: "data", cidrMask: 24 },
  ],
};
const vpc = (inputs: Json, scenario?: Scenario) => construct(awsx, "awsx:ec2:Vpc", "net", inputs, scenario);
const failure = async (inputs: Json) => {
  const error = await vpc(inputs).then(
    () => assert.fail("the component accepted the arguments"),
    (reason: Error & { metadata: { get(key: string): Buffer[] } }) => reason,
  );
  return `${error.message} ${error.metadata.get("grpc-status-details-bin").map(String).join(" ")}`;
};
const count = (built: Constructed, type: string) =>
  built.resources.filter((resource) => resource.type === type).length;

describe("awsx:ec2:Vpc", () => {
  it("registers exactly the published component's children under their parents", async () => {
    const built = await vpc({
      ...base,
      availabilityZoneNames: ["eu-west-1a"],
      natGateways: { strategy: "OnePerAz" },
    });
    const names = ["net-data-1", "net-private-1", "net-public-1"];
    assert.deepEqual(
      graph(built),
      [
        "awsx:ec2:Vpc net < ",
        "aws:ec2/vpc:Vpc net < net",
        "aws:ec2/internetGateway:InternetGateway net < net",
        "aws:ec2/eip:Eip net-1 < net-public-1",
        "aws:ec2/natGateway:NatGateway net-1 < net-public-1",
        ...names.flatMap((name) => [
          `aws:ec2/subnet:Subnet ${name} < net`,
          `aws:ec2/routeTable:RouteTable ${name} < ${name}`,
          `aws:ec2/routeTableAssociation:RouteTableAssociation ${name} < ${name}`,
        ]),
        "aws:ec2/route:Route net-private-1 < net-private-1",
        "aws:ec2/route:Route net-public-1 < net-public-1",
      ].sort(),
    );
  });

  it("gives the VPC and its subnets exactly these inputs", async () => {
    const built = await vpc(
      {
        ...base,
        region: "eu-west-1",
        tags: { Team: "pay" },
        enableDnsHostnames: true,
        natGateways: { strategy: "None" },
      },
      { outputs: { "aws:ec2/vpc:Vpc": { ipv6CidrBlock: "" } } },
    );
    assert.deepEqual(built.get("aws:ec2/vpc:Vpc", "net").inputs, {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      region: "eu-west-1",
      tags: { Name: "net", Team: "pay" },
    });
    assert.deepEqual(built.get("aws:ec2/subnet:Subnet", "net-public-2").inputs, {
      assignIpv6AddressOnCreation: false,
      availabilityZone: "eu-west-1b",
      cidrBlock: "10.0.128.0/24",
      mapPublicIpOnLaunch: true,
      region: "eu-west-1",
      tags: { Name: "net-public-2", SubnetType: "Public", Team: "pay", "kubernetes.io/role/elb": "1" },
      vpcId: "net-id",
    });
    assert.deepEqual(built.get("aws:ec2/routeTable:RouteTable", "net-data-1").inputs, {
      region: "eu-west-1",
      tags: { Name: "net-data-1", SubnetType: "Isolated", Team: "pay" },
      vpcId: "net-id",
    });
  });

  it("routes public subnets to the internet gateway, private ones to a NAT gateway, isolated ones nowhere", async () => {
    const built = await vpc(base, { outputs: { "aws:ec2/eip:Eip": { allocationId: "eipalloc-1" } } });
    const table = (name: string) => ({ routeTableId: `${name}-id`, destinationCidrBlock: "0.0.0.0/0" });
    assert.deepEqual(built.get("aws:ec2/route:Route", "net-public-2").inputs, {
      ...table("net-public-2"),
      gatewayId: "net-id",
    });
    assert.deepEqual(built.get("aws:ec2/route:Route", "net-private-2").inputs, {
      ...table("net-private-2"),
      natGatewayId: "net-2-id",
    });
    assert.equal(count(built, "aws:ec2/route:Route"), 4);
    assert.deepEqual(built.get("aws:ec2/natGateway:NatGateway", "net-2").inputs, {
      allocationId: "eipalloc-1",
      subnetId: "net-public-2-id",
      tags: { Name: "net-2" },
    });
  });

  it("Single makes one NAT gateway for all zones, None makes none and no private route", async () => {
    const single = await vpc({ ...base, natGateways: { strategy: "Single" } });
    assert.equal(count(single, "aws:ec2/natGateway:NatGateway"), 1);
    assert.equal(single.get("aws:ec2/route:Route", "net-private-2").inputs.natGatewayId, "net-1-id");
    const none = await vpc({ ...base, natGateways: { strategy: "None" } });
    assert.equal(count(none, "aws:ec2/natGateway:NatGateway") + count(none, "aws:ec2/eip:Eip"), 0);
    assert.equal(count(none, "aws:ec2/route:Route"), 2);
  });

  it("uses given Elastic IPs instead of new ones", async () => {
    const ids = ["eipalloc-a", output("eipalloc-b", [urnOf("aws:ec2/eip:Eip", "mine")])];
    const built = await vpc({ ...base, natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ids } });
    assert.equal(count(built, "aws:ec2/eip:Eip"), 0);
    const second = built.get("aws:ec2/natGateway:NatGateway", "net-2");
    assert.equal(second.inputs.allocationId, "eipalloc-b");
    assert.deepEqual(second.propertyDependencies.allocationId, [urnOf("aws:ec2/eip:Eip", "mine")]);
  });

  it("Auto attaches gateway endpoints to all route tables and interface endpoints to one private subnet per zone", async () => {
    const built = await vpc({
      ...base,
      vpcEndpointStrategy: "Auto",
      vpcEndpointSpecs: [
        { serviceName: "com.amazonaws.eu-west-1.s3" },
        { serviceName: "com.amazonaws.eu-west-1.sts", vpcEndpointType: "Interface", tags: { Own: "1" } },
      ],
    });
    const s3 = built.get("aws:ec2/vpcEndpoint:VpcEndpoint", "com.amazonaws.eu-west-1.s3").inputs;
    assert.equal(Array.isArray(s3.routeTableIds) && s3.routeTableIds.length, 6);
    assert.equal(s3.securityGroupIds, undefined);
    assert.deepEqual(built.get("aws:ec2/vpcEndpoint:VpcEndpoint", "com.amazonaws.eu-west-1.sts").inputs, {
      privateDnsEnabled: true,
      securityGroupIds: ["com.amazonaws.eu-west-1.sts-sg-id"],
      serviceName: "com.amazonaws.eu-west-1.sts",
      subnetIds: ["net-private-1-id", "net-private-2-id"],
      tags: { Name: "net", Own: "1" },
      vpcEndpointType: "Interface",
      vpcId: "net-id",
    });
    assert.deepEqual(
      built.get("aws:ec2/securityGroupRule:SecurityGroupRule", "com.amazonaws.eu-west-1.sts-ingress").inputs,
      {
        cidrBlocks: ["10.0.0.0/16"],
        fromPort: 443,
        protocol: "tcp",
        securityGroupId: "com.amazonaws.eu-west-1.sts-sg-id",
        toPort: 443,
        type: "ingress",
      },
    );
    assert.deepEqual(
      [
        built.get("aws:ec2/vpc:Vpc", "net").inputs.enableDnsHostnames,
        built.get("aws:ec2/vpc:Vpc", "net").inputs.enableDnsSupport,
      ],
      [true, true],
    );
  });

  it("Legacy endpoints are attached to what their spec says and to nothing else", async () => {
    const built = await vpc({ ...base, vpcEndpointSpecs: [{ serviceName: "s3", routeTableIds: ["rtb-1"] }] });
    const { inputs } = built.get("aws:ec2/vpcEndpoint:VpcEndpoint", "s3");
    assert.deepEqual(inputs, {
      routeTableIds: ["rtb-1"],
      serviceName: "s3",
      tags: { Name: "net" },
      vpcId: "net-id",
    });
    assert.equal(built.get("aws:ec2/vpc:Vpc", "net").inputs.enableDnsHostnames, undefined);
  });

  it("asks for the zones only when they are not given, with the component's provider", async () => {
    const { availabilityZoneNames: _, ...unnamed } = base;
    const functions = {
      "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["x-1a", "x-1b", "x-1c", "x-1d"] },
    };
    const provider = "urn:pulumi:dev::project::pulumi:providers:aws::eu::id";
    const built = await vpc(
      { ...unnamed, region: "x-1", numberOfAvailabilityZones: 2 },
      { functions, request: (request) => request.getProvidersMap().set("aws", provider) },
    );
    assert.deepEqual(built.calls, [
      { token: "aws:index/getAvailabilityZones:getAvailabilityZones", args: { region: "x-1" }, provider },
    ]);
    assert.equal(count(built, "aws:ec2/subnet:Subnet"), 6);
    assert.deepEqual((await vpc(base)).calls, []);
  });

  it("returns the outputs of the published component, by subnet type", async () => {
    const { state, stateDependencies } = await vpc({ ...base, natGateways: { strategy: "None" } });
    assert.deepEqual(Object.keys(state).sort(), [
      "eips",
      "internetGateway",
      "isolatedSubnetIds",
      "isolatedSubnets",
      "natGateways",
      "privateSubnetIds",
      "privateSubnets",
      "publicSubnetIds",
      "publicSubnets",
      "routeTableAssociations",
      "routeTables",
      "routes",
      "subnetLayout",
      "subnets",
      "vpc",
      "vpcEndpoints",
      "vpcId",
    ]);
    assert.equal(state.vpcId, "net-id");
    assert.deepEqual(state.privateSubnetIds, ["net-private-1-id", "net-private-2-id"]);
    assert.deepEqual(state.isolatedSubnetIds, ["net-data-1-id", "net-data-2-id"]);
    assert.deepEqual(state.subnetLayout, [
      { type: "Public", cidrMask: 24, size: 256 },
      { type: "Private", cidrMask: 20, size: 4096 },
      { type: "Isolated", name: "data", cidrMask: 24, size: 256 },
    ]);
    assert.equal(stateDependencies.vpcId?.length, 7);
  });

  it("in preview ids are unknown, addresses and names are not", async () => {
    const built = await vpc(base, { preview: true });
    const subnet = built.get("aws:ec2/subnet:Subnet", "net-private-1").inputs;
    assert.equal(subnet.vpcId, unknown);
    assert.equal(subnet.ipv6CidrBlock, unknown);
    assert.equal(subnet.cidrBlock, "10.0.16.0/20");
    assert.deepEqual(built.state.privateSubnetIds, [unknown, unknown]);
    assert.deepEqual(built.get("aws:ec2/routeTable:RouteTable", "net-private-1").inputs.tags, {
      Name: "net-private-1",
      SubnetType: "Private",
    });
  });

  it("a secret or unknown tag stays what it is and carries its dependencies to every child that has it", async () => {
    const bucket = urnOf("aws:s3/bucket:Bucket", "b");
    const tags = { Owner: output("hidden", [bucket], true), Later: output(undefined, [bucket]) };
    const built = await vpc({ ...base, tags }, { preview: true });
    for (const [type, name] of [
      ["aws:ec2/vpc:Vpc", "net"],
      ["aws:ec2/internetGateway:InternetGateway", "net"],
    ] as const) {
      const child = built.get(type, name);
      assert.deepEqual(child.inputs.tags, { Name: "net", Owner: secret("hidden"), Later: unknown });
      assert.deepEqual(child.propertyDependencies.tags, [bucket]);
    }
  });

  it("an address pool's VPC gets its subnets' blocks as soon as its own block is known", async () => {
    const { cidrBlock: _, ...pooled } = { ...base, ipv4IpamPoolId: "ipam-1", ipv4NetmaskLength: 20 };
    const built = await vpc(pooled, { outputs: { "aws:ec2/vpc:Vpc": { cidrBlock: "10.9.0.0/19" } } }).catch(
      (error: Error) => error.message,
    );
    assert.match(String(built), /need 4608 addresses/);
    const roomy = await vpc(pooled, { outputs: { "aws:ec2/vpc:Vpc": { cidrBlock: "10.9.0.0/16" } } });
    assert.equal(roomy.get("aws:ec2/subnet:Subnet", "net-data-1").inputs.cidrBlock, "10.9.32.0/24");
    const preview = await vpc(pooled, { preview: true });
    assert.equal(preview.get("aws:ec2/subnet:Subnet", "net-data-1").inputs.cidrBlock, unknown);
  });

  it("generated IPv6 blocks are numbered through zones and types", async () => {
    const built = await vpc(
      { ...base, assignGeneratedIpv6CidrBlock: true },
      { outputs: { "aws:ec2/vpc:Vpc": { ipv6CidrBlock: "2600:1f18:1234:5600::/56" } } },
    );
    const block = (name: string) => built.get("aws:ec2/subnet:Subnet", name).inputs.ipv6CidrBlock;
    assert.equal(block("net-public-1"), "2600:1f18:1234:5600::/64");
    assert.equal(block("net-public-2"), "2600:1f18:1234:5601::/64");
    assert.equal(block("net-private-1"), "2600:1f18:1234:5602::/64");
  });

  it("refuses bad arguments with their path, the value and a way out", async () => {
    const nat = (strategy: string, ids: string[]) => ({
      ...base,
      natGateways: { strategy, elasticIpAllocationIds: ids },
    });
    assert.match(
      await failure(nat("OnePerAz", ["a"])),
      /natGateways\.elasticIpAllocationIds.*has 1 .* takes 2/s,
    );
    assert.match(await failure(nat("None", ["a"])), /takes 0/);
    assert.match(
      await failure({ ...base, natGateways: { strategy: "Many" } }),
      /"Many" is not allowed; allowed are None, Single, OnePerAz/,
    );
    assert.match(
      await failure({ ...base, subnetSpecs: [{ type: "Isolated" }] }),
      /natGateways\.strategy.*needs public subnets/s,
    );
    assert.match(
      await failure({ ...base, numberOfAvailabilityZones: 2 }),
      /numberOfAvailabilityZones.*together/s,
    );
    assert.match(await failure({ ...base, cidrBlock: "10.0.0.0/99" }), /cidrBlock.*"10.0.0.0\/99"/s);
    assert.match(
      await failure({ ...base, cidrBlock: output("10.0.0.0/16", ["urn"]) }),
      /cidrBlock.*must be text, given directly/s,
    );
    assert.match(
      await failure({ ...base, subnetStrategy: "Exact" }),
      /subnetSpecs.*gaps between net-public-1/s,
    );
    assert.match(
      await failure({
        ...base,
        enableDnsSupport: false,
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: [{ serviceName: "sts", vpcEndpointType: "Interface" }],
      }),
      /vpcEndpointSpecs\[0\]\.privateDnsEnabled.*needs enableDnsSupport/s,
    );
  });

  it("another component of the package is refused with the list of those that exist", async () => {
    await assert.rejects(
      construct(awsx, "awsx:cloudtrail:Trail", "trail", {}),
      /no component awsx:cloudtrail:Trail\. It has awsx:ec2:Vpc, awsx:ecr:Repository, /,
    );
  });
});
