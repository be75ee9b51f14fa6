import type * as pulumi from "@pulumi/pulumi";
import { CostGuard } from "../../components/cost-guard";
import { Dashboard } from "../../components/dashboard";
import { regionalAlarmNames } from "../../components/regional-alarms";
import { replicationRuleId } from "../../components/static-site/replication";
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
      title: `${settings.system} ${settings.environment}`,
      regions: shown.regions.map((region) => ({
        region,
        databaseCluster: names.databaseIn(region),
        cluster: names.cluster,
        alarmNames: regionalAlarmNames(names.prefix),
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
    },
    opts,
  );
}

/** The budget over all regions, and the alert on costs that nothing explains. */
export function guardCosts({ settings, names, opts }: Hub, topicArn: pulumi.Input<string>): void {
  const { system, environment, watch } = settings;
  new CostGuard(
    "costs",
    {
      resourceName: names.prefix,
      system,
      environment,
      monthlyUsd: watch.monthlyBudgetUsd,
      anomalyUsd: watch.costAnomalyUsd,
      topicArn,
    },
    opts,
  );
}
