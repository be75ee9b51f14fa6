import type { Rule } from "../../frame/rule";
import { cloudfrontOriginGroupCrossRegion } from "./cloudfront-origin-group-cross-region";
import { cloudfrontOriginGroupWriteMethods } from "./cloudfront-origin-group-write-methods";
import { dnsFailoverTimeBudget } from "./dns-failover-time-budget";
import { failoverEventAlarm } from "./failover-event-alarm";
import { failoverPairComplete } from "./failover-pair-complete";
import { failoverRecordNeedsHealthSignal } from "./failover-record-needs-health-signal";
import { failoverRecordTtlMax } from "./failover-record-ttl-max";
import { failoverTargetsDistinctRegions } from "./failover-targets-distinct-regions";
import { healthCheckHttpsDeepPath } from "./health-check-https-deep-path";
import { healthCheckMissingDataUnhealthy } from "./health-check-missing-data-unhealthy";
import { healthCheckNotDisabled } from "./health-check-not-disabled";
import { healthCheckPairParity } from "./health-check-pair-parity";
import { healthCheckReachableTarget } from "./health-check-reachable-target";
import { regionSwitchPlanCoversRecovery } from "./region-switch-plan-covers-recovery";

/** In the order of the catalogue. */
export const failoverRules: readonly Rule[] = [
  failoverRecordNeedsHealthSignal,
  failoverPairComplete,
  failoverTargetsDistinctRegions,
  dnsFailoverTimeBudget,
  failoverRecordTtlMax,
  healthCheckNotDisabled,
  healthCheckMissingDataUnhealthy,
  healthCheckReachableTarget,
  healthCheckHttpsDeepPath,
  healthCheckPairParity,
  failoverEventAlarm,
  cloudfrontOriginGroupCrossRegion,
  cloudfrontOriginGroupWriteMethods,
  regionSwitchPlanCoversRecovery,
];
