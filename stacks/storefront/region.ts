import type * as pulumi from "@pulumi/pulumi";
import { automate } from "./automations";
import type { Contract } from "./contract";
import { foundation } from "./foundation";
import { inside } from "./inside";
import { createMedia } from "./media";
import { proxies } from "./proxies";
import { extractForReports } from "./reporting";
import { services } from "./services";
import type { Shop } from "./shop";
import { shopName } from "./shop-name";
import { createStores } from "./stores";
import { userInterface } from "./user-interface";

/** What a region's half stands on that is not the same in every stack. */
export interface Ground {
  zoneId: pulumi.Input<string>;
  /** What the home region's stack says; not in that stack itself. */
  contract?: Contract;
  /** Region with the copies of this region's backups. */
  copyRegion: string;
}

/** What every stack owns, in the order in which a request meets it from behind. */
export function regionalHalf(shop: Shop, { zoneId, contract, copyRegion }: Ground) {
  const base = foundation(shop, zoneId, contract === undefined);
  // Data, orders that wait, images and videos.
  const stores = createStores(shop, base);
  const media = createMedia(shop, contract);
  // The load balancer inside, the services behind it, and the user interface that calls them.
  const balancer = inside(shop, base, zoneId);
  const micro = services(shop, base, balancer, stores);
  const pages = userInterface(shop, base, balancer);
  // The proxies that customers reach, and the names by which they find them.
  const front = proxies(shop, base, media);
  shopName(shop, zoneId, front);
  // What works by the clock.
  automate(shop, base, { stores, media, copyRegion });
  const extract = extractForReports(shop, base, stores);
  return { base, stores, media, balancer, services: micro, ui: pages, proxies: front, extract };
}

/** The half of a region. */
export type RegionalHalf = ReturnType<typeof regionalHalf>;

/** What every stack tells people. */
export function regionalOutputs({ names, settings }: Shop, half: RegionalHalf) {
  const { stores, media, proxies: front, extract } = half;
  return {
    shopUrl: `https://${names.shopName}`,
    proxyAddresses: Object.values(front).map(({ address }) => address),
    insideName: names.insideIn(settings.region),
    mediaBucket: media.store.bucketName,
    orderQueueUrl: stores.orders.url,
    databaseEndpoint: stores.database.endpoint,
    reportingEndpoint: stores.database.reportingEndpoint,
    databaseSecretArn: stores.database.secretArn,
    extractWorkgroup: extract?.workgroupName,
  };
}
