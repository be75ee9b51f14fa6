import { InspectionGateway } from "../../components/inspection-gateway";
import { AccountPeering } from "../../components/region-link";
import type { RegionalNetwork } from "../../components/regional-network";
import {
  type AttachmentTables,
  type PeeredHub,
  TransitAttachment,
  TransitHub,
  TransitPeering,
} from "../../components/transit-hub";
import type { Sibling } from "../settings/stack-files";
import type { Cart } from "./cart";
import type { Contract } from "./contract";
import { type PlannedPlace, type TransitPlan, transitPlan } from "./transit-plan";

/** The region's transit gateway with what is attached to it, but for sites. */
export interface Transit {
  hub: TransitHub;
  plan: TransitPlan;
  attachment: TransitAttachment;
  inspection: InspectionGateway | undefined;
}

/** The transit gateway with a table for each tier, the region's network, and by setting the inspection in every way. */
export function transit(cart: Cart, network: RegionalNetwork, siblings: readonly Sibling[]): Transit {
  const { settings, names, opts } = cart;
  const { region, network: addresses, inspection, transit: gateway, onPremises } = settings;
  const plan = transitPlan({
    network: addresses.cidr,
    inspection: inspection.enabled ? inspection.cidr : undefined,
    managed: inspection.management !== undefined,
  });
  const hub = new TransitHub(
    "hub",
    {
      region,
      resourceName: names.hub,
      amazonSideAsn: gateway.asn,
      tiers: plan.tiers,
      openTiers: plan.open,
      sharedWith: gateway.sharedWith,
    },
    opts,
  );
  const { developers = [], analytics = [] } = onPremises ?? {};
  const attachment = new TransitAttachment(
    "network-transit",
    {
      region,
      transitGatewayId: hub.transitGatewayId,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      ...tablesOf(hub, plan.network),
      // Public subnets have no way to other networks at all, and the data only one to those who analyse it.
      routeTableIds: network.privateRouteTableIds,
      destinations: [...otherRanges(siblings), ...developers],
      otherRoutes: [{ name: "data", routeTableIds: network.isolatedRouteTableIds, destinations: analytics }],
    },
    opts,
  );
  return { hub, plan, attachment, inspection: inspect(cart, hub, plan) };
}

/** Ranges of the networks of the system's other regions. */
export function otherRanges(siblings: readonly Sibling[]): string[] {
  return siblings.flatMap(({ cidr }) => cidr ?? []);
}

/** An attachment's place as the gateway's own tables. */
export function tablesOf(hub: TransitHub, { associated, learnedBy, routes }: PlannedPlace): AttachmentTables {
  return {
    associatedRouteTableId: hub.routeTableId(associated),
    propagatedRouteTableIds: Object.fromEntries(learnedBy.map((tier) => [tier, hub.routeTableId(tier)])),
    routes: routes.map((route) => ({ ...route, routeTableId: hub.routeTableId(route.tier) })),
  };
}

function inspect(
  { settings, names, opts }: Cart,
  hub: TransitHub,
  plan: TransitPlan,
): InspectionGateway | undefined {
  const { region, network, inspection, recovery, tags, system, environment, role } = settings;
  const { cidr, imageId, instanceTypes, healthCheckPort, minimum, maximum, management } = inspection;
  if (plan.inspection === undefined || cidr === undefined || imageId === undefined) return undefined;
  return new InspectionGateway(
    "inspection",
    {
      region,
      resourceName: names.inspection,
      cidrBlock: cidr,
      availabilityZones: network.availabilityZones,
      transitGatewayId: hub.transitGatewayId,
      tables: tablesOf(hub, plan.inspection),
      appliances: { imageId, instanceTypes, healthCheckPort, minimum, maximum, management },
      flowLogRetentionInDays: network.flowLogRetentionDays,
      tags: { ...tags, system, environment, role, "region-role": role },
      protect: recovery.protect,
    },
    opts,
  );
}

/** What the contract says of a region's gateway: how another one is joined with it. */
export function transitContract({ settings }: Cart, { hub, plan }: Transit) {
  const { associated, leadsThere } = plan.peering;
  return {
    transitGatewayId: hub.transitGatewayId,
    range: settings.network.cidr,
    arrivalTableId: hub.routeTableId(associated),
    departureTier: leadsThere,
    departureTableId: hub.routeTableId(leadsThere),
  };
}

/** Joins this region's gateway with that of the home region. The stack that comes later owns both ends. */
export function peerWith({ settings, opts }: Cart, { hub, plan }: Transit, home: Contract): TransitPeering {
  const { associated, leadsThere } = plan.peering;
  const local: PeeredHub = {
    region: settings.region,
    transitGatewayId: hub.transitGatewayId,
    ranges: [settings.network.cidr],
    associatedRouteTableId: hub.routeTableId(associated),
    routeTableIds: { [leadsThere]: hub.routeTableId(leadsThere) },
  };
  const { transitGatewayId, range, arrivalTableId, departureTier, departureTableId } = home.transit;
  const peer: PeeredHub = {
    region: home.region,
    transitGatewayId,
    ranges: [range],
    associatedRouteTableId: arrivalTableId,
    routeTableIds: { [departureTier]: departureTableId },
  };
  return new TransitPeering(`peering-${home.region}`, { local, peer }, opts);
}

/** By setting, peerings with networks of the company's other accounts. */
export function peerAccounts({ settings, opts }: Cart, network: RegionalNetwork): AccountPeering[] {
  const { region, network: addresses, peerAccounts: accounts } = settings;
  return accounts.map(
    ({ name, accountId, vpcId, cidr, region: peerRegion }) =>
      new AccountPeering(
        `account-${name}`,
        {
          region,
          vpcId: network.vpcId,
          cidrBlock: addresses.cidr,
          routeTableIds: network.privateRouteTableIds,
          peerAccountId: accountId,
          peerVpcId: vpcId,
          peerCidrBlock: cidr,
          peerRegion,
        },
        opts,
      ),
  );
}
