import type { ResourceGraph, StackResource } from "../../frame/graph";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, everyPart, given, type Props, text } from "../../frame/values";
import { naming } from "../naming";
import { meant } from "../related";

/** Types that {@link exitsOf} reads. */
export const routeTypes: readonly string[] = [
  ...types.vpc,
  ...types.routeTable,
  ...types.mainRouteTableAssociation,
  ...types.routeTableAssociation,
  ...types.route,
  ...types.internetGateway,
  ...types.natGateway,
];

/** A way out of a subnet. */
export interface Exit {
  /** To and from the internet, or only out to it. */
  kind: "internet" | "outbound";
  /** The gateway, when it is in this stack. */
  gateway?: StackResource;
}

/** What {@link exitsOf} can't tell. */
export const ELSEWHERE = "its route table is not in this stack";

/**
 * The ways out of a subnet by the routes of its table, or `undefined` when its table is not in this stack. A VPC's own
 * main table has none.
 *
 * @throws UnknownValueError when a route leads to a gateway that is not known yet and comes from elsewhere
 */
export function exitsOf(graph: ResourceGraph, subnet: StackResource): Exit[] | undefined {
  const [association] = naming(
    graph.ofType(types.routeTableAssociation),
    "subnetId",
    graph.ofType(types.subnet),
    subnet,
    ["id"],
  );
  if (association) {
    const table = tableOf(graph, association);
    return table && exitsOfTable(graph, table);
  }
  const vpcs = graph.ofType(types.vpc);
  const [vpc] = meant(subnet, "vpcId", vpcs, ["id"]);
  if (!vpc) return undefined;
  const [main] = naming(graph.ofType(types.mainRouteTableAssociation), "vpcId", vpcs, vpc, ["id"]);
  if (main) {
    const table = tableOf(graph, main);
    return table && exitsOfTable(graph, table);
  }
  const [own] = naming(graph.ofType(types.defaultRouteTable), "defaultRouteTableId", vpcs, vpc, [
    "defaultRouteTableId",
    "mainRouteTableId",
  ]);
  return own ? exitsOfTable(graph, own) : [];
}

function tableOf(graph: ResourceGraph, association: StackResource): StackResource | undefined {
  return meant(association, "routeTableId", graph.ofType(types.routeTable), ["id"])[0];
}

function exitsOfTable(graph: ResourceGraph, table: StackResource): Exit[] {
  const exits: Exit[] = [];
  // The edges of a list say where it leads, not which of its routes does.
  const inline = table.references("routes");
  for (const gateway of inline.filter(({ type }) => isOneOf(types.internetGateway, type))) {
    exits.push({ kind: "internet", gateway });
  }
  for (const gateway of inline.filter(({ type }) => isOneOf(types.natGateway, type))) {
    exits.push({ kind: "outbound", gateway });
  }
  if (inline.length === 0)
    eachBlock(table.props, "routes", (route) => exits.push(...exitsOfRoute(route, () => [])));
  const tables = graph.ofType(types.routeTable);
  const routes = naming(graph.ofType(types.route), "routeTableId", tables, table, ["id"]);
  everyPart(
    ...routes.map((route) => () => {
      exits.push(...exitsOfRoute(route.props, (property) => route.references(property)));
    }),
  );
  return exits;
}

function exitsOfRoute(route: Props, references: (property: string) => StackResource[]): Exit[] {
  const exits: Exit[] = [];
  if (given(route, "gatewayId")) {
    const targets = references("gatewayId");
    const gateway = targets.find(({ type }) => isOneOf(types.internetGateway, type));
    if (gateway) exits.push({ kind: "internet", gateway });
    else if (targets.length === 0 && text(route, "gatewayId")?.startsWith("igw-"))
      exits.push({ kind: "internet" });
  }
  if (given(route, "natGatewayId")) {
    const gateway = references("natGatewayId").find(({ type }) => isOneOf(types.natGateway, type));
    exits.push({ kind: "outbound", ...(gateway && { gateway }) });
  }
  if (given(route, "egressOnlyGatewayId")) exits.push({ kind: "outbound" });
  return exits;
}
