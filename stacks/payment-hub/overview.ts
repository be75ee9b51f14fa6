import type * as pulumi from "@pulumi/pulumi";
import { replicationRuleId } from "../../components/bucket-replication/rules";
import { Dashboard } from "../../components/dashboard";
import { regionalAlarmNames } from "../../components/regional-alarms";
import { hubAlarmTable } from "./alarms";
import { hubDashboard } from "./dashboard";
import type { Edge } from "./edge";
import type { Hub } from "./hub";

/** What the dashboard shows besides the edge. */
export interface Overview {
  healthCheckId: pulumi.Input<string>;
  /** All regions of the system, the home region first. */
  regions: string[];
  canaryNames: string[];
}

/** One page over the edge and all regions; the failover regions are told by their names, so it waits for none of them. */
export function overview({ settings, names, opts }: Hub, edge: Edge, shown: Overview): void {
  const [source, ...replicas] = edge.buckets;
  new Dashboard(
    "dashboard",
    {
      region: settings.region,
      dashboardName: names.prefix,
      ...hubDashboard<pulumi.Input<string>>({
        title: `${settings.system} ${settings.environment}`,
        regions: shown.regions.map((region) => ({
          region,
          databaseCluster: names.databaseIn(region),
          cluster: names.cluster,
          alarmNames: regionalAlarmNames(names.prefix, hubAlarmTable()),
        })),
        distributions: [
          { name: "site", distributionId: edge.site.distributionId, webAclName: edge.site.webAclName },
          { name: "api", distributionId: edge.api.distributionId, webAclName: edge.api.webAclName },
        ],
        healthCheckId: shown.healthCheckId,
        canaries: { region: settings.watch.canaryRegion, names: shown.canaryNames },
        site: {
          region: settings.region,
          bucketName: source.bucketName,
          replicas: replicas.map(({ region, bucketName }) => ({
            bucketName,
            ruleId: replicationRuleId(region),
          })),
        },
      }),
    },
    opts,
  );
}
