import type { AlarmSpec, Metric, Severity } from "../specs";
import { fiveMinutes } from "./parts";

/** A metric that has no right number, only what is usual for it. */
export interface WatchedHabit {
  role: string;
  description: string;
  metric: Metric;
  /**
   * Whether less than usual is wrong, too.
   * @default false
   */
  both?: boolean;
  /**
   * Width of what is usual, in standard deviations; a smaller one tells more often.
   * @default 4
   */
  width?: number;
  /** @default "warn" */
  severity?: Severity;
}

/**
 * An alarm on what is unusual for the hour and the weekday.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
export function anomalyAlarm(habit: WatchedHabit): AlarmSpec {
  const { role, description, metric, both = false, width = 4, severity = "warn" } = habit;
  return {
    role,
    description,
    severity,
    watches: { anomaly: metric },
    comparison: both ? "LessThanLowerOrGreaterThanUpperThreshold" : "GreaterThanUpperThreshold",
    threshold: width,
    missing: "notBreaching",
    ...fiveMinutes(3),
  };
}
