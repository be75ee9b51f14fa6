import type { Attachment, GatewayTable, Network, Route } from "./model";
import { prefixOf, within } from "./ranges";

/** The route that EC2 takes for an address: the one with the longest prefix, the VPC's own ranges among them. */
export function routeFor(
  network: Network,
  vpcId: string,
  tableId: string,
  address: string,
): Route | undefined {
  const local: Route[] = (network.vpcs.get(vpcId)?.ranges ?? []).map((range) => ({
    range,
    hop: { kind: "local" },
  }));
  const all = [...local, ...(network.tables.get(tableId) ?? [])];
  return all
    .filter(({ range }) => range !== undefined && within(range, address))
    .sort((a, b) => prefixOf(b.range as string) - prefixOf(a.range as string))[0];
}

/** The gateway endpoint by which a table reaches a service. */
export function serviceRoute(network: Network, tableId: string, service: string): Route | undefined {
  return network.tables.get(tableId)?.find((route) => route.service === service);
}

/** Where a transit gateway sends what came by one attachment. */
export type Decision = { to: Attachment } | { stop: string };

/** The table's route with the longest prefix; of two alike a static one is taken before a learned one. */
export function decide(network: Network, table: GatewayTable, address: string): Decision {
  const learned = table.propagated.flatMap((id) => {
    const attachment = network.attachments.get(id);
    const ranges =
      attachment?.vpcId === undefined ? attachment?.announced : network.vpcs.get(attachment.vpcId)?.ranges;
    return (ranges ?? []).map((range) => ({ range, attachmentId: id, blackhole: false, learned: 1 }));
  });
  const fixed = table.routes.map((route) => ({ ...route, learned: 0 }));
  const [best] = [...fixed, ...learned]
    .filter(({ range }) => within(range, address))
    .sort((a, b) => prefixOf(b.range) - prefixOf(a.range) || a.learned - b.learned);
  if (best === undefined) return { stop: `table ${table.id} has no route to ${address}` };
  if (best.blackhole) return { stop: `table ${table.id} drops what is for ${best.range}` };
  const to = best.attachmentId === undefined ? undefined : network.attachments.get(best.attachmentId);
  return to === undefined ? { stop: `the attachment of ${best.range} in ${table.id} is not known` } : { to };
}

/** The table that decides about what comes by an attachment, at one of the gateways that it belongs to. */
export function tableOf(network: Network, attachmentId: string, gatewayId: string): GatewayTable | undefined {
  return network.gatewayTables.find(
    (table) => table.gatewayId === gatewayId && table.associated.includes(attachmentId),
  );
}
