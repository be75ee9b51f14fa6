import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../../components/regional-alarms/specs";
import { kubernetesAlarms } from "../../components/regional-alarms/tables/containers";
import { auroraAlarms, globalDatabaseAlarms } from "../../components/regional-alarms/tables/databases";
import { metricsOf, minutes } from "../../components/regional-alarms/tables/parts";

/** What the alarms of a region of the hub are made from. */
export interface Watched {
  /** Identifier of the region's database cluster. */
  databaseCluster: string;
  /** Name of the EKS cluster. */
  cluster: string;
  /** Last part of the load balancer's ARN, as CloudWatch names it. */
  loadBalancer: pulumi.Input<string>;
  /** Last part of the target group's ARN. */
  targetGroup: pulumi.Input<string>;
  /** What a failover may lose, in seconds. */
  rpoSeconds: number;
}

/** Roles of the alarms which together say that a region can't take payments. */
export const IMPAIRING = ["no-healthy-pod", "pods-without-a-node"];

/** The alarms of one region of the hub, for whichever role Aurora gives it. */
export function hubAlarms({ databaseCluster, cluster, rpoSeconds, ...entry }: Watched): AlarmSpec[] {
  const database = { name: "database", cluster: databaseCluster };
  return [
    ...globalDatabaseAlarms(database, rpoSeconds, "payments"),
    ...auroraAlarms(database),
    ...entryAlarms(entry),
    ...kubernetesAlarms(cluster),
  ];
}

/** The same table for who asks for roles and times, and for nothing that is watched. */
export function hubAlarmTable(): AlarmSpec[] {
  return hubAlarms({ databaseCluster: "", cluster: "", loadBalancer: "", targetGroup: "", rpoSeconds: 1 });
}

function entryAlarms({
  loadBalancer,
  targetGroup,
}: Pick<Watched, "loadBalancer" | "targetGroup">): AlarmSpec[] {
  const metric = metricsOf("AWS/NetworkELB", { LoadBalancer: loadBalancer, TargetGroup: targetGroup });
  return [
    {
      role: "no-healthy-pod",
      description: "No pod of the payment API answers its health check: this region can't take payments.",
      severity: "page",
      watches: metric("HealthyHostCount", "Maximum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      // A target group that has never had a pod reports nothing.
      missing: "breaching",
      ...minutes(3),
    },
    {
      role: "unhealthy-pods",
      description: "Some pods have not answered their health check for ten minutes.",
      severity: "warn",
      watches: metric("UnHealthyHostCount", "Minimum"),
      comparison: "GreaterThanThreshold",
      threshold: 0,
      missing: "notBreaching",
      ...minutes(10),
    },
  ];
}
