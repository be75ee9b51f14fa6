import type * as pulumi from "@pulumi/pulumi";
import { FlowLogArchive } from "../../components/flow-log-archive";
import type { ReplicatedBucket } from "../../components/replicated-bucket";
import type { Sibling } from "../settings/stack-files";
import type { Cart } from "./cart";
import { database, type TableHere } from "./data";
import { entrance } from "./entrance";
import type { Foundation } from "./foundation";
import { partnerApi, reportMessages } from "./partners";
import { partnerEndpoints, paymentGateway } from "./payments";
import { services } from "./services";
import { regionalNames } from "./shop-names";
import { site } from "./site";
import { peerAccounts, type Transit } from "./transit";

/** What a region's half stands on that is not the same in every stack. */
export interface Ground {
  base: Foundation;
  transit: Transit;
  zoneId: pulumi.Input<string>;
  tables: { sessions: TableHere; reports: TableHere };
  images: ReplicatedBucket;
  /** Listener of the accelerator, where there is one. */
  listenerArn: pulumi.Input<string> | undefined;
  /** Another region, which holds copies of backups. */
  copyRegion: string;
  siblings: readonly Sibling[];
}

/** What every stack owns, from the networks that are joined to the names by which the region is found. */
export function regionalHalf(cart: Cart, ground: Ground) {
  const { base, transit, zoneId, tables, images, siblings, copyRegion } = ground;
  // Connectivity: the company's site, and its other accounts.
  const sites = site(cart, transit);
  peerAccounts(cart, base.network);
  const flows = flowArchive(cart, base, transit);
  // Data and messages.
  const orders = database(cart, base, copyRegion);
  const messages = reportMessages(cart, base);
  // Load balancing and compute.
  const balancer = entrance(cart, base);
  const stores = { sessions: tables.sessions, database: orders, images, reports: messages.queue("checkout") };
  const { cluster, catalog, checkout, createPayments } = services(cart, base, balancer, stores);
  const payments = paymentGateway(cart, base, { zoneId, siblings, checkout, create: createPayments });
  partnerEndpoints(cart, base, checkout);
  // Third parties, and the names of the region.
  const partners = partnerApi(cart, base, { reports: tables.reports, messages });
  const names = regionalNames(cart, { zoneId, balancer, api: partners.api, listenerArn: ground.listenerArn });
  return {
    ...ground,
    sites,
    flows,
    database: orders,
    messages,
    balancer,
    cluster,
    catalog,
    checkout,
    payments,
    partners,
    names,
  };
}

/** The half of a region. */
export type RegionalHalf = ReturnType<typeof regionalHalf>;

/** All flows of the region's networks in a bucket that Athena asks, and alarms on what is not as usual. */
function flowArchive(
  { settings, names, opts }: Cart,
  base: Foundation,
  { inspection }: Transit,
): FlowLogArchive {
  const { region, performance, recovery } = settings;
  return new FlowLogArchive(
    "flows",
    {
      region,
      resourceName: names.prefix,
      bucketName: names.flowBucket,
      networks: {
        network: base.network.vpcId,
        ...(inspection === undefined ? {} : { inspection: inspection.vpcId }),
      },
      anomalies: {
        logGroupName: base.network.flowLogGroupName,
        topicArn: base.topicArn,
        deviations: performance.flowDeviations,
      },
      retentionInDays: performance.flowArchiveDays,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
}

/** What every stack tells people. */
export function regionalOutputs({ names, settings }: Cart, half: RegionalHalf) {
  const { vpn } = half.sites;
  return {
    shopUrl: `https://${names.shopName}`,
    checkoutUrl: `https://${names.checkoutName}`,
    apiUrl: `https://${names.apiName}`,
    regionUrl: `https://${names.shopIn(settings.region)}`,
    partnerKeyIds: half.partners.api.apiKeyIds,
    paymentService: half.payments.gateway.serviceName,
    transitGatewayId: half.transit.hub.transitGatewayId,
    ...(vpn && { vpn: { tunnelAddresses: vpn.tunnelAddresses, presharedKeyArn: vpn.presharedKeyArn } }),
    flowWorkgroup: half.flows.workgroupName,
  };
}
