import { child, isSet, maps, number, text } from "../../../core/values/read";
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

export const alarmStatistic: Refusal = {
  ...always,
  name: "cloudwatch-alarm-statistic",
  code: "ValidationError",
  sentence: "An alarm on a metric says which statistic it looks at: either statistic or extendedStatistic.",
  source: "Amazon CloudWatch API Reference, PutMetricAlarm.Statistic",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  judge({ inputs }) {
    if (!isSet(inputs, "metricName")) return undefined;
    const kinds = ["statistic", "extendedStatistic"];
    if (!kinds.some((key) => isSet(inputs, key)))
      return found("either statistic or extendedStatistic must be specified beside metricName", "statistic");
    return kinds.every((key) => text(inputs, key) !== undefined)
      ? found("statistic and extendedStatistic cannot be specified together", "statistic")
      : undefined;
  },
};
