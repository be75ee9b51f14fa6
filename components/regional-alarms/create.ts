import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./specs";

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
          threshold: spec.threshold,
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

function watches({ watches: watched, period }: AlarmSpec) {
  if ("query" in watched) {
    return { metricQueries: [{ id: "watched", expression: watched.query, period, returnData: true }] };
  }
  const { namespace, metricName, dimensions, statistic } = watched;
  return { namespace, metricName, dimensions, statistic, period };
}
