import { canaryGraphs, Dashboard, type DashboardGraph, edgeGraphs } from "../../components/dashboard";
import type { EdgeDistribution } from "../../components/edge-distribution";
import { defaults as apiDefaults } from "../../components/serverless-api";
import type { Names } from "../settings/secure-cart/names";
import { alarmNamesIn } from "./alarms";
import type { Cart } from "./cart";

/** One page over the edge and both regions; the other region is told by its names, so it waits for nothing. */
export function overview(
  { settings, names, opts }: Cart,
  { distributionId, webAclName }: EdgeDistribution,
  regions: string[],
  canaryNames: string[],
): void {
  new Dashboard(
    "dashboard",
    {
      region: settings.region,
      dashboardName: names.prefix,
      title: `${settings.system} ${settings.environment}`,
      rows: [
        { widgets: edgeGraphs([{ name: "static", distributionId, webAclName }]) },
        { widgets: canaryGraphs(settings.watch.canaryRegion, canaryNames) },
        ...regions.map((region) => ({
          heading: region,
          widgets: [
            {
              region,
              alarmNames: alarmNamesIn(
                { ...settings, region },
                names,
                regions.filter((other) => other !== region),
              ),
            },
            ...regionGraphs(names, region),
          ],
        })),
      ],
    },
    opts,
  );
}

/** What a region's services do, what partners ask, how the networks are joined, and how far sessions are behind. */
function regionGraphs(names: Names, region: string): DashboardGraph<string>[] {
  const services = ["catalog", "checkout", "payments"].map((service) => ({
    namespace: "AWS/ECS",
    metricName: "CPUUtilization",
    dimensions: { ClusterName: names.cluster, ServiceName: names.service(service) },
    label: service,
    stat: "Average",
  }));
  const api = (metricName: string) => ({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiName: names.api, Stage: apiDefaults.stageName },
    label: metricName,
    stat: "Sum",
  });
  // Ids of gateways and connections are AWS's own: queries find them.
  const query = (title: string, expression: string): DashboardGraph<string> => ({
    title,
    region,
    metrics: [{ expression, label: "" }],
  });
  return [
    { title: "Services, %", region, metrics: services },
    { title: "Partners", region, metrics: [api("Count"), api("4XXError"), api("5XXError")] },
    query(
      "Tunnels to the site, 1 is up",
      'SELECT MIN(TunnelState) FROM SCHEMA("AWS/VPN", TunnelIpAddress) GROUP BY TunnelIpAddress',
    ),
    query(
      "Transit gateway, bytes",
      'SELECT SUM(BytesIn) FROM SCHEMA("AWS/TransitGateway", TransitGateway, TransitGatewayAttachment) GROUP BY TransitGatewayAttachment',
    ),
    query(
      "Sessions on their way to the other region, ms",
      `SELECT MAX(ReplicationLatency) FROM "AWS/DynamoDB" WHERE TableName = '${names.sessionTable}' GROUP BY ReceivingRegion`,
    ),
  ];
}
