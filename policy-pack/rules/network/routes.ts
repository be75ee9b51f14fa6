import type { ResourceGraph, StackResource } from "../../frame/graph";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, everyPart, given, type Props, text } from "../../frame/values";
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
  const association = graph
    .ofType(types.routeTableAssociation)
    .find((one) => meant(one, "subnetId", [subnet], ["id"]).length > 0);
  if (association) {
    const table = tableOf(graph, association);
    return table && exitsOfTable(graph, table);
  }
  const vpc = graph.ofType(types.vpc).find((one) => meant(subnet, "vpcId", [one], ["id"]).length > 0);
  if (!vpc) return undefined;
  const main = graph
    .ofType(types.mainRouteTableAssociation)
    .find((one) => meant(one, "vpcId", [vpc], ["id"]).length > 0);
  if (main) {
    const table = tableOf(graph, main);
    return table && exitsOfTable(graph, table);
  }
  const own = graph
    .ofType(types.defaultRouteTable)
    .find(
      (one) =>
        meant(one, "defaultRouteTableId", [vpc], ["defaultRouteTableId", "mainRouteTableId"]).length > 0,
    );
  return own ? exitsOfTable(graph, own) : [];
}

function tableOf(graph: ResourceGraph, association: StackResource): StackResource | undefined {
  return graph
    .ofType(types.routeTable)
    .find((one) => meant(association, "routeTableId", [one], ["id"]).length > 0);
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
  const routes = graph
    .ofType(types.route)
    .filter((one) => meant(one, "routeTableId", [table], ["id"]).length > 0);
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
