import type * as pulumi from "@pulumi/pulumi";
import { type AlarmSpec, regionalAlarmNames } from "../../components/regional-alarms";
import {
  applicationLoadBalancerAlarms,
  auroraAlarms,
  auroraUseAlarms,
  cacheAlarms,
  containerServiceAlarms,
  fleetAlarms,
  functionAlarms,
  queueAlarms,
  serverlessCapacityAlarms,
} from "../../components/regional-alarms/tables";
import type { StorefrontSettings } from "../settings/storefront";
import { CONSUMER, USER_INTERFACE } from "../settings/storefront/cross-checks";
import type { Names } from "../settings/storefront/names";

/** Names of AWS's making that alarms need; all others follow from the settings. */
export interface Made {
  /** Last part of the load balancer's ARN. */
  loadBalancer: pulumi.Input<string>;
  /** Last parts of the ARNs of the target groups, by the names of services and of the user interface. */
  targets: Record<string, pulumi.Input<string>>;
  /** Names of the queue of orders and of its dead-letter queue. */
  orders: { name: string; deadLetterName: string };
  /** ARN of the state machine of the extract for reports; none without one. */
  extract: pulumi.Input<string> | undefined;
}

/** Connections of a database that are too many: an instance of 16 GiB takes about 1800. */
const MOST_CONNECTIONS = 1600;

/** The proxies of a region: the first answers, the second when that is down. */
export const PROXIES = ["first", "second"] as const;

/** A function that works by the clock. */
export interface TimedFunction {
  name: string;
  timeoutSeconds: number;
}

/** The alarms of one region. */
export function regionAlarms(
  settings: StorefrontSettings,
  names: Names,
  made: Made,
  functions: readonly TimedFunction[],
): AlarmSpec[] {
  const { ui, cache, orders } = settings;
  const inService = [...settings.services.map(({ name }) => name), ...(orders.paused ? [] : [CONSUMER])];
  return [
    ...applicationLoadBalancerAlarms({
      name: "inside",
      loadBalancer: made.loadBalancer,
      targets: Object.entries(made.targets).map(([name, targetGroup]) => ({ name, targetGroup })),
    }),
    ...inService.flatMap((name) =>
      containerServiceAlarms({ name: `tasks-${name}`, cluster: names.cluster, service: names.service(name) }),
    ),
    ...fleetAlarms({ name: "ui-fleet", groupName: names.ui, minimum: ui.minimum }),
    ...PROXIES.flatMap((which) =>
      fleetAlarms({ name: `proxy-${which}`, groupName: names.proxy(which), minimum: 1 }),
    ),
    ...queueAlarms({
      name: "accepted-orders",
      queueName: made.orders.name,
      deadLetterQueueName: made.orders.deadLetterName,
      oldestSeconds: orders.oldestSeconds,
    }),
    ...databaseAlarms(settings, names),
    ...cacheAlarms({ name: "cache", replicationGroupId: names.cache, replicas: cache.replicas }),
    ...(made.extract === undefined ? [] : [extractAlarm(made.extract)]),
    ...functions.flatMap(({ name, timeoutSeconds }) =>
      functionAlarms({ name, functionName: names.automation(name), timeoutSeconds }),
    ),
  ];
}

/** Roles of the alarms which together say that a region can't sell. */
export function impairing({ services }: StorefrontSettings): string[] {
  return [
    "inside-errors",
    `${USER_INTERFACE}-no-healthy-target`,
    ...services.map(({ name }) => `tasks-${name}-no-task`),
  ];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
function extractAlarm(StateMachineArn: pulumi.Input<string>): AlarmSpec {
  return {
    role: "extract-failed",
    description: "The extract for reports has failed: reports show older days until the next one.",
    severity: "warn",
    watches: {
      namespace: "AWS/States",
      metricName: "ExecutionsFailed",
      dimensions: { StateMachineArn },
      statistic: "Sum",
    },
    comparison: "GreaterThanThreshold",
    threshold: 0,
    missing: "notBreaching",
    period: 3600,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
  };
}

/**
 * Names of the alarms of any region, whose stack may come later.
 *
 * @param isOwn whether it is the stack's own: others' settings for reports are their own
 */
export function alarmNamesIn(
  settings: StorefrontSettings,
  names: Names,
  functions: readonly TimedFunction[],
  isOwn: boolean,
): string[] {
  const targets = [...settings.services.map(({ name }) => name), USER_INTERFACE];
  const made = {
    loadBalancer: "",
    targets: Object.fromEntries(targets.map((name) => [name, ""])),
    orders: { name: "", deadLetterName: "" },
    extract: settings.reporting === undefined || !isOwn ? undefined : "",
  };
  return regionalAlarmNames(names.prefix, regionAlarms(settings, names, made, functions));
}

function databaseAlarms({ database }: StorefrontSettings, names: Names): AlarmSpec[] {
  const cluster = { name: "database", cluster: names.database };
  return [
    ...auroraAlarms(cluster),
    ...auroraUseAlarms(cluster, MOST_CONNECTIONS),
    ...(database.capacity === "serverless" ? serverlessCapacityAlarms(cluster) : []),
  ];
}
