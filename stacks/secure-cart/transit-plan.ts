/** Route tables of a region's transit gateway, one for each tier of what is attached. */
export const TIER = {
  /** What comes from the region's own network. */
  networks: "networks",
  /** What comes from the company's site. */
  sites: "sites",
  /** What comes from the system's other regions. */
  regions: "regions",
  /** What comes back from the inspection. */
  inspected: "inspected",
} as const;

/** Name of a tier. */
export type Tier = keyof typeof TIER;

/** A route of a tier's table. */
export interface PlannedRoute {
  tier: Tier;
  destinationCidrBlock: string;
}

/** Where an attachment stands: the table that decides about its packets, and those that learn of it. */
export interface PlannedPlace {
  associated: Tier;
  learnedBy: Tier[];
  routes: PlannedRoute[];
}

/** The tables of a transit gateway, and the place of each attachment among them. */
export interface TransitPlan {
  tiers: Tier[];
  /** Tables that end without a route that drops the rest. */
  open: Tier[];
  network: PlannedPlace;
  site: PlannedPlace;
  /** None without an inspection. */
  inspection: PlannedPlace | undefined;
  /** Table that decides about what another region sends, and the one that leads there. */
  peering: { associated: Tier; leadsThere: Tier };
}

/** What the plan follows from. */
export interface TransitRanges {
  /** Range of the region's own network. */
  network: string;
  /** Range of the inspection's network. */
  inspection: string | undefined;
  /** Whether the appliances are managed from the site. */
  managed: boolean;
}

const EVERYTHING = "0.0.0.0/0";

/**
 * With an inspection whatever arrives at the gateway goes there first, and only its own table knows where things are:
 * both directions of a flow pass the appliances of both regions. Without it the tables lead straight on.
 *
 * A site reaches the network of the region that it is joined with, and no other region through it: with a second way back
 * a flow's two directions would differ. Its table has that range alone, since a VPN announces what is in its table.
 */
export function transitPlan({ network, inspection, managed }: TransitRanges): TransitPlan {
  const { networks, sites, regions, inspected } = TIER;
  if (inspection === undefined) {
    return {
      tiers: [networks, sites, regions],
      open: [sites],
      network: { associated: networks, learnedBy: [sites, regions], routes: [] },
      site: { associated: sites, learnedBy: [networks], routes: [] },
      inspection: undefined,
      peering: { associated: regions, leadsThere: networks },
    };
  }
  const toAppliances = managed ? [{ tier: sites, destinationCidrBlock: inspection }] : [];
  return {
    tiers: [networks, sites, regions, inspected],
    open: [networks, sites, regions],
    network: { associated: networks, learnedBy: [inspected], routes: [] },
    site: { associated: sites, learnedBy: [inspected], routes: [] },
    inspection: {
      associated: inspected,
      learnedBy: [],
      routes: [
        { tier: networks, destinationCidrBlock: EVERYTHING },
        { tier: regions, destinationCidrBlock: EVERYTHING },
        { tier: sites, destinationCidrBlock: network },
        ...toAppliances,
      ],
    },
    peering: { associated: regions, leadsThere: inspected },
  };
}
