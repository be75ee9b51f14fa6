import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec, Metric, Statistic } from "./specs";

/** Where alarms live, what their names start with, and who hears of them. */
export interface AlarmPlace {
  region: string;
  resourceName: string;
  topicArn: pulumi.Input<string>;
}

/**
 * Makes metric alarms from their table; each tells people when it goes off and when it is over.
 *
 * @returns the alarms by their role
 */
export function createAlarms(
  name: string,
  specs: readonly AlarmSpec[],
  { region, resourceName, topicArn }: AlarmPlace,
  parent: pulumi.Resource,
): Map<string, cloudwatch.MetricAlarm> {
  return new Map(
    specs.map((spec) => [
      spec.role,
      new cloudwatch.MetricAlarm(
        `${name}-${spec.role}`,
        {
          region,
          name: `${resourceName}-${spec.role}`,
          alarmDescription: spec.description,
          ...watches(spec),
          comparisonOperator: spec.comparison,
          evaluationPeriods: spec.evaluationPeriods,
          datapointsToAlarm: spec.datapointsToAlarm,
          treatMissingData: spec.missing,
          alarmActions: [topicArn],
          okActions: [topicArn],
          tags: { severity: spec.severity },
        },
        { parent },
      ),
    ]),
  );
}

function watches({ watches: watched, period, threshold }: AlarmSpec): Partial<cloudwatch.MetricAlarmArgs> {
  if ("query" in watched) {
    const metricQueries = [{ id: "watched", expression: watched.query, period, returnData: true }];
    return { metricQueries, threshold };
  }
  if ("expression" in watched) {
    const { expression, metrics } = watched;
    const parts = Object.entries(metrics).map(([id, metric]) => ({ id, metric: inQuery(metric, period) }));
    return { metricQueries: [{ id: "watched", expression, returnData: true }, ...parts], threshold };
  }
  if ("anomaly" in watched) {
    return {
      thresholdMetricId: "usual",
      metricQueries: [
        { id: "usual", expression: `ANOMALY_DETECTION_BAND(watched, ${threshold})`, returnData: true },
        { id: "watched", metric: inQuery(watched.anomaly, period), returnData: true },
      ],
    };
  }
  const { namespace, metricName, dimensions, statistic } = watched;
  return { namespace, metricName, dimensions, ...statisticOf(statistic), period, threshold };
}

/** CloudWatch takes percentiles by another name. */
function statisticOf(statistic: Statistic) {
  return statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic };
}

function inQuery({ namespace, metricName, dimensions, statistic }: Metric, period: number) {
  return { namespace, metricName, dimensions, stat: statistic, period };
}
