import type { Mistake } from "./mistakes";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Refuses a number of days that CloudWatch Logs doesn't know, and names the nearest ones that it does. */
export function logRetentionMistakes(propertyPath: string, days: number | undefined): Mistake[] {
  if (days === undefined || RETENTIONS.includes(days)) return [];
  const nearest = [RETENTIONS.findLast((known) => known < days), RETENTIONS.find((known) => known > days)];
  const allowed = nearest.filter((known) => known !== undefined).join(" or ") || `1 to ${RETENTIONS.at(-1)}`;
  return [{ propertyPath, reason: `${days} is not allowed, CloudWatch Logs keeps logs for ${allowed} days` }];
}
