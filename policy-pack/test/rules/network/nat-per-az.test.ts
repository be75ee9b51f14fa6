import assert from "node:assert/strict";
import { natPerAz as rule } from "../../../rules/network/nat-per-az";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { gateway, routed, subnet, vpc } from "../../support/network";
import { said } from "../../support/outcome";

const publicA = subnet("public-a", { availabilityZone: "us-east-2a" });
const nat = (home: TestResource, props: Record<string, unknown> = {}) =>
  resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: reference(home), ...props });
const natA = nat(publicA);
const through = (to: TestResource, by = natA) => routed(to, { natGatewayId: reference(by) });
const far = "private: It goes out through a NAT gateway of another zone.";

describe("nat-per-az", () => {
  it("accepts the NAT gateway of its zone, by name or by id of the zone", async () => {
    const near = subnet("private", { availabilityZone: "us-east-2a" });
    assert.deepEqual(await said(rule, [vpc, publicA, natA, ...through(near)]), []);
    const byId = subnet("public-a", { availabilityZoneId: "use2-az1" });
    const nearById = subnet("private", { availabilityZoneId: "use2-az1" });
    const natById = nat(byId);
    assert.deepEqual(await said(rule, [vpc, byId, natById, ...through(nearById, natById)]), []);
  });

  it("refuses the NAT gateway of another zone", async () => {
    const private_ = subnet("private", { availabilityZone: "us-east-2b" });
    assert.deepEqual(await said(rule, [vpc, publicA, natA, ...through(private_)]), [far]);
  });

  it("sees it inside a route table too", async () => {
    const private_ = subnet("private", { availabilityZone: "us-east-2b" });
    const table = resource("aws:ec2/routeTable:RouteTable", "table", {
      routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: reference(natA) }],
    });
    const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
      subnetId: reference(private_),
      routeTableId: reference(table),
    });
    assert.deepEqual(await said(rule, [vpc, publicA, natA, private_, table, association]), [far]);
  });

  it("asks nothing of a regional NAT gateway, of public subnets, and of subnets without a way out", async () => {
    const private_ = subnet("private", { availabilityZone: "us-east-2b" });
    const regional = resource("aws:ec2/natGateway:NatGateway", "nat", { availabilityMode: "regional" });
    assert.deepEqual(await said(rule, [vpc, regional, ...through(private_, regional)]), []);
    const open = routed(private_, { gatewayId: reference(gateway) });
    assert.deepEqual(await said(rule, [vpc, publicA, natA, gateway, ...open]), []);
    assert.deepEqual(await said(rule, [vpc, publicA, natA, private_]), []);
  });

  it("can't tell zones that are not stated or not known", async () => {
    const reason = "private? the zone of the subnet or of its NAT gateway is not stated";
    assert.deepEqual(await said(rule, [vpc, publicA, natA, ...through(subnet("private"))]), [reason]);
    const private_ = subnet("private", { availabilityZone: unknown });
    assert.deepEqual(await said(rule, [vpc, publicA, natA, ...through(private_)]), [
      "private? availabilityZone is not known yet",
    ]);
  });
});
