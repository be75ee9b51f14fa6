import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { isAddressRange } from "./address-ranges";
import type { PathRateLimit, WebFirewallArgs } from "./args";
import { firewallNames } from "./names";

/** Rate-based rules that one web ACL may have. https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MOST_RATE_LIMITS = 10;

/** What AWS would refuse of a regional web ACL. */
export function mistakes(args: WebFirewallArgs): Mistake[] {
  const { resourceName, clientAddressHeader, guarded = [] } = args;
  const found = [
    ...physicalNameMistakes("resourceName", resourceName, Object.values(firewallNames(resourceName))),
    ...rateMistakes("rateLimit", args.rateLimit),
    ...pathLimitMistakes("rateLimitedPaths", args.rateLimitedPaths ?? []),
    ...rangeMistakes("allowedAddresses", args.allowedAddresses),
    ...rangeMistakes("deniedAddresses", args.deniedAddresses),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
  if (clientAddressHeader !== undefined && !/^[A-Za-z0-9-]{1,255}$/.test(clientAddressHeader)) {
    found.push(wrong("clientAddressHeader", clientAddressHeader, 'letters, digits and "-" are'));
  }
  const names = guarded.map(({ name }) => name);
  names.forEach((name, index) => {
    const path = `guarded[${index}].name`;
    if (!/^[A-Za-z0-9-]{1,64}$/.test(name)) found.push(wrong(path, name, 'letters, digits and "-" are'));
    else if (names.indexOf(name) < index) found.push(wrong(path, name, "each has a name of its own"));
  });
  return found;
}

function wrong(propertyPath: string, value: unknown, allowed: string): Mistake {
  return { propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` };
}

/** What AWS WAF would refuse of a limit. */
export function rateMistakes(path: string, limit: number | undefined): Mistake[] {
  if (limit === undefined || (Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000)) return [];
  return [wrong(path, limit, "10 to 2000000000 requests in five minutes are")];
}

/** What AWS WAF would refuse of a list of addresses. */
export function rangeMistakes(path: string, ranges: readonly string[] = []): Mistake[] {
  return ranges.flatMap((range, index) =>
    isAddressRange(range)
      ? []
      : [wrong(`${path}[${index}]`, range, 'a range such as "203.0.113.0/24" or "2001:db8::/32" is')],
  );
}

/** What AWS WAF would refuse of limits on parts, and paths that no request has once it is normalised. */
export function pathLimitMistakes(path: string, limits: readonly PathRateLimit[]): Mistake[] {
  const names = limits.map((limit) => limit.name);
  const found = limits.flatMap(({ name, pathPrefix, limit }, index) => {
    const here = `${path}[${index}]`;
    const inOne: Mistake[] = rateMistakes(`${here}.limit`, limit);
    if (!/^[\w-]{1,100}$/.test(name)) {
      inOne.push(wrong(`${here}.name`, name, 'up to 100 letters, digits, "-" and "_" are'));
    } else if (names.indexOf(name) < index) {
      inOne.push(wrong(`${here}.name`, name, "each limit has a name of its own"));
    }
    if (!/^\/[^A-Z\s]{0,199}$/.test(pathPrefix)) {
      const allowed = 'a path in lower case that starts with "/", of at most 200 characters, is';
      inOne.push(wrong(`${here}.pathPrefix`, pathPrefix, allowed));
    }
    return inOne;
  });
  if (limits.length >= MOST_RATE_LIMITS) {
    const reason = `${limits.length} limits are too many, ${MOST_RATE_LIMITS - 1} are allowed besides the overall one`;
    found.push({ propertyPath: path, reason });
  }
  return found;
}
