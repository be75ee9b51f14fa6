import type { Rule } from "../../frame/rule";
import { accessLogsOn } from "./access-logs-on";
import { alarmActionsLocal } from "./alarm-actions-local";
import { detectorsInEveryRegion } from "./detectors-in-every-region";
import { logRetentionFloor } from "./log-retention-floor";
import { serviceLoggingOn } from "./service-logging-on";
import { trailMultiRegionImmutable } from "./trail-multi-region-immutable";

/** In the order of the catalogue. */
export const detectionRules: readonly Rule[] = [
  trailMultiRegionImmutable,
  detectorsInEveryRegion,
  logRetentionFloor,
  accessLogsOn,
  alarmActionsLocal,
  serviceLoggingOn,
];
