import type * as pulumi from "@pulumi/pulumi";
import { type AlarmSpec, regionalAlarmNames } from "../../components/regional-alarms";
import {
  acceleratorAlarms,
  apiAlarms,
  applicationLoadBalancerAlarms,
  auroraAlarms,
  auroraUseAlarms,
  cacheAlarms,
  containerServiceAlarms,
  firewallAlarms,
  fleetAlarms,
  functionAlarms,
  globalDatabaseAlarms,
  instanceAlarms,
  queueAlarms,
  serverlessCapacityAlarms,
  tableAlarms,
} from "../../components/regional-alarms/tables";
import { defaults as apiDefaults } from "../../components/serverless-api";
import type { RequestResponseSettings } from "../settings/request-response";
import type { Names } from "../settings/request-response/names";
import { CONSUMER_SECONDS } from "./messages";

/** Names of AWS's making that alarms need; all others follow from the settings. */
export interface Made {
  /** Last part of the load balancer's ARN. */
  loadBalancer: pulumi.Input<string>;
  /** Last part of the ARN of the reports' target group. */
  reportTargets: pulumi.Input<string>;
  /** Name of the Auto Scaling group. */
  fleet: pulumi.Input<string>;
}

/** Roles of the alarms which together say that a region can't answer. */
export const IMPAIRING = ["api-errors", "orders-errors", "catalog-no-task"];

/** Roles of the alarms that roll a deployment back. */
export const ROLLING_BACK = {
  orders: ["orders-errors", "orders-throttles", "api-errors"],
  catalog: ["catalog-no-task", "api-errors"],
} as const;

/** Seconds that a copy of the database may be behind. */
const DATABASE_LAG = 30;
/** Connections of a database that are too many: an instance of 2 GiB takes about 190. */
const MOST_CONNECTIONS = 170;

/**
 * The alarms of one region.
 *
 * @param otherRegions regions with a replica of the table
 */
export function regionAlarms(
  settings: RequestResponseSettings,
  names: Names,
  made: Made,
  otherRegions: readonly string[],
): AlarmSpec[] {
  const { region, functions, fleet, cache, messages, watch } = settings;
  const reserved = { reservedConcurrency: functions.reservedConcurrency };
  const queue = (name: string) => ({
    name,
    queueName: `${names.orders}-${name}`,
    deadLetterQueueName: `${names.orders}-${name}-dead-letter`,
    oldestSeconds: messages.oldestSeconds,
  });
  return [
    ...apiAlarms({ name: "api", apiName: names.api, stage: apiDefaults.stageName }),
    ...firewallAlarms({
      name: "region",
      webAclName: names.firewall,
      region,
      blockedRequests: watch.blockedRequestsPerFiveMinutes,
    }),
    ...functionAlarms({ name: "orders", functionName: names.orderFunction, timeoutSeconds: 10, ...reserved }),
    ...functionAlarms({
      name: "uploads",
      functionName: names.uploadFunction,
      timeoutSeconds: 10,
      ...reserved,
    }),
    ...functionAlarms({
      name: "authorizer",
      functionName: names.authorizerFunction,
      timeoutSeconds: 5,
      ...reserved,
    }),
    ...functionAlarms({
      name: "order-worker",
      functionName: names.workerFunction,
      timeoutSeconds: CONSUMER_SECONDS,
    }),
    ...queueAlarms(queue("confirmation")),
    ...queueAlarms(queue("fulfilment")),
    ...applicationLoadBalancerAlarms({
      name: "inside",
      loadBalancer: made.loadBalancer,
      // The catalogue has two target groups, one of them empty: its tasks are watched by ECS.
      targets: [{ name: "reports", targetGroup: made.reportTargets }],
    }),
    ...containerServiceAlarms({ name: "catalog", cluster: names.cluster, service: names.catalog }),
    ...fleetAlarms({ name: "reports-fleet", groupName: made.fleet, minimum: fleet.minimum }),
    ...databaseAlarms(settings, names),
    ...tableAlarms({ name: "orders-table", tableName: names.table, replicaRegions: [...otherRegions] }),
    ...(settings.accelerator === undefined
      ? []
      : acceleratorAlarms({ name: "accelerator", cluster: names.accelerator })),
    ...cacheAlarms({ name: "cache", replicationGroupId: names.cache, replicas: cache.replicas }),
  ];
}

/** Names of the alarms of any region, whose stack may come later. */
export function alarmNamesIn(
  settings: RequestResponseSettings,
  names: Names,
  otherRegions: readonly string[],
): string[] {
  const made = { loadBalancer: "", reportTargets: "", fleet: "" };
  return regionalAlarmNames(names.prefix, regionAlarms(settings, names, made, otherRegions));
}

function databaseAlarms({ region, database }: RequestResponseSettings, names: Names): AlarmSpec[] {
  const name = "database";
  if (database.kind === "rds") {
    return instanceAlarms({
      name,
      instance: names.databaseIn(region),
      mostConnections: MOST_CONNECTIONS,
      mostLagSeconds: DATABASE_LAG,
    });
  }
  const cluster = { name, cluster: names.databaseIn(region) };
  return [
    ...globalDatabaseAlarms(cluster, DATABASE_LAG),
    ...auroraAlarms(cluster),
    ...auroraUseAlarms(cluster, MOST_CONNECTIONS),
    ...serverlessCapacityAlarms(cluster),
  ];
}
