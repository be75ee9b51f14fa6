import { child, maps, number } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

const [hour, day, week] = [3600, 86_400, 604_800];

export const alarmWindow: Refusal = {
  ...always,
  name: "cloudwatch-alarm-window",
  code: "ValidationError",
  sentence: "An alarm looks at a day at most, with periods of an hour or more at a week.",
  source: "Amazon CloudWatch API Reference, PutMetricAlarm.EvaluationPeriods",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  judge({ inputs }) {
    const period = longestPeriod(inputs);
    const count = number(inputs, "evaluationPeriods");
    if (period === undefined || count === undefined) return undefined;
    const [limit, words] = period >= hour ? [week, "a week"] : [day, "a day"];
    return period * count <= limit
      ? undefined
      : found(
          `Metrics cannot be checked across more than ${words}: evaluationPeriods ${count} times a period of ${period} seconds is ${period * count}, and must be <= ${limit}`,
          "evaluationPeriods",
        );
  },
};

function longestPeriod(inputs: ValueMap): number | undefined {
  const queries = maps(inputs, "metricQueries").flatMap((query) => [query, child(query, "metric") ?? {}]);
  const periods = [inputs, ...queries].flatMap((owner) => number(owner, "period") ?? []);
  return periods.length === 0 ? undefined : Math.max(...periods);
}
