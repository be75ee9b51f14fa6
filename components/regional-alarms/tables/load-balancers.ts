import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec, Metric } from "../specs";
import { above, fiveMinutes, metricsOf, minutes, share } from "./parts";

/** A target group behind a load balancer. */
export interface WatchedTargets {
  /** Start of the alarms' roles, for example `orders`. */
  name: string;
  /** Last part of the target group's ARN; `targetGroupDimension` cuts it. */
  targetGroup: pulumi.Input<string>;
}

/** An application load balancer. */
export interface WatchedApplicationLoadBalancer {
  /** Start of the alarms' roles, for example `entry`. */
  name: string;
  /** Last part of the load balancer's ARN; `loadBalancerDimension` cuts it. */
  loadBalancer: pulumi.Input<string>;
  targets: WatchedTargets[];
  /**
   * Seconds in which 99 of 100 requests are to be answered.
   * @default 1
   */
  latencySeconds?: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export function applicationLoadBalancerAlarms(watched: WatchedApplicationLoadBalancer): AlarmSpec[] {
  const { name, loadBalancer, targets, latencySeconds = 1 } = watched;
  const metric = metricsOf("AWS/ApplicationELB", { LoadBalancer: loadBalancer });
  return [
    {
      role: `${name}-errors`,
      description:
        "The load balancer itself has answered with server errors: no target takes its connections.",
      severity: "page",
      watches: metric("HTTPCode_ELB_5XX_Count", "Sum"),
      ...above,
      threshold: 10,
      ...minutes(5, 3),
    },
    {
      role: `${name}-rejected`,
      description: "The load balancer has turned connections away: it has grown too slowly for the rush.",
      severity: "warn",
      watches: metric("RejectedConnectionCount", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    },
    ...targets.flatMap((one) => {
      const own = metricsOf("AWS/ApplicationELB", {
        LoadBalancer: loadBalancer,
        TargetGroup: one.targetGroup,
      });
      return [...requestAlarms(one.name, own, latencySeconds), ...healthAlarms(one.name, own)];
    }),
  ];
}

type Metrics = ReturnType<typeof metricsOf>;

function requestAlarms(name: string, metric: Metrics, latencySeconds: number): AlarmSpec[] {
  return [
    {
      role: `${name}-target-errors`,
      description: `More than one in a hundred answers of ${name} were server errors for five minutes.`,
      severity: "page",
      watches: share(metric("HTTPCode_Target_5XX_Count", "Sum"), metric("RequestCount", "Sum"), 20),
      ...above,
      threshold: 1,
      ...minutes(5),
    },
    {
      role: `${name}-latency`,
      description: `One in a hundred requests to ${name} has waited longer than ${latencySeconds} s for a quarter of an hour.`,
      severity: "warn",
      watches: metric("TargetResponseTime", "p99"),
      ...above,
      threshold: latencySeconds,
      ...fiveMinutes(3),
    },
  ];
}

/** A network load balancer, or a gateway load balancer, with one target group. */
export interface WatchedLoadBalancer extends WatchedTargets {
  /** Last part of the load balancer's ARN; `loadBalancerDimension` cuts it. */
  loadBalancer: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html */
export function networkLoadBalancerAlarms({
  name,
  loadBalancer,
  targetGroup,
}: WatchedLoadBalancer): AlarmSpec[] {
  const metric = metricsOf("AWS/NetworkELB", { LoadBalancer: loadBalancer });
  return [
    ...healthAlarms(
      name,
      metricsOf("AWS/NetworkELB", { LoadBalancer: loadBalancer, TargetGroup: targetGroup }),
    ),
    {
      role: `${name}-ports`,
      description: `The load balancer has had no port left for connections to ${name}: add targets.`,
      severity: "warn",
      watches: metric("PortAllocationErrorCount", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    },
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/cloudwatch-metrics.html */
export function gatewayLoadBalancerAlarms({
  name,
  loadBalancer,
  targetGroup,
}: WatchedLoadBalancer): AlarmSpec[] {
  return healthAlarms(
    name,
    metricsOf("AWS/GatewayELB", { LoadBalancer: loadBalancer, TargetGroup: targetGroup }),
  );
}

function healthAlarms(name: string, metric: Metrics): AlarmSpec[] {
  const healthy: Metric = metric("HealthyHostCount", "Maximum");
  return [
    {
      role: `${name}-no-healthy-target`,
      description: `No target of ${name} answers its health check.`,
      severity: "page",
      watches: healthy,
      comparison: "LessThanThreshold",
      threshold: 1,
      // A target group that has never had a target reports nothing.
      missing: "breaching",
      ...minutes(3),
    },
    {
      role: `${name}-unhealthy-targets`,
      description: `Some targets of ${name} have not answered their health check for ten minutes.`,
      severity: "warn",
      watches: metric("UnHealthyHostCount", "Minimum"),
      ...above,
      threshold: 0,
      ...minutes(10),
    },
  ];
}
