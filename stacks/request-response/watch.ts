import type * as pulumi from "@pulumi/pulumi";
import { EdgeAlarms } from "../../components/edge-alarms";
import { RegionalAlarms } from "../../components/regional-alarms";
import { RequestTracing, usualGroups, usualQueries, usualSampling } from "../../components/request-tracing";
import { accountOf } from "../shared/account";
import { IMPAIRING, ROLLING_BACK, regionAlarms } from "./alarms";
import type { DeliveryWatch } from "./delivery";
import type { Flow } from "./flow";
import type { RegionalHalf } from "./region";
import { PATHS } from "./routes";

/** Where CloudFront, its firewall and Route 53 send their metrics; an alarm tells topics of its own region only. */
export const EDGE_REGION = "us-east-1";

/** The region's alarms, and what of them takes a deployment back. */
export function watchRegion(
  { settings, names, opts }: Flow,
  half: RegionalHalf,
  topicArn: pulumi.Input<string>,
  otherRegions: readonly string[],
): DeliveryWatch {
  const { region } = settings;
  const { way, reports } = half;
  const [reportTargets] = reports.route.targetGroupArnSuffixes;
  if (reportTargets === undefined) throw new Error("the reports have no target group");
  const made = {
    loadBalancer: way.balancer.arnSuffix,
    reportTargets,
    fleet: reports.group.autoScalingGroupName,
  };
  const { alarmNames } = new RegionalAlarms(
    "alarms",
    {
      region,
      resourceName: names.prefix,
      topicArn,
      alarms: regionAlarms(settings, names, made, otherRegions),
      impairing: IMPAIRING,
      runbook: "docs/systems/request-response.md",
    },
    opts,
  );
  const named = (roles: readonly string[]) => roles.flatMap((role) => alarmNames[role] ?? []);
  const { errorsAlarmName } = half.catalog.service;
  const errors = errorsAlarmName === undefined ? [] : [errorsAlarmName];
  const { orders, catalog } = ROLLING_BACK;
  return {
    topicArn,
    alarmNames: {
      orders: named(orders),
      catalog: [...named(catalog), ...errors],
      both: [...named([...new Set([...orders, ...catalog])]), ...errors],
    },
  };
}

/** The health check that keeps callers out of this region: it tells people by the topic of the edge, which the home region owns. */
export function watchName(
  { settings, names, opts }: Flow,
  { record }: RegionalHalf,
  homeRegion: string,
): void {
  const { region } = settings;
  if (record.healthCheckId === undefined) throw new Error("the region's names have no health check");
  const topicArn = accountOf(opts).apply(
    ({ partition, accountId }) =>
      `arn:${partition}:sns:${EDGE_REGION}:${accountId}:${names.edgeTopic(homeRegion)}`,
  );
  new EdgeAlarms(
    "name-alarms",
    {
      resourceName: names.prefix,
      topicArn,
      healthChecks: [
        {
          role: `${region}-unhealthy`,
          description: `${region} does not answer from outside: Route 53 sends its callers to another region.`,
          healthCheckId: record.healthCheckId,
        },
      ],
    },
    opts,
  );
}

/** Traces that are kept and looked at together, and questions to the logs that people ask again and again. */
export function trace({ settings, names, opts }: Flow, half: RegionalHalf): void {
  const { region, tracing, recovery } = settings;
  const sampling = usualSampling(PATHS.health).map((rule) =>
    rule.name === "rest" ? { ...rule, rate: tracing.samplingPercent / 100 } : rule,
  );
  const functions = Object.values(half.functions).map(({ logGroupName }) => logGroupName);
  new RequestTracing(
    "tracing",
    {
      region,
      resourceName: names.prefix,
      groups: usualGroups(tracing.slowSeconds),
      samplingRules: sampling,
      queries: [
        { name: "function-times", query: usualQueries.functionTimes, logGroupNames: functions },
        {
          name: "errors",
          query: usualQueries.errors,
          logGroupNames: [...functions, half.catalog.service.logGroupName, half.reports.log.name],
        },
      ],
      ownsEncryption: tracing.ownsEncryption,
      protect: recovery.protect,
    },
    opts,
  );
}
