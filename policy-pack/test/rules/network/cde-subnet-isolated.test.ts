import assert from "node:assert/strict";
import { cdeSubnetIsolated as rule } from "../../../rules/network/cde-subnet-isolated";
import { reference, resource, unknown } from "../../../testing";
import { cardholder, database, gateway, routed, subnet, vpc } from "../../support/network";
import { said } from "../../support/outcome";

const nat = resource("aws:ec2/natGateway:NatGateway", "nat", {});
const toInternet = { gatewayId: reference(gateway) };
const toNat = { natGatewayId: reference(nat) };
const data = subnet("data");
const open = "data: It holds a data store and has a route to an internet gateway.";

describe("cde-subnet-isolated", () => {
  it("accepts data in a subnet without a way out, with its own table or the VPC's", async () => {
    for (const subnets of [routed(data, undefined), [data]]) {
      assert.deepEqual(await said(rule, [vpc, gateway, ...subnets, ...database([data], cardholder)]), []);
    }
  });

  it("accepts a public subnet without data, and data behind NAT that is no cardholder's", async () => {
    const front = subnet("front", { mapPublicIpOnLaunch: true });
    assert.deepEqual(await said(rule, [vpc, gateway, ...routed(front, toInternet)]), []);
    assert.deepEqual(await said(rule, [vpc, nat, ...routed(data, toNat), ...database([data])]), []);
  });

  it("refuses data with a route to an internet gateway", async () => {
    assert.deepEqual(await said(rule, [vpc, gateway, ...routed(data, toInternet), ...database([data])]), [
      open,
    ]);
  });

  it("sees the route inside a table, as an edge and as an id", async () => {
    for (const gatewayId of [reference(gateway), "igw-0a1b2c3d"]) {
      const table = resource("aws:ec2/routeTable:RouteTable", "table", {
        vpcId: reference(vpc),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId }],
      });
      const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
        subnetId: reference(data),
        routeTableId: reference(table),
      });
      const resources = [vpc, gateway, data, table, association, ...database([data])];
      assert.deepEqual(await said(rule, resources), [open]);
    }
  });

  it("sees the route of the VPC's main table, in both ways to take it over", async () => {
    const route = { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: reference(gateway) }] };
    const own = resource("aws:ec2/defaultRouteTable:DefaultRouteTable", "main", {
      defaultRouteTableId: reference(vpc),
      ...route,
    });
    assert.deepEqual(await said(rule, [vpc, gateway, data, own, ...database([data])]), [open]);
    const table = resource("aws:ec2/routeTable:RouteTable", "main", { vpcId: reference(vpc), ...route });
    const main = resource("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "takes-over", {
      vpcId: reference(vpc),
      routeTableId: reference(table),
    });
    assert.deepEqual(await said(rule, [vpc, gateway, data, table, main, ...database([data])]), [open]);
  });

  it("refuses any way out for stored cardholder data, an egress-only gateway too", async () => {
    for (const way of [toNat, { egressOnlyGatewayId: unknown }]) {
      const resources = [vpc, nat, ...routed(data, way), ...database([data], cardholder)];
      assert.deepEqual(await said(rule, resources), [
        "data: It stores cardholders' data and has a route out to the internet.",
      ]);
    }
  });

  it("refuses public addresses, and a default subnet", async () => {
    const public_ = subnet("data", { mapPublicIpOnLaunch: true });
    assert.deepEqual(await said(rule, [vpc, public_, ...database([public_])]), [
      "data: It holds a data store and gives out public addresses: mapPublicIpOnLaunch is on.",
    ]);
    const standard = resource("aws:ec2/defaultSubnet:DefaultSubnet", "data", {
      availabilityZone: "us-east-1a",
    });
    assert.deepEqual(await said(rule, [standard, ...database([standard])]), [
      "data: It holds a data store and is a default subnet, which is public.",
    ]);
  });

  it("judges a subnet by its own tag, its name, and by what runs in it", async () => {
    const tagged = subnet("data", cardholder);
    const expected = ["data: It holds cardholders' data and has a route to an internet gateway."];
    const other = subnet("other");
    assert.deepEqual(await said(rule, [vpc, gateway, other, ...routed(tagged, toInternet)]), expected);
    assert.deepEqual(
      await said(rule, [vpc, gateway, other, ...routed(data, toInternet)], {
        settings: { resources: ["da*"] },
      }),
      expected,
    );
    const cluster = resource("aws:eks/cluster:Cluster", "cluster", {
      ...cardholder,
      vpcConfig: { subnetIds: [reference(data)] },
    });
    assert.deepEqual(await said(rule, [vpc, gateway, cluster, ...routed(data, toInternet)]), expected);
  });

  const byGroup = {
    dbSubnetGroupName: "g",
    neptuneSubnetGroupName: "g",
    clusterSubnetGroupName: "g",
    subnetGroupName: "g",
  };
  const stores: Record<string, (id: unknown) => Record<string, unknown>> = {
    "aws:rds/instance:Instance": () => byGroup,
    "aws:docdb/cluster:Cluster": () => byGroup,
    "aws:neptune/cluster:Cluster": () => byGroup,
    "aws:redshift/cluster:Cluster": () => byGroup,
    "aws:elasticache/replicationGroup:ReplicationGroup": () => byGroup,
    "aws:opensearch/domain:Domain": (id) => ({ vpcOptions: { subnetIds: [id] } }),
    "aws:efs/mountTarget:MountTarget": (id) => ({ subnetId: id }),
  };
  for (const [type, place] of Object.entries(stores)) {
    it(`takes a ${type} for a data store`, async () => {
      const group = resource("aws:rds/subnetGroup:SubnetGroup", "group", {
        name: "g",
        subnetIds: [reference(data)],
      });
      const store = resource(type, "store", place(reference(data)));
      assert.deepEqual(await said(rule, [vpc, gateway, ...routed(data, toInternet), group, store]), [open]);
    });
  }

  for (const [type, property] of [
    ["aws:eks/cluster:Cluster", "vpcConfig"],
    ["aws:ecs/service:Service", "networkConfiguration"],
    ["aws:lambda/function:Function", "vpcConfig"],
  ] as const) {
    it(`takes a ${type} for no data store, and lets it go out when it is a cardholder's`, async () => {
      const place = { [property]: { subnetIds: [reference(data)], subnets: [] } };
      const plain = resource(type, "runs", place);
      assert.deepEqual(await said(rule, [vpc, gateway, ...routed(data, toInternet), plain]), []);
      const handles = resource(type, "runs", { ...place, ...cardholder });
      assert.deepEqual(await said(rule, [vpc, nat, ...routed(data, toNat), handles]), []);
    });
  }

  it("adds up what stands in one subnet, whatever comes first", async () => {
    const group = resource("aws:rds/subnetGroup:SubnetGroup", "group", {
      name: "g",
      subnetIds: [reference(data)],
    });
    const holds = resource("aws:rds/cluster:Cluster", "holds", { dbSubnetGroupName: "g", ...cardholder });
    const plain = resource("aws:rds/instance:Instance", "plain", { dbSubnetGroupName: "g" });
    const cache = resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
      subnetGroupName: "g",
    });
    const runs = resource("aws:lambda/function:Function", "runs", {
      vpcConfig: { subnetIds: [reference(data)] },
    });
    const resources = [vpc, nat, ...routed(data, toNat), group, holds, plain, cache, runs];
    assert.deepEqual(await said(rule, resources), [
      "data: It stores cardholders' data and has a route out to the internet.",
    ]);
    const untagged = [vpc, gateway, ...routed(data, toInternet), group, plain, runs];
    assert.deepEqual(await said(rule, untagged), [open]);
  });

  it("takes a tag of all subnets for the provider's, and other values for no cardholder's", async () => {
    const front = subnet("front", cardholder);
    const back = subnet("back", cardholder);
    assert.deepEqual(await said(rule, [vpc, gateway, ...routed(front, toInternet), back]), []);
    const other = subnet("front", { tags: { "data-classification": "public" } });
    assert.deepEqual(await said(rule, [vpc, gateway, ...routed(other, toInternet), back]), []);
    assert.deepEqual(
      await said(rule, [vpc, gateway, ...routed(other, toInternet), back], {
        settings: { classifications: ["public"] },
      }),
      ["front: It holds cardholders' data and has a route to an internet gateway."],
    );
  });

  it("finds subnets by known ids without edges", async () => {
    const made = resource(
      "aws:ec2/subnet:Subnet",
      "data",
      { vpcId: "vpc-1" },
      { outputs: { id: "subnet-1" } },
    );
    const network = resource("aws:ec2/vpc:Vpc", "vpc", {}, { outputs: { id: "vpc-1" } });
    const group = resource("aws:rds/subnetGroup:SubnetGroup", "group", {
      name: "g",
      subnetIds: ["subnet-1"],
    });
    const cluster = resource("aws:rds/cluster:Cluster", "database", { dbSubnetGroupName: "g" });
    const table = resource("aws:ec2/routeTable:RouteTable", "table", {}, { outputs: { id: "rtb-1" } });
    const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
      subnetId: "subnet-1",
      routeTableId: "rtb-1",
    });
    const route = resource("aws:ec2/route:Route", "route", { routeTableId: "rtb-1", gatewayId: "igw-1" });
    const resources = [network, made, group, cluster, table, association, route];
    assert.deepEqual(await said(rule, resources), [open]);
  });

  it("judges each region's subnets by their own routes", async () => {
    const west = { region: "us-west-2" };
    const westVpc = resource("aws:ec2/vpc:Vpc", "vpc-west", west);
    const westData = subnet("data-west", { ...west, vpcId: reference(westVpc) });
    const resources = [
      vpc,
      westVpc,
      gateway,
      data,
      ...routed(westData, toInternet),
      ...database([data, westData]),
    ];
    assert.deepEqual(await said(rule, resources), [
      "data-west: It holds a data store and has a route to an internet gateway.",
    ]);
  });

  it("can't tell which subnets of a component, until their ids are known", async () => {
    const front = subnet("front", { mapPublicIpOnLaunch: true });
    // The component gives out one list that is not known yet and refers to all of its subnets.
    const both = reference(data, reference(front));
    const group = (subnetIds: unknown) =>
      resource("aws:rds/subnetGroup:SubnetGroup", "group", { name: "g", subnetIds });
    const cluster = resource("aws:rds/cluster:Cluster", "database", { dbSubnetGroupName: "g" });
    const routes = [...routed(front, toInternet), ...routed(data, undefined)];
    const reason = "which subnets its network's data is in is not known yet";
    assert.deepEqual(await said(rule, [vpc, gateway, ...routes, group(both), cluster]), [`front? ${reason}`]);
    const made = routes.map((one, index) => ({
      ...one,
      options: { outputs: { id: `id-${index}`, arn: "arn" } },
    }));
    const frontMade = made.find(({ name }) => name === "front");
    const dataMade = made.find(({ name }) => name === "data");
    assert.ok(frontMade && dataMade);
    const known = (value: unknown) => [reference(frontMade, reference(dataMade, value))];
    const isolated = [vpc, gateway, ...made, group(known(dataMade.options.outputs?.id)), cluster];
    assert.deepEqual(await said(rule, isolated), []);
  });

  it("can't tell a table of another stack nor a gateway from elsewhere, but sees the addresses", async () => {
    const elsewhere = subnet("data", { vpcId: "vpc-9", mapPublicIpOnLaunch: true });
    assert.deepEqual(await said(rule, [elsewhere, ...database([elsewhere])]), [
      "data? its route table is not in this stack",
      "data: It holds a data store and gives out public addresses: mapPublicIpOnLaunch is on.",
    ]);
    assert.deepEqual(await said(rule, [vpc, ...routed(data, { gatewayId: unknown }), ...database([data])]), [
      "data? gatewayId is not known yet",
    ]);
  });
});
