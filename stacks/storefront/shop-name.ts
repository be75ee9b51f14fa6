import type * as pulumi from "@pulumi/pulumi";
import { FailoverRole, RegionalRecord, RoutingKind, ValueType } from "../../components/regional-record";
import type { Proxies } from "./proxies";
import type { Shop } from "./shop";

/** Seconds that resolvers keep the address of a proxy: as long they send customers to one that is gone. */
const TTL = 30;

/**
 * The names by which customers find a proxy. In each region one name fails over from the first proxy to the second; the
 * shop's own name fails over from the first region's to that of the DR region, once neither of its proxies answers.
 */
export function shopName(shop: Shop, zoneId: pulumi.Input<string>, proxies: Proxies): void {
  const { settings, names, opts } = shop;
  const { region, role, recovery } = settings;
  const pair = Object.entries(proxies).map(
    ([label, { address, healthCheckId }]) =>
      new RegionalRecord(
        `proxies-${label}`,
        {
          zoneId,
          recordName: names.proxiesIn(region),
          region,
          label,
          routing: {
            kind: RoutingKind.Failover,
            role: label === "first" ? FailoverRole.Primary : FailoverRole.Secondary,
          },
          target: { type: ValueType.A, values: [address], ttl: TTL },
          switches: [healthCheckId],
        },
        opts,
      ),
  );
  if (role === "secondary" && !recovery.takesTraffic) return;
  new RegionalRecord(
    "shop-name",
    {
      zoneId,
      recordName: names.shopName,
      region,
      routing: {
        kind: RoutingKind.Failover,
        role: role === "primary" ? FailoverRole.Primary : FailoverRole.Secondary,
      },
      target: { dnsName: names.proxiesIn(region), zoneId },
    },
    // Route 53 refuses an alias of a record that is not there.
    { ...opts, dependsOn: pair },
  );
}
