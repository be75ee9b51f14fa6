import type * as pulumi from "@pulumi/pulumi";
import { type AlarmSpec, regionalAlarmNames } from "../../components/regional-alarms";
import {
  anomalyAlarm,
  apiAlarms,
  applicationLoadBalancerAlarms,
  containerServiceAlarms,
  directConnectAlarms,
  firewallAlarms,
  fleetAlarms,
  functionAlarms,
  gatewayLoadBalancerAlarms,
  instanceAlarms,
  networkLoadBalancerAlarms,
  queueAlarms,
  tableAlarms,
  transitGatewayAlarms,
  tunnelAlarms,
} from "../../components/regional-alarms/tables";
import { defaults as apiDefaults } from "../../components/serverless-api";
import type { SecureCartSettings } from "../settings/secure-cart";
import type { Names } from "../settings/secure-cart/names";
import { PARTNER_SECONDS } from "./partners";

/** A load balancer and its target group, by the last parts of their ARNs. */
export interface MadeBalancer {
  loadBalancer: pulumi.Input<string>;
  targetGroup: pulumi.Input<string>;
}

/** Names of AWS's making that alarms need; all others follow from the settings. */
export interface Made {
  transitGatewayId: pulumi.Input<string>;
  vpnId: pulumi.Input<string> | undefined;
  /** Last part of the ARN of the shop's load balancer. */
  shop: pulumi.Input<string>;
  catalogTargets: pulumi.Input<string>;
  checkoutTargets: pulumi.Input<string>;
  payments: MadeBalancer;
  inspection: (MadeBalancer & { groupName: pulumi.Input<string> }) | undefined;
}

/** Roles of the alarms which together say that a region can't sell. */
export const IMPAIRING = ["checkout-no-healthy-target", "checkout-no-task", "payments-no-healthy-target"];

/** Connections of a database that are too many: a db.m7g.large takes about 900. */
const MOST_CONNECTIONS = 800;

/** Seconds that a report of a partner may wait. */
const OLDEST_REPORT = 300;

/** The alarms of one region: its ways to other networks, its load balancers, its services and its data. */
export function regionAlarms(
  settings: SecureCartSettings,
  names: Names,
  made: Made,
  otherRegions: readonly string[],
): AlarmSpec[] {
  return [
    ...networkAlarms(settings, made),
    ...shopAlarms(settings, names, made),
    ...(["catalog", "checkout", "payments"] as const).flatMap((name) =>
      containerServiceAlarms({ name, cluster: names.cluster, service: names.service(name) }),
    ),
    ...networkLoadBalancerAlarms({ name: "payments", ...made.payments }),
    ...partnerAlarms(names),
    ...instanceAlarms({ name: "database", instance: names.database, mostConnections: MOST_CONNECTIONS }),
    ...tableAlarms({ name: "sessions", tableName: names.sessionTable, replicaRegions: [...otherRegions] }),
    ...tableAlarms({ name: "reports", tableName: names.reportTable, replicaRegions: [...otherRegions] }),
  ];
}

/** Names of the alarms of a region, whose stack may come later and is set up as this one. */
export function alarmNamesIn(
  settings: SecureCartSettings,
  names: Names,
  otherRegions: readonly string[],
): string[] {
  const balancer = { loadBalancer: "", targetGroup: "" };
  const made: Made = {
    transitGatewayId: "",
    vpnId: settings.onPremises?.vpn && "",
    shop: "",
    catalogTargets: "",
    checkoutTargets: "",
    payments: balancer,
    inspection: settings.inspection.enabled ? { ...balancer, groupName: "" } : undefined,
  };
  return regionalAlarmNames(names.prefix, regionAlarms(settings, names, made, otherRegions));
}

function networkAlarms({ onPremises, network, inspection }: SecureCartSettings, made: Made): AlarmSpec[] {
  const { transitGatewayId, vpnId, inspection: appliances } = made;
  const line = onPremises?.directConnect?.line;
  return [
    ...transitGatewayAlarms("transit", transitGatewayId),
    ...(vpnId === undefined ? [] : tunnelAlarms({ name: "site", vpnId })),
    ...(line === undefined ? [] : directConnectAlarms("site", line.connectionId)),
    ...(appliances === undefined
      ? []
      : [
          ...gatewayLoadBalancerAlarms({ name: "inspection", ...appliances }),
          ...fleetAlarms({
            name: "appliances",
            groupName: appliances.groupName,
            minimum: inspection.minimum ?? network.availabilityZones.length,
          }),
        ]),
  ];
}

function shopAlarms(
  { region, performance, watch }: SecureCartSettings,
  names: Names,
  made: Made,
): AlarmSpec[] {
  const checkout = {
    namespace: "AWS/ApplicationELB",
    metricName: "TargetResponseTime",
    dimensions: { LoadBalancer: made.shop, TargetGroup: made.checkoutTargets },
    statistic: "p99" as const,
  };
  return [
    ...applicationLoadBalancerAlarms({
      name: "shop",
      loadBalancer: made.shop,
      targets: [
        { name: "catalog", targetGroup: made.catalogTargets },
        { name: "checkout", targetGroup: made.checkoutTargets },
      ],
      latencySeconds: performance.answerSeconds,
    }),
    anomalyAlarm({
      role: "checkout-latency-spike",
      description: "Checkout is slower than usual for the hour and the weekday.",
      metric: checkout,
    }),
    ...firewallAlarms({
      name: "region",
      webAclName: names.firewall,
      region,
      blockedRequests: watch.blockedRequestsPerFiveMinutes,
    }),
  ];
}

function partnerAlarms(names: Names): AlarmSpec[] {
  const queue = `${names.reports}-checkout`;
  return [
    ...apiAlarms({ name: "partner-api", apiName: names.api, stage: apiDefaults.stageName }),
    ...functionAlarms({
      name: "partner-gateway",
      functionName: names.partnerFunction,
      timeoutSeconds: PARTNER_SECONDS,
    }),
    ...queueAlarms({
      name: "partner-reports",
      queueName: queue,
      deadLetterQueueName: `${queue}-dead-letter`,
      oldestSeconds: OLDEST_REPORT,
    }),
  ];
}
