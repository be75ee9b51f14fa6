import { canaryGraphs, Dashboard, type DashboardGraph } from "../../components/dashboard";
import { CONSUMER } from "../settings/storefront/cross-checks";
import { alarmNamesIn } from "./alarms";
import { timedFunctions } from "./automations";
import type { Shop } from "./shop";
import type { Stores } from "./stores";

/** One page over all regions; the other regions are told by their names, so it waits for none of them. */
export function overview(
  { settings, names, opts }: Shop,
  { orders }: Stores,
  regions: readonly string[],
  canaryNames: string[],
): void {
  const functionsIn = (region: string) =>
    timedFunctions(region === settings.region ? settings : { ...settings, role: "secondary" });
  new Dashboard(
    "dashboard",
    {
      region: settings.region,
      dashboardName: names.prefix,
      title: `${settings.system} ${settings.environment}`,
      rows: [
        { widgets: canaryGraphs(settings.watch.canaryRegion, canaryNames) },
        ...regions.map((region) => ({
          heading: region,
          widgets: [
            {
              region,
              alarmNames: alarmNamesIn(
                { ...settings, region },
                names,
                functionsIn(region),
                region === settings.region,
              ),
            },
            ...regionGraphs({ settings, names }, orders.name, region),
          ],
        })),
      ],
    },
    opts,
  );
}

/** How busy services are, and how orders come along. */
function regionGraphs(
  { settings, names }: Pick<Shop, "settings" | "names">,
  queue: string,
  region: string,
): DashboardGraph<string>[] {
  const services = [...settings.services.map(({ name }) => name), CONSUMER];
  const ofServices = (metricName: string) =>
    services.map((service) => ({
      namespace: "AWS/ECS",
      metricName,
      dimensions: { ClusterName: names.cluster, ServiceName: names.service(service) },
      label: service,
      stat: "Average",
    }));
  const ofOrders = (metricName: string, stat: string) => ({
    namespace: "AWS/SQS",
    metricName,
    dimensions: { QueueName: queue },
    label: metricName,
    stat,
  });
  return [
    { title: "Services: processor, %", region, metrics: ofServices("CPUUtilization") },
    { title: "Services: memory, %", region, metrics: ofServices("MemoryUtilization") },
    {
      title: "Orders: accepted and done",
      region,
      metrics: [ofOrders("NumberOfMessagesSent", "Sum"), ofOrders("NumberOfMessagesDeleted", "Sum")],
    },
    {
      title: "Oldest order, seconds",
      region,
      metrics: [ofOrders("ApproximateAgeOfOldestMessage", "Maximum")],
    },
  ];
}
