import type * as pulumi from "@pulumi/pulumi";
import type { CanaryArgs } from "../../components/canaries";
import { EdgeAlarms } from "../../components/edge-alarms";
import { RegionalAlarms } from "../../components/regional-alarms";
import { SiteAlarms } from "../../components/site-alarms";
import type { Names } from "../settings/web-app/names";
import { accountOf } from "../shared/account";
import { runCanaries } from "../shared/canaries";
import { guardCosts } from "../shared/costs";
import { topic } from "../shared/topic";
import { IMPAIRING, ROLLING_BACK, regionAlarms } from "./alarms";
import type { App } from "./app";
import { HEALTH } from "./application";
import type { Media } from "./media";
import { overview } from "./overview";
import type { RegionalHalf } from "./region";

/** Where CloudFront, its firewall and Route 53 send their metrics; an alarm tells topics of its own region only. */
export const EDGE_REGION = "us-east-1";

/** The region's alarms. @returns names of those that take a release back */
export function watchRegion(
  { settings, names, opts }: App,
  { base, way, cluster, website }: RegionalHalf,
): pulumi.Input<string>[] {
  const [targets] = website.route?.targetGroupArnSuffixes ?? [];
  if (targets === undefined) throw new Error("the website has no target group");
  const fleet = cluster.fleet?.autoScalingGroupName ?? "";
  const { alarmNames } = new RegionalAlarms(
    "alarms",
    {
      region: settings.region,
      resourceName: names.prefix,
      topicArn: base.topicArn,
      alarms: regionAlarms(settings, names, { loadBalancer: way.balancer.arnSuffix, targets, fleet }),
      impairing: IMPAIRING,
      runbook: "docs/systems/web-app.md",
    },
    opts,
  );
  return ROLLING_BACK.flatMap((role) => alarmNames[role] ?? []);
}

/** The health check that keeps callers out of this region tells people, by the topic of the edge of the home region. */
export function watchName(
  { settings, names, opts }: App,
  { record }: RegionalHalf,
  homeRegion: string,
): void {
  const { healthCheckId } = record;
  // The second half of a failover pair has none.
  if (healthCheckId === undefined) return;
  const { region } = settings;
  const topicArn = accountOf(opts).apply(
    ({ partition, accountId }) =>
      `arn:${partition}:sns:${EDGE_REGION}:${accountId}:${names.edgeTopic(homeRegion)}`,
  );
  new EdgeAlarms(
    "name-alarms",
    { resourceName: names.prefix, topicArn, healthChecks: [unhealthy(region, healthCheckId)] },
    opts,
  );
}

function unhealthy(region: string, healthCheckId: pulumi.Input<string>) {
  return {
    role: `${region}-unhealthy`,
    description: `${region} does not answer from outside: docs/systems/web-app.md tells how to bring up the other region.`,
    healthCheckId,
  };
}

/** What exists once: alarms of the edge and of the copies of media, canaries, the dashboard, the budget. */
export function watchHome(app: App, half: RegionalHalf, files: Media, regions: string[]): void {
  const { settings, names, opts } = app;
  const { region, watch } = settings;
  const { healthCheckId } = half.record;
  if (healthCheckId === undefined) throw new Error("the home region's name has no health check");
  const edgeTopicArn =
    region === EDGE_REGION
      ? half.base.topicArn
      : topic("edge-notifications", app, EDGE_REGION, names.edgeTopic(region));
  const { distributionId, webAclName } = files.distribution;
  new EdgeAlarms(
    "edge-alarms",
    {
      resourceName: `${names.prefix}-edge`,
      topicArn: edgeTopicArn,
      distributions: [{ name: "media", distributionId, webAclName }],
      healthChecks: [unhealthy(region, healthCheckId)],
      blockedRequests: watch.blockedRequestsPerFiveMinutes,
    },
    opts,
  );
  const [source, ...replicas] = files.buckets;
  new SiteAlarms(
    "media-alarms",
    {
      region,
      resourceName: `${names.prefix}-media`,
      topicArn: half.base.topicArn,
      sourceBucketName: source.bucketName,
      replicas,
      content: "the media",
    },
    opts,
  );
  const canaryTopicArn =
    watch.canaryRegion === EDGE_REGION
      ? edgeTopicArn
      : topic("canary-notifications", app, watch.canaryRegion, names.topic);
  const canaryNames = runCanaries(app, {
    canaries: canariesOf(names),
    bucketName: names.canaryBucket,
    topicArn: canaryTopicArn,
  });
  overview(app, files, { regions, canaryNames, healthCheckId });
  guardCosts(app, edgeTopicArn);
}

/** What visitors count on: the page, and an edge that gives media and nothing else. */
export function canariesOf({ appName, mediaName }: Names): CanaryArgs[] {
  return [
    {
      name: "site",
      description: "The website does not answer as it should, seen from outside.",
      checks: [
        {
          name: "page",
          url: `https://${appName}/`,
          status: [200],
          headers: { "strict-transport-security": "max-age=", "x-content-type-options": "nosniff" },
        },
        { name: "health", url: `https://${appName}${HEALTH}`, status: [200] },
        { name: "missing media", url: `https://${mediaName}/canary-missing.jpg`, status: [404] },
      ],
    },
  ];
}
