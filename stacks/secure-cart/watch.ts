import type * as pulumi from "@pulumi/pulumi";
import { EdgeAlarms } from "../../components/edge-alarms";
import type { EdgeDistribution } from "../../components/edge-distribution";
import { RegionalAlarms } from "../../components/regional-alarms";
import { endpointGroupAlarms } from "../../components/regional-alarms/tables";
import { RequestTracing, usualGroups, usualQueries, usualSampling } from "../../components/request-tracing";
import { SiteAlarms } from "../../components/site-alarms";
import { runCanaries } from "../shared/canaries";
import { guardCosts } from "../shared/costs";
import { topic } from "../shared/topic";
import { IMPAIRING, regionAlarms } from "./alarms";
import type { Cart } from "./cart";
import { overview } from "./overview";
import { API_HEALTH } from "./partners";
import type { RegionalHalf } from "./region";
import { HEALTH } from "./services";

/** Where CloudFront, its firewall and Route 53 send their metrics; an alarm tells topics of its own region only. */
const EDGE_REGION = "us-east-1";

/** Where Global Accelerator sends its metrics. */
const ACCELERATOR_REGION = "us-west-2";

/** The region's alarms, its traces, and what Route 53 thinks of it. */
export function watchRegion(
  cart: Cart,
  half: RegionalHalf,
  otherRegions: readonly string[],
  homeRegion: string,
): void {
  const { settings, names, opts } = cart;
  const { inspection } = half.transit;
  const [catalogTargets] = half.catalog.route?.targetGroupArnSuffixes ?? [];
  const [checkoutTargets] = half.checkout.route?.targetGroupArnSuffixes ?? [];
  if (catalogTargets === undefined || checkoutTargets === undefined) {
    throw new Error("a service of the shop has no target group");
  }
  const made = {
    transitGatewayId: half.transit.hub.transitGatewayId,
    vpnId: half.sites.vpn?.vpnConnectionId,
    shop: half.balancer.arnSuffix,
    catalogTargets,
    checkoutTargets,
    payments: {
      loadBalancer: half.payments.gateway.loadBalancerArnSuffix,
      targetGroup: half.payments.gateway.targetGroupArnSuffix,
    },
    inspection: inspection && {
      loadBalancer: inspection.loadBalancerArnSuffix,
      targetGroup: inspection.targetGroupArnSuffix,
      groupName: inspection.autoScalingGroupName,
    },
  };
  new RegionalAlarms(
    "alarms",
    {
      region: settings.region,
      resourceName: names.prefix,
      topicArn: half.base.topicArn,
      alarms: regionAlarms(settings, names, made, otherRegions),
      impairing: IMPAIRING,
      runbook: "docs/systems/secure-cart.md",
    },
    opts,
  );
  watchNames(cart, half, homeRegion);
  trace(cart, half);
}

/** The copies of this region's product images in another, which follows it. */
export function watchImages({ settings, names, opts }: Cart, half: RegionalHalf, otherRegion: string): void {
  const { region } = settings;
  new SiteAlarms(
    "image-alarms",
    {
      region,
      resourceName: `${names.prefix}-images`,
      topicArn: half.base.topicArn,
      sourceBucketName: names.imageBucket(region),
      replicas: [{ region: otherRegion, bucketName: names.imageBucket(otherRegion) }],
      content: "the product images",
    },
    opts,
  );
}

/** The health checks that keep callers out of this region: they tell people by the topic of the edge, which the home region owns. */
function watchNames({ settings, names, opts }: Cart, half: RegionalHalf, homeRegion: string): void {
  const { region } = settings;
  const topicArn = half.base.account.apply(
    ({ partition, accountId }) =>
      `arn:${partition}:sns:${EDGE_REGION}:${accountId}:${names.edgeTopic(homeRegion)}`,
  );
  const checks = Object.entries({ shop: half.names.shop, api: half.names.partners });
  new EdgeAlarms(
    "name-alarms",
    {
      resourceName: names.prefix,
      topicArn,
      healthChecks: checks.map(([what, { healthCheckId }]) => {
        if (healthCheckId === undefined) throw new Error(`the name of ${what} has no health check`);
        return {
          role: `${region}-${what}-unhealthy`,
          description: `${what} in ${region} does not answer from outside: Route 53 sends its callers to the other region.`,
          healthCheckId,
        };
      }),
    },
    opts,
  );
}

/** Traces that are kept and looked at together, and questions to the logs that people ask again and again. */
function trace({ settings, names, opts }: Cart, half: RegionalHalf): void {
  const { region, tracing, recovery } = settings;
  const sampling = usualSampling(HEALTH).map((rule) =>
    rule.name === "rest" ? { ...rule, rate: tracing.samplingPercent / 100 } : rule,
  );
  const { catalog, checkout, payments, partners } = half;
  const services = [catalog, checkout, payments.service].map(({ logGroupName }) => logGroupName);
  const functions = [partners.handler.logGroupName];
  new RequestTracing(
    "tracing",
    {
      region,
      resourceName: names.prefix,
      groups: [
        ...usualGroups(tracing.slowSeconds),
        {
          name: "slow-payments",
          filter: `service("payments") { responsetime > ${tracing.slowSeconds} }`,
          insights: false,
        },
      ],
      samplingRules: sampling,
      queries: [
        { name: "function-times", query: usualQueries.functionTimes, logGroupNames: functions },
        { name: "errors", query: usualQueries.errors, logGroupNames: [...functions, ...services] },
      ],
      ownsEncryption: tracing.ownsEncryption,
      protect: recovery.protect,
    },
    opts,
  );
}

/** What exists once, and is watched once. */
export interface Once {
  edge: EdgeDistribution;
  accelerator: { acceleratorArn: pulumi.Output<string>; listenerArn: pulumi.Output<string> } | undefined;
  /** All regions of the system, the home region first. */
  regions: string[];
}

/** Alarms of the edge and the accelerator, canaries, the dashboard, the budget. */
export function watchOnce(cart: Cart, half: RegionalHalf, once: Once): void {
  const { settings, names, opts } = cart;
  const { region, watch } = settings;
  const { edge, regions } = once;
  const edgeTopicArn =
    region === EDGE_REGION
      ? half.base.topicArn
      : topic("edge-notifications", cart, EDGE_REGION, names.edgeTopic(region));
  new EdgeAlarms(
    "edge-alarms",
    {
      resourceName: `${names.prefix}-edge`,
      topicArn: edgeTopicArn,
      distributions: [{ name: "static", distributionId: edge.distributionId, webAclName: edge.webAclName }],
      healthChecks: [],
      blockedRequests: watch.blockedRequestsPerFiveMinutes,
    },
    opts,
  );
  watchAccelerator(cart, half, once);
  const canaryTopicArn =
    watch.canaryRegion === EDGE_REGION
      ? edgeTopicArn
      : topic("canary-notifications", cart, watch.canaryRegion, names.topic);
  const canaryNames = runCanaries(cart, {
    canaries: canariesOf(names),
    bucketName: names.canaryBucket,
    topicArn: canaryTopicArn,
  });
  overview(cart, edge, regions, canaryNames);
  guardCosts(cart, edgeTopicArn);
}

function watchAccelerator(cart: Cart, half: RegionalHalf, { accelerator, regions }: Once): void {
  if (accelerator === undefined) return;
  const { settings, names, opts } = cart;
  const topicArn =
    settings.region === ACCELERATOR_REGION
      ? half.base.topicArn
      : topic("accelerator-notifications", cart, ACCELERATOR_REGION, names.acceleratorTopic(settings.region));
  const last = (arn: pulumi.Output<string>) => arn.apply((whole) => whole.split("/").at(-1) as string);
  const alarms = regions.flatMap((endpointRegion) =>
    endpointGroupAlarms({
      endpointRegion,
      accelerator: last(accelerator.acceleratorArn),
      listener: last(accelerator.listenerArn),
    }),
  );
  new RegionalAlarms(
    "accelerator-alarms",
    {
      region: ACCELERATOR_REGION,
      resourceName: names.accelerator,
      topicArn,
      alarms,
      impairing: alarms.map(({ role }) => role),
      runbook: "docs/systems/secure-cart.md",
    },
    opts,
  );
}

/** What customers and partners count on. */
export function canariesOf({ shopName, checkoutName, apiName }: Cart["names"]) {
  return [
    {
      name: "shop",
      description: "The shop does not answer as it should, seen from outside.",
      checks: [
        { name: "health", url: `https://${shopName}${HEALTH}`, status: [200] },
        { name: "start page", url: `https://${shopName}/`, status: [200] },
      ],
    },
    {
      name: "checkout",
      description: "Checkout does not answer as it should, seen from outside.",
      checks: [{ name: "health", url: `https://${checkoutName}${HEALTH}`, status: [200] }],
    },
    {
      name: "partners",
      description: "The API of the partners does not answer as it should, seen from outside.",
      checks: [
        { name: "health", url: `https://${apiName}${API_HEALTH}`, status: [200] },
        // Without a key nobody gets in.
        { name: "no key", url: `https://${apiName}/partners/canary/events`, status: [403] },
      ],
    },
  ];
}
