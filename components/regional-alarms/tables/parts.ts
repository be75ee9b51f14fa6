import type { AlarmSpec, Metric, Statistic } from "../specs";

/** Data points of a minute: how many are looked at, and how many of them have to break the threshold. */
export const minutes = (all: number, broken = all) => ({
  period: 60 as const,
  evaluationPeriods: all,
  datapointsToAlarm: broken,
});

/** Data points of five minutes, likewise. */
export const fiveMinutes = (all: number, broken = all) => ({ ...minutes(all, broken), period: 300 as const });

/** More than the threshold is wrong, and silence is not. */
export const above = { comparison: "GreaterThanThreshold", missing: "notBreaching" } as const;

/** Less than the threshold is wrong, and silence is not. */
export const below = { comparison: "LessThanThreshold", missing: "notBreaching" } as const;

/** The metrics of one thing. */
export function metricsOf(namespace: string, dimensions: Metric["dimensions"]) {
  return (metricName: string, statistic: Statistic, more: Metric["dimensions"] = {}): Metric => ({
    namespace,
    metricName,
    dimensions: { ...dimensions, ...more },
    statistic,
  });
}

/**
 * A share of some metric in another, in percent; nothing divided by nothing is nothing.
 *
 * @param least how much there has to be of the whole, so that one error at night is no percentage
 */
export function share(part: Metric, whole: Metric, least: number): AlarmSpec["watches"] {
  return { expression: `IF(whole >= ${least}, 100 * part / whole, 0)`, metrics: { part, whole } };
}
