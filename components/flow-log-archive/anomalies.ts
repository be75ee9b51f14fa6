import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { defaults, type FlowAnomalies } from "./args";

/** Something that is counted in the flow logs of CloudWatch. */
interface Counted {
  role: string;
  /** Answer of VPC's rules to the flow. */
  action: "ACCEPT" | "REJECT";
  /** What a matching record adds. */
  value: string;
  unit: "Count" | "Bytes";
  description: string;
}

const COUNTED: readonly Counted[] = [
  {
    role: "refused-flows",
    action: "REJECT",
    value: "1",
    unit: "Count",
    description:
      "More flows are refused than usual at this time: somebody looks around, or a rule is missing. The query refused tells who",
  },
  {
    role: "carried-bytes",
    action: "ACCEPT",
    value: "$bytes",
    unit: "Bytes",
    description:
      "More is carried than usual at this time: a peak, a loop, or data that leaves. The query outward tells where to",
  },
];

/** Namespace of the metrics. */
export const NAMESPACE = "Tandem/Network";

/** Names of the alarms, told without the archive. */
export function anomalyAlarmNames(resourceName: string): string[] {
  return COUNTED.map(({ role }) => `${resourceName}-${role}`);
}

/** The records of AWS's default format, field by field, with one answer. */
export function pattern(action: Counted["action"]): string {
  const fields = [
    ...["version", "account", "interface", "source", "destination", "sourcePort", "destinationPort"],
    ...["protocol", "packets", "bytes", "start", "end", `action="${action}"`, "status"],
  ];
  return `[${fields.join(", ")}]`;
}

/**
 * Counts flows into metrics, and tells people when a metric is above what CloudWatch has learned to be usual for the
 * hour and the day of the week.
 *
 * @returns ARNs of the alarms
 */
export function watchFlows(
  name: string,
  { region, resourceName }: { region: string; resourceName: string },
  { logGroupName, topicArn, deviations = defaults.deviations }: FlowAnomalies,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  return COUNTED.map(({ role, action, value, unit, description }) => {
    const metricName = `${resourceName}-${role}`;
    new cloudwatch.LogMetricFilter(
      `${name}-${role}`,
      {
        region,
        name: metricName,
        logGroupName,
        pattern: pattern(action),
        metricTransformation: { namespace: NAMESPACE, name: metricName, value, unit, defaultValue: "0" },
      },
      { parent },
    );
    return new cloudwatch.MetricAlarm(
      `${name}-${role}`,
      {
        region,
        name: metricName,
        alarmDescription: description,
        metricQueries: [
          {
            id: "flows",
            returnData: true,
            metric: { namespace: NAMESPACE, metricName, stat: "Sum", period: 300, unit },
          },
          {
            id: "usual",
            returnData: true,
            label: `${role} that are usual`,
            expression: `ANOMALY_DETECTION_BAND(flows, ${deviations})`,
          },
        ],
        thresholdMetricId: "usual",
        comparisonOperator: "GreaterThanUpperThreshold",
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
        tags: { severity: "warn" },
      },
      { parent },
    ).arn;
  });
}
