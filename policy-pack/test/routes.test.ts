import assert from "node:assert/strict";
import { ResourceGraph } from "../frame/graph";
import { isUnknown } from "../frame/values";
import { exitsOf } from "../rules/network/routes";
import { reference, resource, type TestResource, unknown } from "../testing";
import { stackArgs } from "../testing/engine";

type Props = Record<string, unknown>;

const made = (type: string, name: string, props: Props = {}, outputs: Props = { id: `${name}-id` }) =>
  resource(`aws:ec2/${type}`, name, props, { outputs });
const vpc = made(
  "vpc:Vpc",
  "vpc",
  {},
  { id: "vpc-id", defaultRouteTableId: "rtb-default", mainRouteTableId: "rtb-main" },
);
const subnet = made("subnet:Subnet", "subnet", { vpcId: "vpc-id" });
const table = (props: Props = {}) => made("routeTable:RouteTable", "table", { vpcId: "vpc-id", ...props });
const association = made("routeTableAssociation:RouteTableAssociation", "association", {
  subnetId: "subnet-id",
  routeTableId: "table-id",
});
const internet = made("internetGateway:InternetGateway", "internet");
const nat = made("natGateway:NatGateway", "nat");
const route = (props: Props) => made("route:Route", "route", { routeTableId: "table-id", ...props });

/** Kinds of exits with their gateways; `elsewhere` where the table is not in the stack. */
function exits(...resources: TestResource[]): string[] | "elsewhere" | "not known" {
  const all = [vpc, subnet, internet, nat, ...resources];
  const graph = new ResourceGraph(stackArgs(all, { settings: {}, stackTags: new Map() }).resources);
  const [from] = graph.ofType(["aws:ec2/subnet:Subnet"]);
  assert.ok(from);
  try {
    const found = exitsOf(graph, from);
    return found?.map(({ kind, gateway }) => (gateway ? `${kind} ${gateway.name}` : kind)) ?? "elsewhere";
  } catch (error) {
    if (!isUnknown(error)) throw error;
    return "not known";
  }
}

describe("the ways out of a subnet", () => {
  const kinds: [what: string, props: Props, expected: ReturnType<typeof exits>][] = [
    ["an internet gateway of this stack", { gatewayId: reference(internet) }, ["internet internet"]],
    ["an internet gateway by its id", { gatewayId: "igw-1" }, ["internet"]],
    ["a virtual private gateway", { gatewayId: "vgw-1" }, []],
    ["the network itself", { gatewayId: "local" }, []],
    ["a gateway that is not known", { gatewayId: unknown }, "not known"],
    ["a gateway of another kind, of this stack", { gatewayId: reference(nat, "igw-1") }, []],
    ["a NAT gateway of this stack", { natGatewayId: reference(nat) }, ["outbound nat"]],
    ["a NAT gateway by its id", { natGatewayId: "nat-1" }, ["outbound"]],
    ["an egress-only gateway", { egressOnlyGatewayId: "eigw-1" }, ["outbound"]],
    ["a peering connection", { vpcPeeringConnectionId: "pcx-1" }, []],
  ];
  for (const [what, props, expected] of kinds) {
    it(`as a route of its own: ${what}`, () => {
      assert.deepEqual(exits(table(), association, route(props)), expected);
    });
  }

  it("in the table itself, by known ids or by edges", () => {
    const within = (...routes: Props[]) => exits(table({ routes }), association);
    assert.deepEqual(within({ gatewayId: "igw-1" }, { natGatewayId: "nat-1" }), ["internet", "outbound"]);
    assert.deepEqual(within({ gatewayId: reference(internet) }), ["internet internet"]);
    assert.deepEqual(within({ natGatewayId: reference(nat) }), ["outbound nat"]);
    assert.deepEqual(within({ gatewayId: "vgw-1" }), []);
  });

  it("are those of its own table, not of another", () => {
    const other = made("routeTable:RouteTable", "other", { routes: [{ gatewayId: "igw-1" }] });
    assert.deepEqual(exits(table(), other, association), []);
    assert.deepEqual(
      exits(table(), association, route({ routeTableId: "other-id", gatewayId: "igw-1" })),
      [],
    );
    assert.equal(exits(association), "elsewhere");
  });

  it("are those of the main table without one of its own, and none of the VPC's first table", () => {
    const main = made("mainRouteTableAssociation:MainRouteTableAssociation", "main", {
      vpcId: "vpc-id",
      routeTableId: "table-id",
    });
    assert.deepEqual(exits(main, table({ routes: [{ gatewayId: "igw-1" }] })), ["internet"]);
    assert.equal(exits(main), "elsewhere");
    assert.deepEqual(exits(), []);
    for (const id of ["rtb-default", "rtb-main"]) {
      const adopted = made("defaultRouteTable:DefaultRouteTable", "default", {
        defaultRouteTableId: id,
        routes: [{ natGatewayId: "nat-1" }],
      });
      assert.deepEqual(exits(adopted), ["outbound"], id);
    }
  });

  it("are not known of a subnet in a network of another stack", () => {
    const far = { ...subnet, props: { vpcId: "vpc-9" } };
    const graph = new ResourceGraph(stackArgs([vpc, far], { settings: {}, stackTags: new Map() }).resources);
    const [from] = graph.ofType(["aws:ec2/subnet:Subnet"]);
    assert.ok(from);
    assert.equal(exitsOf(graph, from), undefined);
  });
});
