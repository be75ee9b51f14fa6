import type * as pulumi from "@pulumi/pulumi";
import { AcceleratedEndpoint, AcceleratedRegion } from "../../components/accelerated-endpoint";
import { AliasRecord } from "../../components/alias-record";
import type { ApplicationLoadBalancer } from "../../components/application-load-balancer";
import { DnsRecords } from "../../components/dns-records";
import { LogArchive } from "../../components/log-archive";
import { RegionalRecord, RoutingKind } from "../../components/regional-record";
import type { ServerlessApi } from "../../components/serverless-api";
import { locationsOf } from "../settings/geolocation";
import type { Cart } from "./cart";
import { API_HEALTH } from "./partners";
import { HEALTH } from "./services";

/** What the region's names answer with. */
export interface Answering {
  zoneId: pulumi.Input<string>;
  balancer: ApplicationLoadBalancer;
  api: ServerlessApi;
  /** Listener of the accelerator, where there is one. */
  listenerArn: pulumi.Input<string> | undefined;
}

/**
 * The names by which the region is found: the shop by country and continent with the nearest region for everybody else,
 * partners by the nearest region. Both leave a region that fails.
 */
export function regionalNames(cart: Cart, { zoneId, balancer, api, listenerArn }: Answering) {
  const { settings, names, opts } = cart;
  const { region, role, geolocation, recovery } = settings;
  const { intervalSeconds: requestInterval, failures: failureThreshold } = recovery.healthCheck;
  const check = (path: string) => ({ path, requestInterval, failureThreshold });
  const target = { dnsName: balancer.dnsName, zoneId: balancer.zoneId };
  const shop = new RegionalRecord(
    "shop-name",
    {
      zoneId,
      recordName: names.shopName,
      region,
      routing: {
        kind: RoutingKind.Geolocation,
        locations: locationsOf(geolocation),
        ownsDefault: role === "primary",
        nearestName: names.nearestName,
      },
      target,
      regionalName: names.shopIn(region),
      healthCheck: check(HEALTH),
    },
    opts,
  );
  if (listenerArn !== undefined) {
    new AcceleratedRegion("checkout", { region, listenerArn, endpointArns: [balancer.arn] }, opts);
  }
  if (api.targetDomainName === undefined || api.targetZoneId === undefined) {
    throw new Error("the API has no name of its own to answer with");
  }
  const partners = new RegionalRecord(
    "api-name",
    {
      zoneId,
      recordName: names.apiName,
      region,
      routing: { kind: RoutingKind.Latency },
      target: { dnsName: api.targetDomainName, zoneId: api.targetZoneId },
      regionalName: names.apiIn(region),
      healthCheck: check(API_HEALTH),
    },
    opts,
  );
  return { shop, partners };
}

/** The names of a region. */
export type RegionalNames = ReturnType<typeof regionalNames>;

/**
 * Names that one record answers: `www.`, which is the shop by another name, and checkout, which is the accelerator, or the
 * nearest region where there is none. It is the same record in both cases, so the switch never takes the name away.
 */
export function otherNames(
  { names, opts }: Cart,
  zoneId: pulumi.Input<string>,
  checkout: AcceleratedEndpoint | undefined,
): void {
  new AliasRecord(
    "checkout-name",
    {
      zoneId,
      recordName: names.checkoutName,
      target: checkout
        ? { dnsName: checkout.dnsName, zoneId: checkout.hostedZoneId }
        : { dnsName: names.nearestName, zoneId },
      evaluateTargetHealth: checkout === undefined,
    },
    opts,
  );
  new DnsRecords(
    "other-names",
    {
      zoneId,
      zoneName: names.shopName,
      records: [{ name: "www", type: "CNAME", values: [names.shopName] }],
    },
    opts,
  );
}

/** By setting, the accelerator in front of checkout in all regions, with its flow log. */
export function accelerator({ settings, names, opts }: Cart): AcceleratedEndpoint | undefined {
  const { region, accelerator: asked, recovery } = settings;
  if (!asked.enabled) return undefined;
  const logs = new LogArchive(
    "accelerator-logs",
    {
      region,
      bucketName: names.acceleratorLogBucket,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  return new AcceleratedEndpoint(
    "accelerator",
    {
      resourceName: names.accelerator,
      flowLog: { bucketName: logs.bucketName, prefix: "flows" },
      protect: recovery.protect,
    },
    opts,
  );
}
