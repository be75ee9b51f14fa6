import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Netmask } from "netmask";
import { InspectionGateway, type InspectionGatewayArgs } from "../../components/inspection-gateway";
import { inspectionSubnets } from "../../components/inspection-gateway/subnets";
import { mistakes } from "../../components/inspection-gateway/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const minimal: InspectionGatewayArgs = {
  region: "us-east-2",
  resourceName: "cart-inspection",
  cidrBlock: "10.11.0.0/24",
  availabilityZones: ["us-east-2a", "us-east-2b", "us-east-2c"],
  transitGatewayId: "tgw",
  tables: {
    associatedRouteTableId: "inspected",
    routes: [{ tier: "workload", routeTableId: "workload-table", destinationCidrBlock: "0.0.0.0/0" }],
  },
  appliances: { imageId: "ami-1", instanceTypes: ["c6in.large"], healthCheckPort: 8443 },
};

async function build(more: Partial<InspectionGatewayArgs> = {}): Promise<Registered[]> {
  const registered = startMocks({
    "aws:ec2/vpcEndpointService:VpcEndpointService": () => ({
      serviceName: "com.amazonaws.vpce.us-east-2.svc",
    }),
  });
  new InspectionGateway("inspection", { ...minimal, ...more });
  await settled();
  return registered;
}

const ROUTE = "aws:ec2/route:Route";

describe("InspectionGateway", () => {
  /** What it makes when its args say no more than they must. */
  let registered: Registered[];

  before(async function () {
    this.timeout(20_000);
    registered = await build();
  });

  it("NET-5 leads what arrives in a zone to the endpoint of that zone, and from there back to the transit gateway", async () => {
    const routes = (prefix: string) => names(registered, ROUTE).filter((name) => name.startsWith(prefix));
    assert.deepEqual(
      routes("inspection-inspected"),
      [1, 2, 3].map((zone) => `inspection-inspected-${zone}`),
    );
    for (const zone of [1, 2, 3]) {
      assert.deepEqual(only(registered, ROUTE, `inspection-inspected-${zone}`).inputs, {
        region: "us-east-2",
        routeTableId: `inspection-attachment-${zone}-id`,
        destinationCidrBlock: "0.0.0.0/0",
        vpcEndpointId: `inspection-gateway-endpoint-${zone}-id`,
      });
      assert.deepEqual(only(registered, ROUTE, `inspection-transit-route-0.0.0.0-0-${zone}`).inputs, {
        region: "us-east-2",
        routeTableId: `inspection-endpoint-${zone}-id`,
        destinationCidrBlock: "0.0.0.0/0",
        transitGatewayId: "tgw",
      });
      const endpoint = only(
        registered,
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        `inspection-gateway-endpoint-${zone}`,
      );
      assert.equal(endpoint.inputs.vpcEndpointType, "GatewayLoadBalancer");
      assert.deepEqual(endpoint.inputs.subnetIds, [`inspection-endpoint-${zone}-id`]);
    }
    assert.equal(names(registered, ROUTE).length, 6, "nothing else leads anywhere");
  });

  it("keeps both directions of a flow in one zone", async () => {
    const { inputs } = only(registered, "aws:ec2transitgateway/vpcAttachment:VpcAttachment");
    assert.equal(inputs.applianceModeSupport, "enable");
    assert.deepEqual(
      inputs.subnetIds,
      [1, 2, 3].map((zone) => `inspection-attachment-${zone}-id`),
    );
  });

  it("hands packets over by GENEVE, to the appliances of any zone, away from those that fail", async () => {
    const { healthCheck, ...target } = only(registered, "aws:lb/targetGroup:TargetGroup").inputs;
    assert.deepEqual(target, {
      region: "us-east-2",
      name: "cart-inspection",
      vpcId: "inspection-vpc-id",
      targetType: "instance",
      protocol: "GENEVE",
      port: 6081,
      targetFailovers: [{ onDeregistration: "rebalance", onUnhealthy: "rebalance" }],
    });
    assert.equal((healthCheck as { port: string }).port, "8443");
    const balancer = only(registered, "aws:lb/loadBalancer:LoadBalancer").inputs;
    assert.equal(balancer.loadBalancerType, "gateway");
    assert.equal(balancer.enableCrossZoneLoadBalancing, true);
    assert.equal(balancer.enableDeletionProtection, true);
    const listener = only(registered, "aws:lb/listener:Listener").inputs;
    assert.equal(listener.port, undefined, "a gateway load balancer takes every packet");
    assert.equal(listener.protocol, undefined);
  });

  it("is this account's own: no other may ask, and each endpoint is accepted", async () => {
    const service = only(registered, "aws:ec2/vpcEndpointService:VpcEndpointService").inputs;
    assert.deepEqual(service.allowedPrincipals, ["arn:aws:iam::111122223333:root"]);
    assert.equal(service.acceptanceRequired, true);
    const accepter = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter";
    assert.equal(names(registered, accepter).length, 3);
  });

  it("has an appliance per zone that takes traffic and health checks of its own VPC, and calls nobody", async () => {
    const group = only(registered, "aws:autoscaling/group:Group").inputs;
    assert.deepEqual([group.minSize, group.maxSize], [3, 6]);
    assert.deepEqual(group.targetGroupArns, ["arn:mock:inspection-target-group"]);
    const template = only(registered, "aws:ec2/launchTemplate:LaunchTemplate").inputs;
    assert.equal(template.imageId, "ami-1");
    assert.equal((template.metadataOptions as { httpTokens: string }).httpTokens, "required");
    const inward = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const traffic = only(registered, inward, "inspection-traffic").inputs;
    assert.deepEqual(
      [traffic.cidrIpv4, traffic.ipProtocol, traffic.fromPort, traffic.toPort],
      ["10.11.0.0/24", "udp", 6081, 6081],
    );
    const health = only(registered, inward, "inspection-appliances-from-health-checks").inputs;
    assert.deepEqual([health.cidrIpv4, health.fromPort], ["10.11.0.0/24", 8443]);
    assert.deepEqual(names(registered, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"), []);
  });

  it("opens the appliances' own ports for administrators alone, when asked, and leads the answers back", async function () {
    this.timeout(20_000);
    const management = { ranges: ["192.168.10.0/24"], ports: [22] };
    const managed = await build({ appliances: { ...minimal.appliances, management } });
    const inward = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const rule = only(managed, inward, "inspection-22-from-192-168-10-0-24").inputs;
    assert.deepEqual([rule.cidrIpv4, rule.fromPort], ["192.168.10.0/24", 22]);
    for (const zone of [1, 2, 3]) {
      const route = only(managed, ROUTE, `inspection-management-192.168.10.0-24-${zone}`).inputs;
      assert.equal(route.routeTableId, `inspection-appliance-${zone}-id`);
      assert.equal(route.transitGatewayId, "tgw");
    }
  });

  it("NET-12 logs the flows of its VPC and closes the default group, as every network does", async () => {
    const log = only(registered, "aws:ec2/flowLog:FlowLog").inputs;
    assert.deepEqual([log.vpcId, log.trafficType], ["inspection-vpc-id", "ALL"]);
    assert.equal(only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays, 365);
    const group = only(registered, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").inputs;
    assert.deepEqual([group.ingress, group.egress], [[], []]);
  });

  it("hands its one region to every regional child", async () => {
    for (const { type, name, inputs } of registered) {
      if (/^(tandem:|aws:iam\/)/.test(type)) continue;
      assert.equal(inputs.region, "us-east-2", `${type} ${name}`);
    }
  });

  const { appliances } = minimal;
  const wrong: [string, Partial<InspectionGatewayArgs>, string, RegExp][] = [
    ["a range that is too small", { cidrBlock: "10.11.0.0/25" }, "cidrBlock", /\/16 to \/24/],
    ["a range off its boundary", { cidrBlock: "10.11.0.7/24" }, "cidrBlock", /10\.11\.0\.0\/24/],
    ["a single zone", { availabilityZones: ["us-east-2a"] }, "availabilityZones", /two to four/],
    [
      "a zone of another region",
      { availabilityZones: ["us-east-2a", "us-west-2b"] },
      "availabilityZones",
      /us-west-2b/,
    ],
    ["a long name", { resourceName: "a".repeat(33) }, "resourceName", /1 to 32/],
    [
      "no appliance",
      { appliances: { ...appliances, minimum: 0 } },
      "appliances.minimum",
      /^0 is not allowed/,
    ],
    [
      "a most below the fewest",
      { appliances: { ...appliances, minimum: 4, maximum: 3 } },
      "appliances.maximum",
      /4 to 100/,
    ],
    [
      "a health check's port",
      { appliances: { ...appliances, healthCheckPort: 0 } },
      "appliances.healthCheckPort",
      /^0/,
    ],
    [
      "administrators without a port",
      { appliances: { ...appliances, management: { ranges: ["10.0.0.0/8"], ports: [] } } },
      "appliances.management.ports",
      /one or more/,
    ],
  ];
  for (const [what, change, path, sentence] of wrong) {
    it(`refuses ${what}`, () => {
      const found = mistakes({ ...minimal, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason as string, sentence);
    });
  }
});

describe("the subnets of an inspection", () => {
  it("lie in its range, share no address and hold what a load balancer asks for, in any range", () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 24 }), fc.nat(255), (prefix, second) => {
        const vpc = new Netmask(`10.${second}.0.0/${prefix}`);
        const all = [0, 1, 2, 3].flatMap((zone) => Object.values(inspectionSubnets(vpc.toString(), zone)));
        const blocks = all.map((range: string) => new Netmask(range));
        assert.equal(blocks.length, 12);
        for (const [index, block] of blocks.entries()) {
          assert.ok(vpc.contains(block), `${block} is outside ${vpc}`);
          assert.ok(block.size >= 16, `${block} is too small`);
          for (const other of blocks.slice(index + 1))
            assert.ok(!block.contains(other), `${block} and ${other}`);
        }
      }),
    );
  });
});
