import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import type { CanaryArgs } from "../../components/canaries";
import { EdgeAlarms } from "../../components/edge-alarms";
import { ShieldProtection } from "../../components/shield-protection";
import { SiteAlarms } from "../../components/site-alarms";
import type { Names } from "../settings/request-response/names";
import { runCanaries } from "../shared/canaries";
import { guardCosts } from "../shared/costs";
import { topic } from "../shared/topic";
import type { Edge } from "./edge";
import type { Flow } from "./flow";
import { overview } from "./overview";
import { PATHS } from "./routes";
import { EDGE_REGION } from "./watch";

/**
 * What exists once: alarms of the edge and of the site's copies, canaries, the dashboard, the budget.
 *
 * @param topicArn topic of the home region
 * @param regions all regions of the system, the home region first
 * @returns topic of the edge, which alarms of other regions' names tell, too
 */
export function watchHome(flow: Flow, edge: Edge, topicArn: pulumi.Output<string>, regions: string[]): void {
  const { settings, names, opts } = flow;
  const { region, watch } = settings;
  const edgeTopicArn =
    region === EDGE_REGION
      ? topicArn
      : topic("edge-notifications", flow, EDGE_REGION, names.edgeTopic(region));
  const { distributionId, webAclName } = edge.distribution;
  new EdgeAlarms(
    "edge-alarms",
    {
      resourceName: `${names.prefix}-edge`,
      topicArn: edgeTopicArn,
      distributions: [{ name: "edge", distributionId, webAclName }],
      healthChecks: [],
      blockedRequests: watch.blockedRequestsPerFiveMinutes,
    },
    opts,
  );
  const [source, ...replicas] = edge.buckets;
  new SiteAlarms(
    "site-alarms",
    { region, resourceName: `${names.prefix}-site`, topicArn, sourceBucketName: source.bucketName, replicas },
    opts,
  );
  const canaryTopicArn =
    watch.canaryRegion === EDGE_REGION
      ? edgeTopicArn
      : topic("canary-notifications", flow, watch.canaryRegion, names.topic);
  const canaryNames = runCanaries(flow, {
    canaries: canariesOf(names),
    bucketName: names.canaryBucket,
    topicArn: canaryTopicArn,
  });
  overview(flow, edge, regions, canaryNames);
  guardCosts(flow, edgeTopicArn);
}

/** What clients count on: the page and its deep links, cached answers, and an API that refuses who has no token. */
export function canariesOf({ siteName, apiName, localName }: Names): CanaryArgs[] {
  const hardened = { "strict-transport-security": "max-age=", "x-content-type-options": "nosniff" };
  return [
    {
      name: "site",
      description: "The site is not served as it should be, seen from outside.",
      checks: [
        { name: "start page", url: `https://${siteName}/`, status: [200], headers: hardened },
        { name: "deep link", url: `https://${siteName}/orders/canary`, status: [200] },
        { name: "missing file", url: `https://${siteName}/assets/canary-missing.js`, status: [404] },
        { name: "catalogue", url: `https://${siteName}/api/catalog/api/status`, status: [200] },
      ],
    },
    {
      name: "api",
      description: "The API does not answer as it should, seen from outside.",
      checks: [
        { name: "nearest region", url: `https://${apiName}${PATHS.health}`, status: [200] },
        { name: "region by place", url: `https://${localName}${PATHS.health}`, status: [200] },
        { name: "no token", url: `https://${apiName}${PATHS.orders}/canary`, status: [401] },
      ],
    },
  ];
}

/** By setting, Shield Advanced for distribution and zone; it can't protect an API of API Gateway. */
export function shieldUp({ settings, names, opts }: Flow, edge: Edge, zoneId: pulumi.Input<string>): void {
  const { shieldAdvanced } = settings.recovery;
  if (shieldAdvanced === undefined) return;
  const { partition } = getPartitionOutput({}, { provider: opts.providers.aws });
  new ShieldProtection(
    "shield",
    {
      subscribe: shieldAdvanced.subscribe,
      namePrefix: names.prefix,
      resources: [
        { name: "edge", resourceArn: edge.distribution.distributionArn },
        {
          name: "zone",
          resourceArn: pulumi.interpolate`arn:${partition}:route53:::hostedzone/${zoneId}`,
        },
      ],
    },
    opts,
  );
}
