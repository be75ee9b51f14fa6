import { isIP } from "node:net";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { isAddressRange } from "./address-ranges";
import { type ApiOriginArgs, type EdgeDistributionArgs, OriginKind } from "./args";
import { physicalNames } from "./names";
import { headerNameMistake } from "./origin-header";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Rate-based rules that one web ACL may have. https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MOST_RATE_LIMITS = 10;

/** What AWS would refuse of a distribution, or take and not do what its user meant. */
export function mistakes(args: EdgeDistributionArgs): Mistake[] {
  const names = Object.values(physicalNames(args.resourceName));
  return [
    ...physicalNameMistakes("resourceName", args.resourceName, names),
    ...aliasMistakes(args.aliases),
    ...originMistakes(args),
    ...rateMistakes("rateLimit", args.rateLimit),
    ...rangeMistakes("allowedAddresses", args.allowedAddresses),
    ...rangeMistakes("deniedAddresses", args.deniedAddresses),
    ...countryMistakes(args),
    ...retentionMistakes(args.firewallLogRetentionInDays),
  ];
}

function wrong(propertyPath: string, value: unknown, allowed: string): Mistake {
  return { propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` };
}

function isDomainName(text: string): boolean {
  return text.length <= 253 && /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(text);
}

function aliasMistakes(aliases: readonly string[]): Mistake[] {
  if (aliases.length === 0) return [wrong("aliases", aliases, "at least one name is")];
  return aliases.flatMap((alias, index) => {
    const path = `aliases[${index}]`;
    if (!isDomainName(alias)) return [wrong(path, alias, "a domain name in lower case is")];
    return aliases.indexOf(alias) < index ? [wrong(path, alias, "each alias is named once")] : [];
  });
}

function originMistakes({ origin, aliases }: EdgeDistributionArgs): Mistake[] {
  if (origin.kind === OriginKind.Api) return apiMistakes(origin, aliases);
  if (origin.primary.region !== origin.secondary.region) return [];
  const rule = "the second bucket is in another region than the first";
  return [wrong("origin.secondary.region", origin.secondary.region, rule)];
}

function apiMistakes(origin: ApiOriginArgs, aliases: readonly string[]): Mistake[] {
  const found: Mistake[] = [];
  const { domainName, secretHeaderName, staticPaths = [], rateLimitedPaths = [] } = origin;
  if (!isDomainName(domainName) || isIP(domainName) !== 0) {
    found.push(wrong("origin.domainName", domainName, "a domain name in lower case is"));
  } else if (aliases.includes(domainName)) {
    found.push(wrong("origin.domainName", domainName, "a distribution can't be its own origin"));
  }
  const headerMistake = secretHeaderName === undefined ? undefined : headerNameMistake(secretHeaderName);
  if (headerMistake !== undefined) {
    found.push(wrong("origin.secretHeaderName", secretHeaderName, headerMistake));
  }
  return [...found, ...staticPathMistakes(staticPaths), ...pathLimitMistakes(rateLimitedPaths)];
}

function staticPathMistakes(patterns: readonly string[]): Mistake[] {
  return patterns.flatMap((pattern, index) => {
    const path = `origin.staticPaths[${index}]`;
    if (!/^\/[\w\-.*$/~"'@:+&?]{0,254}$/.test(pattern)) {
      return [wrong(path, pattern, 'a path pattern that starts with "/", of at most 255 characters, is')];
    }
    // Would cache every answer of the API, payments among them, and show one caller another's.
    if (/^\/\*+$/.test(pattern)) return [wrong(path, pattern, "a pattern names a part of the API, not all")];
    return patterns.indexOf(pattern) < index ? [wrong(path, pattern, "each pattern is named once")] : [];
  });
}

function pathLimitMistakes(limits: NonNullable<ApiOriginArgs["rateLimitedPaths"]>): Mistake[] {
  const path = "origin.rateLimitedPaths";
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

function rateMistakes(path: string, limit: number | undefined): Mistake[] {
  if (limit === undefined || (Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000)) return [];
  return [wrong(path, limit, "10 to 2000000000 requests in five minutes are")];
}

function rangeMistakes(path: string, ranges: readonly string[] = []): Mistake[] {
  return ranges.flatMap((range, index) =>
    isAddressRange(range)
      ? []
      : [wrong(`${path}[${index}]`, range, 'a range such as "203.0.113.0/24" or "2001:db8::/32" is')],
  );
}

function countryMistakes({ geoRestriction }: EdgeDistributionArgs): Mistake[] {
  if (geoRestriction === undefined) return [];
  const path = "geoRestriction.countries";
  const { countries } = geoRestriction;
  if (countries.length === 0) return [wrong(path, countries, "at least one country is")];
  return countries.flatMap((country, index) =>
    /^[A-Z]{2}$/.test(country)
      ? []
      : [wrong(`${path}[${index}]`, country, 'an ISO 3166-1 code such as "DE" is')],
  );
}

function retentionMistakes(days: number | undefined): Mistake[] {
  if (days === undefined || RETENTIONS.includes(days)) return [];
  return [wrong("firewallLogRetentionInDays", days, `one of ${RETENTIONS.join(", ")} is`)];
}
