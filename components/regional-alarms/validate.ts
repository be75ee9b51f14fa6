import type { Mistake } from "../arguments/mistakes";
import type { AlarmOverride, AlarmSpec } from "./specs";

/** Longest name of an alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_NAME = 255;

/** A day and a week: what CloudWatch looks back at most, with data points of a minute or more and of an hour. */
const LONGEST_LOOK = { minutes: 86_400, hours: 604_800 };

/** What a table of alarms, and what is said of its alarms elsewhere, may not be. */
export function alarmMistakes(
  resourceName: string,
  alarms: readonly AlarmSpec[],
  overrides: Readonly<Record<string, AlarmOverride>>,
): Mistake[] {
  const roles = alarms.map(({ role }) => role);
  return [
    ...roles.flatMap((role, index) =>
      nameMistakes(`${resourceName}-${role}`, roles.indexOf(role) < index, index),
    ),
    ...Object.keys(overrides)
      .filter((role) => !roles.includes(role))
      .map((role) => ({
        propertyPath: `overrides.${role}`,
        reason: `no alarm is "${role}", the alarms are ${roles.join(", ")}`,
      })),
    ...overridden(alarms, overrides).flatMap(lookMistakes),
  ];
}

function nameMistakes(name: string, isSecond: boolean, index: number): Mistake[] {
  const propertyPath = `alarms[${index}].role`;
  if (isSecond) return [{ propertyPath, reason: `the alarm "${name}" is there twice` }];
  if (/^[\w./-]+$/.test(name) && name.length <= LONGEST_NAME) return [];
  const reason = `the name "${name}" is not allowed, up to ${LONGEST_NAME} letters, digits, "-", "_", "." and "/" are`;
  return [{ propertyPath, reason }];
}

function lookMistakes({
  role,
  period,
  evaluationPeriods,
  datapointsToAlarm,
  threshold,
}: AlarmSpec): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (key: string, reason: string) => found.push({ propertyPath: `${role}.${key}`, reason });
  const most = Math.floor((period < 3600 ? LONGEST_LOOK.minutes : LONGEST_LOOK.hours) / period);
  if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1 || evaluationPeriods > most) {
    refuse("evaluationPeriods", `${evaluationPeriods} is not allowed, 1 to ${most} of ${period} seconds are`);
  }
  if (
    !Number.isInteger(datapointsToAlarm) ||
    datapointsToAlarm < 1 ||
    datapointsToAlarm > evaluationPeriods
  ) {
    refuse("datapointsToAlarm", `${datapointsToAlarm} is not allowed, 1 to ${evaluationPeriods} are`);
  }
  if (!Number.isFinite(threshold)) refuse("threshold", `${threshold} is not allowed, a number is`);
  return found;
}

/** The alarms with what settings say otherwise. */
export function overridden(
  alarms: readonly AlarmSpec[],
  overrides: Readonly<Record<string, AlarmOverride>>,
): AlarmSpec[] {
  return alarms.map((spec) => {
    const { threshold, evaluationPeriods, datapointsToAlarm, severity } = overrides[spec.role] ?? {};
    return {
      ...spec,
      threshold: threshold ?? spec.threshold,
      severity: severity ?? spec.severity,
      evaluationPeriods: evaluationPeriods ?? spec.evaluationPeriods,
      datapointsToAlarm: datapointsToAlarm ?? evaluationPeriods ?? spec.datapointsToAlarm,
    };
  });
}
