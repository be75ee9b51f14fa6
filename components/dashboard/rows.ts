import type { DashboardGraph, DashboardMetric } from "./body";

/** CloudFront, WAF for CloudFront and Route 53 send their metrics to this region alone. */
const EDGE_REGION = "us-east-1";

/** A distribution with its web ACL. */
export interface ShownDistribution<T> {
  /** Name in the legends. */
  name: string;
  distributionId: T;
  webAclName: string;
}

/** What customers get at the edge. */
export function edgeGraphs<T>(distributions: readonly ShownDistribution<T>[]): DashboardGraph<T | string>[] {
  const each = (metricName: string, stat: string): DashboardMetric<T | string>[] =>
    distributions.map(({ name, distributionId }) => ({
      namespace: "AWS/CloudFront",
      metricName,
      dimensions: { DistributionId: distributionId, Region: "Global" },
      label: name,
      stat,
    }));
  const blocked = distributions.map(({ name, webAclName }) => ({
    namespace: "AWS/WAFV2",
    metricName: "BlockedRequests",
    dimensions: { WebACL: webAclName, Rule: "ALL" },
    label: name,
    stat: "Sum",
  }));
  return [
    { title: "Requests", region: EDGE_REGION, metrics: each("Requests", "Sum") },
    { title: "Server errors, %", region: EDGE_REGION, metrics: each("5xxErrorRate", "Average") },
    { title: "Turned away by the firewalls", region: EDGE_REGION, metrics: blocked },
  ];
}

/** Health checks by their names in the legend: 1 is healthy. */
export function healthGraph<T>(title: string, checks: Readonly<Record<string, T>>): DashboardGraph<T> {
  return {
    title,
    region: EDGE_REGION,
    metrics: Object.entries(checks).map(([label, id]) => ({
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: id },
      label,
      stat: "Minimum",
    })),
  };
}

/** Canaries, and the region that they ask from. */
export function canaryGraphs(region: string, canaryNames: readonly string[]): DashboardGraph<string>[] {
  const each = (metricName: string) =>
    canaryNames.map((name) => ({
      namespace: "CloudWatchSynthetics",
      metricName,
      dimensions: { CanaryName: name },
      label: name,
      stat: "Average",
    }));
  return [
    { title: `Canaries in ${region}, % right`, region, metrics: each("SuccessPercent") },
    { title: `Canaries in ${region}, ms`, region, metrics: each("Duration") },
  ];
}

/** Copies of a bucket by the rules that make them, as the source's region counts them. */
export function copiesGraph(
  title: string,
  { region, bucketName, replicas }: ShownCopies,
): DashboardGraph<string> {
  const metrics = replicas.map((replica) => ({
    namespace: "AWS/S3",
    metricName: "ReplicationLatency",
    dimensions: {
      SourceBucket: bucketName,
      DestinationBucket: replica.bucketName,
      RuleId: replica.ruleId,
    },
    label: replica.ruleId,
    stat: "Maximum",
  }));
  return { title, region, metrics };
}

/** A bucket and its copies. */
export interface ShownCopies {
  region: string;
  bucketName: string;
  replicas: { bucketName: string; ruleId: string }[];
}
