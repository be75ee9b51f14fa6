import type * as pulumi from "@pulumi/pulumi";
import type { CanaryArgs } from "../../components/canaries";
import { EdgeAlarms } from "../../components/edge-alarms";
import { RegionalAlarms } from "../../components/regional-alarms";
import { SiteAlarms } from "../../components/site-alarms";
import { USER_INTERFACE } from "../settings/storefront/cross-checks";
import type { Names } from "../settings/storefront/names";
import { accountOf } from "../shared/account";
import { runCanaries } from "../shared/canaries";
import { guardCosts } from "../shared/costs";
import { topic } from "../shared/topic";
import { impairing, regionAlarms } from "./alarms";
import { timedFunctions } from "./automations";
import { overview } from "./overview";
import type { RegionalHalf } from "./region";
import type { Shop } from "./shop";

/** Where Route 53 sends its metrics; an alarm tells topics of its own region only. */
const EDGE_REGION = "us-east-1";

/** The region's alarms. @returns names of those that take a release back */
export function watchRegion(shop: Shop, half: RegionalHalf): pulumi.Input<string>[] {
  const { settings, names, opts } = shop;
  const routes = [
    ...Object.entries(half.services.byName).map(([name, { route }]) => [name, route] as const),
    [USER_INTERFACE, half.ui.route] as const,
  ];
  const targets = Object.fromEntries(
    routes.map(([name, route]) => {
      const [targetGroup] = route?.targetGroupArnSuffixes ?? [];
      if (targetGroup === undefined) throw new Error(`${name} has no target group`);
      return [name, targetGroup];
    }),
  );
  const { orders } = half.stores;
  const extract = half.extract?.stateMachineArn;
  const made = { loadBalancer: half.balancer.arnSuffix, targets, orders, extract };
  const alarms = new RegionalAlarms(
    "alarms",
    {
      region: settings.region,
      resourceName: names.prefix,
      topicArn: half.base.topicArn,
      alarms: regionAlarms(settings, names, made, timedFunctions(settings)),
      impairing: impairing(settings),
      runbook: "docs/systems/storefront.md",
    },
    opts,
  );
  // The one that sums up: a stage looks at five alarms at most, and there may be more services.
  return [alarms.impairedName];
}

/** The copies of this region's media in the others, which follow it. */
export function watchMedia(
  { settings, names, opts }: Shop,
  half: RegionalHalf,
  otherRegions: readonly string[],
): void {
  const { region } = settings;
  if (otherRegions.length === 0) return;
  new SiteAlarms(
    "media-alarms",
    {
      region,
      resourceName: `${names.prefix}-media`,
      topicArn: half.base.topicArn,
      sourceBucketName: names.mediaBucket(region),
      replicas: otherRegions.map((other) => ({ region: other, bucketName: names.mediaBucket(other) })),
      content: "the media",
    },
    opts,
  );
}

/**
 * Health checks of the proxies tell people by the topic in us-east-1, which the home region's stack owns.
 *
 * @param topicArn that topic
 */
function watchProxies(
  { settings, names, opts }: Shop,
  half: RegionalHalf,
  topicArn: pulumi.Input<string>,
): void {
  const { region } = settings;
  new EdgeAlarms(
    "proxy-alarms",
    {
      resourceName: names.prefix,
      topicArn,
      healthChecks: Object.entries(half.proxies).map(([which, { healthCheckId }]) => ({
        role: `${region}-${which}-proxy-unhealthy`,
        description: `The ${which} proxy of ${region} does not answer from outside: Route 53 turns to the next one.`,
        healthCheckId,
      })),
    },
    opts,
  );
}

/** What another region than the home region adds. */
export function watchAnother(shop: Shop, half: RegionalHalf, homeRegion: string): void {
  const topicArn = accountOf(shop.opts).apply(
    ({ partition, accountId }) =>
      `arn:${partition}:sns:${EDGE_REGION}:${accountId}:${shop.names.edgeTopic(homeRegion)}`,
  );
  watchProxies(shop, half, topicArn);
}

/** What exists once: canaries, the dashboard, the budget. */
export function watchHome(shop: Shop, half: RegionalHalf, regions: readonly string[]): void {
  const { settings, names } = shop;
  const { region, watch } = settings;
  const edgeTopicArn =
    region === EDGE_REGION
      ? half.base.topicArn
      : topic("edge-notifications", shop, EDGE_REGION, names.edgeTopic(region));
  watchProxies(shop, half, edgeTopicArn);
  const canaryTopicArn =
    watch.canaryRegion === EDGE_REGION
      ? edgeTopicArn
      : topic("canary-notifications", shop, watch.canaryRegion, names.topic);
  const canaryNames = runCanaries(shop, {
    canaries: canariesOf(names),
    bucketName: names.canaryBucket,
    topicArn: canaryTopicArn,
  });
  overview(shop, half.stores, regions, canaryNames);
  guardCosts(shop, edgeTopicArn);
}

/** What customers count on. */
function canariesOf({ shopName }: Names): CanaryArgs[] {
  const headers = { "strict-transport-security": "max-age=", "x-content-type-options": "nosniff" };
  return [
    {
      name: "shop",
      description: "The shop is not served as it should be, seen from outside.",
      checks: [
        { name: "products", url: `https://${shopName}/`, status: [200], headers },
        { name: "cart", url: `https://${shopName}/cart`, status: [200] },
      ],
    },
  ];
}
