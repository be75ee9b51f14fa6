import type { AlarmSpec } from "../specs";
import { above, fiveMinutes, metricsOf } from "./parts";

/** A web ACL of a region. */
export interface WatchedFirewall {
  /** Start of the alarms' roles, for example `api`. */
  name: string;
  webAclName: string;
  /** Region of the web ACL. */
  region: string;
  /**
   * Requests that it may turn away in five minutes before people hear of it.
   * @default 10000
   */
  blockedRequests?: number;
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html */
export function firewallAlarms({
  name,
  webAclName,
  region,
  blockedRequests = 10_000,
}: WatchedFirewall): AlarmSpec[] {
  return [
    {
      role: `${name}-blocked-requests`,
      description: `The firewall of ${name} turns away unusually many requests: an attack, or a rule that hits customers.`,
      severity: "warn",
      watches: metricsOf("AWS/WAFV2", { WebACL: webAclName, Region: region, Rule: "ALL" })(
        "BlockedRequests",
        "Sum",
      ),
      ...above,
      threshold: blockedRequests,
      ...fiveMinutes(1),
    },
  ];
}
