import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../specs";
import { above, metricsOf, minutes } from "./parts";

/** A service of ECS. */
export interface WatchedService {
  /** Start of the alarms' roles, for example `orders`. */
  name: string;
  /** Name of its cluster, which has Container Insights on. */
  cluster: pulumi.Input<string>;
  /** Name of the service. */
  service: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html */
export function containerServiceAlarms({ name, cluster, service }: WatchedService): AlarmSpec[] {
  const dimensions = { ClusterName: cluster, ServiceName: service };
  const used = metricsOf("AWS/ECS", dimensions);
  const counted = metricsOf("ECS/ContainerInsights", dimensions);
  return [
    {
      role: `${name}-cpu`,
      description: `The tasks of ${name} have been above 85 % for ten minutes: its scaling is at its maximum, or too slow.`,
      severity: "warn",
      watches: used("CPUUtilization", "Average"),
      ...above,
      threshold: 85,
      ...minutes(10),
    },
    {
      role: `${name}-memory`,
      description: `The tasks of ${name} have used more than 90 % of their memory for ten minutes; above 100 % they are ended.`,
      severity: "warn",
      watches: used("MemoryUtilization", "Average"),
      ...above,
      threshold: 90,
      ...minutes(10),
    },
    {
      role: `${name}-tasks-missing`,
      description: `${name} has run fewer tasks than it should for ten minutes: they fail, or there is no room for them.`,
      severity: "page",
      watches: {
        expression: "desired - running",
        metrics: {
          desired: counted("DesiredTaskCount", "Average"),
          running: counted("RunningTaskCount", "Average"),
        },
      },
      ...above,
      threshold: 0,
      ...minutes(10),
    },
    {
      role: `${name}-no-task`,
      description: `No task of ${name} runs.`,
      severity: "page",
      watches: counted("RunningTaskCount", "Maximum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      // A service without tasks reports nothing.
      missing: "breaching",
      ...minutes(3),
    },
  ];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html */
export function kubernetesAlarms(cluster: pulumi.Input<string>): AlarmSpec[] {
  const metric = metricsOf("AWS/EKS", { ClusterName: cluster });
  return [
    {
      role: "pods-without-a-node",
      description:
        "Pods have waited ten minutes for a node: quota, capacity of the zone, or a pod that fits no node.",
      severity: "page",
      watches: metric("scheduler_pending_pods_UNSCHEDULABLE", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(10),
    },
    {
      role: "kubernetes-api-errors",
      description: "The Kubernetes API has answered with server errors for ten minutes.",
      severity: "warn",
      watches: metric("apiserver_request_total_5XX", "Sum"),
      ...above,
      threshold: 50,
      ...minutes(10),
    },
  ];
}
