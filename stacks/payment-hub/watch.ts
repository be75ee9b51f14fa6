import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { EdgeAlarms, type WatchedHealthCheck } from "../../components/edge-alarms";
import { FaultExperiments } from "../../components/fault-experiments";
import { OriginWatch } from "../../components/origin-watch";
import { RegionalAlarms } from "../../components/regional-alarms";
import {
  loadBalancerDimension,
  targetGroupDimension,
} from "../../components/regional-alarms/tables/dimensions";
import { RotationAlarm } from "../../components/rotation-alarm";
import { SiteAlarms } from "../../components/site-alarms";
import { runCanaries } from "../shared/canaries";
import { guardCosts } from "../shared/costs";
import { topic } from "../shared/topic";
import { hubAlarms, IMPAIRING } from "./alarms";
import { canariesOf } from "./canaries";
import type { Edge } from "./edge";
import type { Hub } from "./hub";
import { overview } from "./overview";
import type { RegionalHalf } from "./regional";

/** Where CloudFront, its firewall and Route 53 send their metrics; an alarm tells topics of its own region only. */
const EDGE_REGION = "us-east-1";

/** What tells people of this region. */
export interface RegionalWatch {
  topicArn: pulumi.Output<string>;
  alarms: RegionalAlarms;
}

/** What a region is watched and tried with besides itself. */
export interface Surroundings {
  /** Region that an experiment cuts this one off from. */
  otherRegion: string;
  /** Bucket of the site, where it is copied from this region. */
  siteBucketArn?: pulumi.Input<string>;
}

/** The region's topic, alarms and fault experiments; every stack has them, for whichever role the region plays. */
export function watchRegion(hub: Hub, half: RegionalHalf, surroundings: Surroundings): RegionalWatch {
  const { settings, names, opts } = hub;
  const { region, recovery } = settings;
  const { cluster } = half;
  const topicArn = topic("notifications", hub, region, names.topic);
  const common = { region, resourceName: names.prefix, topicArn };
  const alarms = new RegionalAlarms(
    "alarms",
    {
      ...common,
      alarms: hubAlarms({
        databaseCluster: names.database,
        cluster: names.cluster,
        loadBalancer: loadBalancerDimension(cluster.loadBalancerArn),
        targetGroup: targetGroupDimension(cluster.targetGroupArn),
        rpoSeconds: recovery.rpoSeconds,
      }),
      impairing: IMPAIRING,
    },
    opts,
  );
  new RotationAlarm("rotation", common, opts);
  experiments(hub, half, alarms, surroundings);
  return { topicArn, alarms };
}

/** What can be tried on a game day; deploying it disturbs nothing. */
function experiments(hub: Hub, half: RegionalHalf, alarms: RegionalAlarms, around: Surroundings): void {
  const { settings, names, opts } = hub;
  const { cluster, database, network } = half;
  new FaultExperiments(
    "experiments",
    {
      region: settings.region,
      resourceName: names.prefix,
      otherRegion: around.otherRegion,
      stopAlarmArns: alarms.impairingArns,
      subnetIds: network.privateSubnetIds,
      databaseClusterArn: database.clusterArn,
      pods: {
        clusterName: cluster.clusterName,
        clusterArn: cluster.clusterArn,
        namespace: names.workload.namespace,
      },
      replicatedBucketArn: around.siteBucketArn,
    },
    opts,
  );
}

/** A failover region's origin, asked from outside: it tells people by the topic of the edge, which the home region's stack owns. */
export function watchOrigin(
  { settings, names, opts }: Hub,
  { cluster }: RegionalHalf,
  homeRegion: string,
): void {
  const invoke = { provider: opts.providers.aws };
  const { partition } = getPartitionOutput({}, invoke);
  const { accountId } = getCallerIdentityOutput({}, invoke);
  new OriginWatch(
    "origin-watch",
    {
      originRegion: settings.region,
      loadBalancerDnsName: cluster.loadBalancerDnsName,
      resourceName: names.prefix,
      topicArn: pulumi.interpolate`arn:${partition}:sns:${EDGE_REGION}:${accountId}:${names.edgeTopic(homeRegion)}`,
    },
    opts,
  );
}

/** Routing controls move the traffic without any check that fails: what tells is that the standby's passes. */
function controlAlarms(healthCheckId: pulumi.Output<string> | undefined): WatchedHealthCheck[] {
  if (healthCheckId === undefined) return [];
  const description = "A routing control lets a failover region answer: the traffic was moved there.";
  return [{ role: "failover-control-on", description, healthCheckId, tells: "recovers" }];
}

/** What of the failover is watched in the home region. */
interface WatchedFailover {
  /** All regions of the system, the home region first. */
  regions: string[];
  failoverCheckId?: pulumi.Output<string>;
}

/** What exists once: alarms of the edge and of the site's copies, canaries, the dashboard, the budget. */
export function watchEdge(
  hub: Hub,
  edge: Edge,
  half: RegionalHalf,
  home: RegionalWatch,
  { regions, failoverCheckId }: WatchedFailover,
): void {
  const { settings, names, opts } = hub;
  const { healthCheckId } = half;
  if (healthCheckId === undefined)
    throw new Error("only the home region, which has the health check, has the edge");
  const edgeTopicArn =
    settings.region === EDGE_REGION
      ? home.topicArn
      : topic("edge-notifications", hub, EDGE_REGION, names.edgeTopic(settings.region));
  new EdgeAlarms(
    "edge-alarms",
    {
      resourceName: `${names.prefix}-edge`,
      topicArn: edgeTopicArn,
      distributions: [
        { name: "site", distributionId: edge.site.distributionId, webAclName: edge.site.webAclName },
        { name: "api", distributionId: edge.api.distributionId, webAclName: edge.api.webAclName },
      ],
      healthChecks: [
        {
          role: "home-origin-unhealthy",
          description: "The home region's health check fails: Route 53 answers with a failover region.",
          healthCheckId,
        },
        ...controlAlarms(failoverCheckId),
      ],
      blockedRequests: settings.watch.blockedRequestsPerFiveMinutes,
    },
    opts,
  );
  const [source, ...replicas] = edge.buckets;
  new SiteAlarms(
    "site-alarms",
    {
      region: settings.region,
      resourceName: `${names.prefix}-site`,
      topicArn: home.topicArn,
      sourceBucketName: source.bucketName,
      replicas,
    },
    opts,
  );
  const { canaryRegion } = settings.watch;
  const canaryTopicArn =
    canaryRegion === EDGE_REGION
      ? edgeTopicArn
      : topic("canary-notifications", hub, canaryRegion, names.topic);
  const canaryNames = runCanaries(hub, {
    canaries: canariesOf(names),
    bucketName: names.canaryBucket,
    topicArn: canaryTopicArn,
  });
  overview(hub, edge, { healthCheckId, regions, canaryNames });
  guardCosts(hub, edgeTopicArn);
}
