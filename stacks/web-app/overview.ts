import type * as pulumi from "@pulumi/pulumi";
import {
  canaryGraphs,
  Dashboard,
  type DashboardGraph,
  edgeGraphs,
  healthGraph,
} from "../../components/dashboard";
import type { WebAppSettings } from "../settings/web-app";
import { hasDatabase } from "../settings/web-app/cross-checks";
import type { Names } from "../settings/web-app/names";
import { alarmNamesIn } from "./alarms";
import type { App } from "./app";
import type { Media } from "./media";

/** What the dashboard shows besides the edge. */
interface Shown {
  /** All regions of the system, the home region first. */
  regions: string[];
  canaryNames: string[];
  healthCheckId: pulumi.Input<string>;
}

/** One page over the edge and all regions; the other region is told by its names, so it waits for none. */
export function overview({ settings, names, opts }: App, files: Media, shown: Shown): void {
  const { distributionId, webAclName } = files.distribution;
  new Dashboard(
    "dashboard",
    {
      region: settings.region,
      dashboardName: names.prefix,
      title: `${settings.system} ${settings.environment}`,
      rows: [
        { widgets: [...edgeGraphs([{ name: "media", distributionId, webAclName }])] },
        {
          widgets: [
            healthGraph("Home region answers", { healthy: shown.healthCheckId }),
            ...canaryGraphs(settings.watch.canaryRegion, shown.canaryNames),
          ],
        },
        ...shown.regions.map((region) => {
          const role = region === settings.region ? ("primary" as const) : ("secondary" as const);
          const there = { ...settings, region, role };
          return {
            heading: region,
            widgets: [{ region, alarmNames: alarmNamesIn(there, names) }, ...regionGraphs(there, names)],
          };
        }),
      ],
    },
    opts,
  );
}

function regionGraphs(settings: WebAppSettings, names: Names): DashboardGraph<string>[] {
  const { region } = settings;
  const service = (metricName: string) => ({
    namespace: "AWS/ECS",
    metricName,
    dimensions: { ClusterName: names.cluster, ServiceName: names.service },
    label: metricName,
    stat: "Average",
  });
  const database = (metricName: string, stat: string) => ({
    namespace: "AWS/RDS",
    metricName,
    dimensions: { DBClusterIdentifier: names.databaseIn(region) },
    label: metricName,
    stat,
  });
  const containers = [service("CPUUtilization"), service("MemoryUtilization")];
  const data = [database("CPUUtilization", "Average"), database("DatabaseConnections", "Sum")];
  return [
    { title: "Containers, %", region, metrics: containers },
    ...(hasDatabase(settings) ? [{ title: "Database", region, metrics: data }] : []),
  ];
}
