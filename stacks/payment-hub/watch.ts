import type * as pulumi from "@pulumi/pulumi";
import { EdgeAlarms } from "../../components/edge-alarms";
import { Notifications } from "../../components/notifications";
import { RegionalAlarms } from "../../components/regional-alarms";
import type { Edge } from "./edge";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";

/** Where CloudFront, its firewall and Route 53 send their metrics; an alarm tells topics of its own region only. */
const EDGE_REGION = "us-east-1";

/** What tells people of this region. */
export interface RegionalWatch {
  topicArn: pulumi.Output<string>;
  alarms: RegionalAlarms;
}

/** The region's topic and alarms; every stack has them, for whichever role the region plays. */
export function watchRegion(hub: Hub, { cluster }: RegionalHalf): RegionalWatch {
  const { settings, names, opts } = hub;
  const { region, recovery } = settings;
  const { topicArn } = topic("notifications", hub, region);
  const alarms = new RegionalAlarms(
    "alarms",
    {
      region,
      resourceName: names.prefix,
      topicArn,
      databaseCluster: names.database,
      cluster: names.cluster,
      loadBalancerArn: cluster.loadBalancerArn,
      targetGroupArn: cluster.targetGroupArn,
      rpoSeconds: recovery.rpoSeconds,
    },
    opts,
  );
  return { topicArn, alarms };
}

/** The alarms of what exists once; their topic is the home region's only where that is us-east-1. */
export function watchEdge(hub: Hub, edge: Edge, half: RegionalHalf, home: RegionalWatch): void {
  const { settings, names, opts } = hub;
  const { healthCheckId } = half;
  if (healthCheckId === undefined)
    throw new Error("only the home region, which has the health check, has the edge");
  const topicArn =
    settings.region === EDGE_REGION ? home.topicArn : topic("edge-notifications", hub, EDGE_REGION).topicArn;
  new EdgeAlarms(
    "edge-alarms",
    {
      resourceName: `${names.prefix}-edge`,
      topicArn,
      distributions: [
        { name: "site", distributionId: edge.site.distributionId, webAclName: edge.site.webAclName },
        { name: "api", distributionId: edge.api.distributionId, webAclName: edge.api.webAclName },
      ],
      healthCheckId,
      blockedRequests: settings.watch.blockedRequestsPerFiveMinutes,
    },
    opts,
  );
}

function topic(name: string, { settings, names, opts }: Hub, region: string): Notifications {
  const { emails, webhooks } = settings.watch;
  return new Notifications(name, { region, topicName: `${names.prefix}-alarms`, emails, webhooks }, opts);
}
