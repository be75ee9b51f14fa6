import { canaryGraphs, Dashboard, type DashboardGraph, edgeGraphs } from "../../components/dashboard";
import { defaults as apiDefaults } from "../../components/serverless-api";
import type { Names } from "../settings/request-response/names";
import { alarmNamesIn } from "./alarms";
import type { Edge } from "./edge";
import type { Flow } from "./flow";

/** One page over the edge and all regions; the other regions are told by their names, so it waits for none of them. */
export function overview(
  { settings, names, opts }: Flow,
  edge: Edge,
  regions: string[],
  canaryNames: string[],
): void {
  const { distributionId, webAclName } = edge.distribution;
  new Dashboard(
    "dashboard",
    {
      region: settings.region,
      dashboardName: names.prefix,
      title: `${settings.system} ${settings.environment}`,
      rows: [
        { widgets: edgeGraphs([{ name: "edge", distributionId, webAclName }]) },
        { widgets: canaryGraphs(settings.watch.canaryRegion, canaryNames) },
        ...regions.map((region) => ({
          heading: region,
          widgets: [
            { region, alarmNames: alarmNamesIn({ ...settings, region }, names, without(regions, region)) },
            ...regionGraphs(names, region),
          ],
        })),
      ],
    },
    opts,
  );
}

/** What a region answers, how fast, what it takes, and what waits. */
function regionGraphs(names: Names, region: string): DashboardGraph<string>[] {
  const api = (metricName: string, stat: string) => ({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiName: names.api, Stage: apiDefaults.stageName },
    label: metricName,
    stat,
  });
  const service = (metricName: string) => ({
    namespace: "AWS/ECS",
    metricName,
    dimensions: { ClusterName: names.cluster, ServiceName: names.catalog },
    label: metricName,
    stat: "Average",
  });
  const waiting = ["confirmation", "fulfilment"].map((queue) => ({
    namespace: "AWS/SQS",
    metricName: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: `${names.orders}-${queue}` },
    label: queue,
    stat: "Maximum",
  }));
  return [
    {
      title: "API: requests and errors",
      region,
      metrics: [api("Count", "Sum"), api("5XXError", "Sum"), api("4XXError", "Sum")],
    },
    { title: "API: milliseconds", region, metrics: [api("Latency", "p50"), api("Latency", "p99")] },
    {
      title: "API: kept answers",
      region,
      metrics: [api("CacheHitCount", "Sum"), api("CacheMissCount", "Sum")],
    },
    { title: "Containers, %", region, metrics: [service("CPUUtilization"), service("MemoryUtilization")] },
    { title: "Oldest message, seconds", region, metrics: waiting },
  ];
}

function without(regions: readonly string[], region: string): string[] {
  return regions.filter((one) => one !== region);
}
