import type * as pulumi from "@pulumi/pulumi";

/**
 * What a metric alarm watches, apart from names and actions; the words are CloudWatch's.
 */
export interface AlarmSpec {
  /** Last part of the alarm's name. */
  role: string;
  /** What has happened when it goes off, and what to look at first. */
  description: string;
  severity: Severity;
  /** A metric, or a Metrics Insights query where the metric's dimensions change with Aurora's roles. */
  watches: Metric | Query;
  comparison:
    | "GreaterThanThreshold"
    | "LessThanThreshold"
    | "LessThanOrEqualToThreshold"
    | "GreaterThanOrEqualToThreshold";
  threshold: number;
  /** Seconds of a data point. */
  period: 60 | 300;
  /** Data points that are looked at, and how many of them have to break the threshold. */
  evaluationPeriods: number;
  datapointsToAlarm: number;
  /** What silence means. */
  missing: "breaching" | "notBreaching";
}

/** `page` wakes somebody up, `warn` waits for the morning. */
export type Severity = "page" | "warn";

/** One metric. */
export interface Metric {
  namespace: string;
  metricName: string;
  dimensions: Record<string, pulumi.Input<string>>;
  statistic: "Average" | "Maximum" | "Minimum" | "Sum";
}

/** A Metrics Insights query. */
export interface Query {
  query: string;
}

/** What the alarms of a region are made from. */
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

const minutes = (all: number, broken = all) => ({
  period: 60 as const,
  evaluationPeriods: all,
  datapointsToAlarm: broken,
});

/**
 * The alarms of one region, for whichever role Aurora gives it. The lag of a global database is measured in the
 * regions that read, and which these are changes with a failover: so every region has the alarm, silence is fine, and
 * a query finds the metric whatever its other dimensions are.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function regionalAlarms(watched: Watched): AlarmSpec[] {
  return [...database(watched), ...entry(watched), ...cluster(watched)];
}

function database({ databaseCluster, rpoSeconds }: Watched): AlarmSpec[] {
  const own = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/RDS",
    metricName,
    dimensions: { DBClusterIdentifier: databaseCluster },
    statistic,
  });
  const global = (aggregate: string): Query => ({
    query: `SELECT ${aggregate} FROM "AWS/RDS" WHERE DBClusterIdentifier = '${databaseCluster}'`,
  });
  const above = { comparison: "GreaterThanThreshold", missing: "notBreaching" } as const;
  return [
    {
      role: "database-rpo-lag",
      description: `A failover to this region would lose more than ${rpoSeconds} seconds of payments.`,
      severity: "warn",
      watches: global("MAX(AuroraGlobalDBRPOLag)"),
      ...above,
      threshold: rpoSeconds * 1000,
      ...minutes(5),
    },
    {
      role: "database-rpo-lag-high",
      description: `A failover to this region would lose more than ${rpoSeconds * 6} seconds of payments.`,
      severity: "page",
      watches: global("MAX(AuroraGlobalDBRPOLag)"),
      ...above,
      threshold: rpoSeconds * 6000,
      ...minutes(3),
    },
    {
      role: "database-replication-stalled",
      description: "Nothing has arrived from the writer's region for five minutes.",
      severity: "page",
      watches: global("SUM(AuroraGlobalDBDataTransferBytes)"),
      comparison: "LessThanOrEqualToThreshold",
      threshold: 0,
      missing: "notBreaching",
      ...minutes(5),
    },
    {
      role: "database-reader-lag",
      description: "Readers of this region answer with data that is more than a second old.",
      severity: "warn",
      watches: own("AuroraReplicaLagMaximum", "Maximum"),
      ...above,
      threshold: 1000,
      ...minutes(5),
    },
    {
      role: "database-cpu",
      description: "The instances have been above 80 % for fifteen minutes.",
      severity: "warn",
      watches: own("CPUUtilization", "Average"),
      ...above,
      threshold: 80,
      ...minutes(15, 12),
    },
    {
      role: "database-memory",
      description: "An instance has less than a gigabyte of memory left.",
      severity: "page",
      watches: own("FreeableMemory", "Minimum"),
      comparison: "LessThanThreshold",
      missing: "notBreaching",
      threshold: 1024 ** 3,
      ...minutes(5),
    },
  ];
}

function entry({ loadBalancer, targetGroup }: Watched): AlarmSpec[] {
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/NetworkELB",
    metricName,
    dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
    statistic,
  });
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

/** https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html */
function cluster(watched: Watched): AlarmSpec[] {
  const metric = (metricName: string): Metric => ({
    namespace: "AWS/EKS",
    metricName,
    dimensions: { ClusterName: watched.cluster },
    statistic: "Sum",
  });
  const above = { comparison: "GreaterThanThreshold", missing: "notBreaching" } as const;
  return [
    {
      role: "pods-without-a-node",
      description:
        "Pods have waited ten minutes for a node: quota, capacity of the zone, or a pod that fits no node.",
      severity: "page",
      watches: metric("scheduler_pending_pods_UNSCHEDULABLE"),
      ...above,
      threshold: 0,
      ...minutes(10),
    },
    {
      role: "kubernetes-api-errors",
      description: "The Kubernetes API has answered with server errors for ten minutes.",
      severity: "warn",
      watches: metric("apiserver_request_total_5XX"),
      ...above,
      threshold: 50,
      ...minutes(10),
    },
  ];
}
