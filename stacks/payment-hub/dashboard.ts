import type { DashboardMetric, DashboardParts } from "../../components/dashboard/body";
import {
  canaryGraphs,
  copiesGraph,
  edgeGraphs,
  healthGraph,
  type ShownCopies,
  type ShownDistribution,
} from "../../components/dashboard/rows";

/** What the hub's dashboard shows. `T` is a plain string or an output of one. */
export interface HubView<T> {
  /** Title, on top. */
  title: string;
  /** Regions of the system, the home region first. */
  regions: ShownRegion[];
  /** Distributions, each with its web ACL. */
  distributions: ShownDistribution<T>[];
  /** Health check of the home region's origin. */
  healthCheckId: T;
  /** Canaries, and the region that they ask from. */
  canaries: { region: string; names: string[] };
  /** The site's bucket and its copies. */
  site: ShownCopies;
}

/** A region of the system, told by names alone: its stack may come later. */
export interface ShownRegion {
  region: string;
  /** Identifier of the region's database cluster. */
  databaseCluster: string;
  /** Name of the EKS cluster. */
  cluster: string;
  /** Names of the region's alarms. */
  alarmNames: string[];
}

/** What customers get on top, then one row for each region. */
export function hubDashboard<T>(view: HubView<T>): DashboardParts<T | string> {
  const { title, regions, distributions, healthCheckId, canaries, site } = view;
  return {
    title,
    rows: [
      {
        widgets: [
          ...edgeGraphs(distributions),
          healthGraph("Home region answers", { healthy: healthCheckId }),
        ],
      },
      {
        widgets: [
          ...canaryGraphs(canaries.region, canaries.names),
          copiesGraph("Copies of the site, seconds behind", site),
        ],
      },
      ...regions.map((region) => ({ heading: region.region, widgets: regionWidgets(region) })),
    ],
  };
}

function regionWidgets({ region, databaseCluster, cluster, alarmNames }: ShownRegion) {
  const database = (metricName: string, stat: string): DashboardMetric<string> => ({
    namespace: "AWS/RDS",
    metricName,
    dimensions: { DBClusterIdentifier: databaseCluster },
    label: metricName,
    stat,
  });
  // Only regions that read measure the lag, and its other dimensions change with the roles: a query finds it.
  const lag = `SELECT MAX(AuroraGlobalDBRPOLag) FROM "AWS/RDS" WHERE DBClusterIdentifier = '${databaseCluster}'`;
  const pods =
    'SELECT MAX(HealthyHostCount) FROM SCHEMA("AWS/NetworkELB", LoadBalancer, TargetGroup) GROUP BY TargetGroup';
  const waiting = {
    namespace: "AWS/EKS",
    metricName: "scheduler_pending_pods_UNSCHEDULABLE",
    dimensions: { ClusterName: cluster },
    label: "without a node",
    stat: "Maximum",
  };
  return [
    { region, alarmNames },
    {
      title: "Behind the writer, ms",
      region,
      metrics: [{ expression: lag, label: "RPO lag" }, database("AuroraReplicaLagMaximum", "Maximum")],
    },
    {
      title: "Database",
      region,
      metrics: [database("CPUUtilization", "Average"), database("DatabaseConnections", "Sum")],
    },
    {
      title: "Pods: answering, and without a node",
      region,
      metrics: [{ expression: pods, label: "" }, waiting],
    },
  ];
}
