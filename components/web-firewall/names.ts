import type { PhysicalName } from "../arguments/physical-names";

/** Every name that AWS sees of a web ACL, its lists and its log, from the caller's prefix, with AWS's limit. */
export function firewallNames(prefix: string) {
  return {
    webAcl: { what: "web ACL", name: prefix, longest: 128 },
    allowedAddresses: { what: "IP set", name: `${prefix}-allowed`, longest: 123 },
    deniedAddresses: { what: "IP set", name: `${prefix}-denied`, longest: 123 },
    // AWS WAF takes no log group whose name starts otherwise.
    // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    firewallLog: { what: "log group", name: `aws-waf-logs-${prefix}`, longest: 512 },
    firewallLogKey: { what: "key alias", name: `${prefix}-waf-logs`, longest: 250 },
  } satisfies Record<string, PhysicalName>;
}
