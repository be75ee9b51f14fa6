import type * as pulumi from "@pulumi/pulumi";
import { type AlarmSpec, regionalAlarmNames } from "../../components/regional-alarms";
import {
  applicationLoadBalancerAlarms,
  auroraAlarms,
  auroraUseAlarms,
  containerServiceAlarms,
  firewallAlarms,
  fleetAlarms,
  serverlessCapacityAlarms,
} from "../../components/regional-alarms/tables";
import type { WebAppSettings } from "../settings/web-app";
import { hasDatabase } from "../settings/web-app/cross-checks";
import type { Names } from "../settings/web-app/names";

/** Names of AWS's making that alarms need; all others follow from the settings. */
export interface Made {
  /** Last part of the load balancer's ARN. */
  loadBalancer: pulumi.Input<string>;
  /** Last part of the ARN of the website's target group. */
  targets: pulumi.Input<string>;
  /** Name of the Auto Scaling group, where there are instances. */
  fleet: pulumi.Input<string>;
}

/** Roles of the alarms which together say that a region can't answer. */
export const IMPAIRING = ["entrance-errors", "web-no-task", "web-no-healthy-target"];

/** Roles of the alarms that roll a release back. */
export const ROLLING_BACK = ["web-no-task", "web-target-errors"];

/** Connections of a database that are too many: an instance of 16 GiB takes about 1000. */
const MOST_CONNECTIONS = 900;

/** The alarms of one region. */
export function regionAlarms(settings: WebAppSettings, names: Names, made: Made): AlarmSpec[] {
  const { region, compute, watch } = settings;
  const instances = compute.kind === "ec2" || compute.keepInstances;
  return [
    ...applicationLoadBalancerAlarms({
      name: "entrance",
      loadBalancer: made.loadBalancer,
      targets: [{ name: "web", targetGroup: made.targets }],
    }),
    ...firewallAlarms({
      name: "region",
      webAclName: names.firewall,
      region,
      blockedRequests: watch.blockedRequestsPerFiveMinutes,
    }),
    ...containerServiceAlarms({ name: "web", cluster: names.cluster, service: names.service }),
    ...(instances ? fleetAlarms({ name: "instances", groupName: made.fleet, minimum: compute.minimum }) : []),
    ...(hasDatabase(settings) ? databaseAlarms(settings, names) : []),
  ];
}

/** Names of the alarms of any region, whose stack may come later. */
export function alarmNamesIn(settings: WebAppSettings, names: Names): string[] {
  return regionalAlarmNames(
    names.prefix,
    regionAlarms(settings, names, { loadBalancer: "", targets: "", fleet: "" }),
  );
}

function databaseAlarms({ region, database }: WebAppSettings, names: Names): AlarmSpec[] {
  const cluster = { name: "database", cluster: names.databaseIn(region) };
  return [
    ...auroraAlarms(cluster),
    ...auroraUseAlarms(cluster, MOST_CONNECTIONS),
    ...(database.kind === "serverless-v2" ? serverlessCapacityAlarms(cluster) : []),
  ];
}
