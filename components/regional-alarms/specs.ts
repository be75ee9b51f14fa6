import type * as pulumi from "@pulumi/pulumi";

/**
 * What an alarm watches, apart from names and actions; the words are CloudWatch's.
 */
export interface AlarmSpec {
  /** Last part of the alarm's name, unique among those of one component. */
  role: string;
  /** What has happened when it goes off, and what to look at first. */
  description: string;
  severity: Severity;
  /**
   * A metric; a Metrics Insights query where the metric's dimensions are not known beforehand; an expression over some
   * metrics; or a metric beside what is usual for it.
   */
  watches: Metric | Query | Expression | Anomaly;
  comparison: Comparison;
  /** In the metric's unit; for an anomaly the width of what is usual, in standard deviations. */
  threshold: number;
  /** Seconds of a data point. */
  period: 60 | 300 | 3600;
  /** Data points that are looked at, and how many of them have to break the threshold. */
  evaluationPeriods: number;
  datapointsToAlarm: number;
  /** What silence means. */
  missing: "breaching" | "notBreaching";
}

/** `page` wakes somebody up, `warn` waits for the morning. */
export type Severity = "page" | "warn";

/** How a value breaks a threshold; those with a band are for anomalies. */
export type Comparison =
  | "GreaterThanThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold"
  | "GreaterThanOrEqualToThreshold"
  | "GreaterThanUpperThreshold"
  | "LessThanLowerThreshold"
  | "LessThanLowerOrGreaterThanUpperThreshold";

/** One metric. */
export interface Metric {
  namespace: string;
  metricName: string;
  dimensions: Record<string, pulumi.Input<string>>;
  statistic: Statistic;
}

/** A statistic, or a percentile such as `p99`. */
export type Statistic = "Average" | "Maximum" | "Minimum" | "Sum" | "SampleCount" | `p${number}`;

/** A Metrics Insights query. */
export interface Query {
  query: string;
}

/** Metric math over metrics by their ids, at most ten. Ids are lower case and start with a letter. */
export interface Expression {
  expression: string;
  metrics: Record<string, Metric>;
}

/** A metric beside what CloudWatch learns to be usual for it by hour and weekday; it takes two weeks to learn. */
export interface Anomaly {
  anomaly: Metric;
}

/** What settings may say of an alarm that its table says otherwise. */
export interface AlarmOverride {
  /** @default the table's */
  threshold?: number;
  /** @default the table's */
  evaluationPeriods?: number;
  /** @default the table's, or all of a new number of evaluation periods */
  datapointsToAlarm?: number;
  /** @default the table's */
  severity?: Severity;
}
