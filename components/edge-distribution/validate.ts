import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { pathLimitMistakes, rangeMistakes, rateMistakes } from "../web-firewall/validate";
import { type ApiOriginArgs, type EdgeDistributionArgs, OriginKind } from "./args";
import { physicalNames } from "./names";
import { headerNameMistake } from "./origin-header";
import { limitedPathNames } from "./path-names";
import { isDomainName, pathPatternMistakes, wrong } from "./validate-parts";
import { pathsMistakes } from "./validate-paths";

/** What AWS would refuse of a distribution, or take and not do what its user meant. */
export function mistakes(args: EdgeDistributionArgs): Mistake[] {
  const { origin, resourceName } = args;
  const names = [
    ...Object.values(physicalNames(resourceName)),
    ...(origin.kind === OriginKind.Paths ? limitedPathNames(resourceName, origin) : []),
  ];
  return [
    ...physicalNameMistakes("resourceName", resourceName, names),
    ...aliasMistakes(args.aliases),
    ...originMistakes(args),
    ...rateMistakes("rateLimit", args.rateLimit),
    ...rangeMistakes("allowedAddresses", args.allowedAddresses),
    ...rangeMistakes("deniedAddresses", args.deniedAddresses),
    ...countryMistakes(args),
    ...existingAclMistakes(args),
    ...logRetentionMistakes("firewallLogRetentionInDays", args.firewallLogRetentionInDays),
  ];
}

function aliasMistakes(aliases: readonly string[]): Mistake[] {
  if (aliases.length === 0) return [wrong("aliases", aliases, "at least one name is")];
  return aliases.flatMap((alias, index) => {
    const path = `aliases[${index}]`;
    if (!isDomainName(alias)) return [wrong(path, alias, "a domain name in lower case is")];
    return aliases.indexOf(alias) < index ? [wrong(path, alias, "each alias is named once")] : [];
  });
}

function originMistakes({ origin, aliases, requestLogFunctionArn }: EdgeDistributionArgs): Mistake[] {
  if (origin.kind === OriginKind.Api) return apiMistakes(origin, aliases);
  if (origin.kind === OriginKind.Paths) {
    return pathsMistakes(origin, aliases, requestLogFunctionArn !== undefined);
  }
  if (origin.primary.region !== origin.secondary?.region) return [];
  const rule = "the second bucket is in another region than the first";
  return [wrong("origin.secondary.region", origin.secondary.region, rule)];
}

function apiMistakes(origin: ApiOriginArgs, aliases: readonly string[]): Mistake[] {
  const found: Mistake[] = [];
  const { domainName, secretHeaderName, staticPaths = [], rateLimitedPaths = [] } = origin;
  if (!isDomainName(domainName)) {
    found.push(wrong("origin.domainName", domainName, "a domain name in lower case is"));
  } else if (aliases.includes(domainName)) {
    found.push(wrong("origin.domainName", domainName, "a distribution can't be its own origin"));
  }
  const headerMistake = secretHeaderName === undefined ? undefined : headerNameMistake(secretHeaderName);
  if (headerMistake !== undefined) {
    found.push(wrong("origin.secretHeaderName", secretHeaderName, headerMistake));
  }
  const pathOf = (index: number) => `origin.staticPaths[${index}]`;
  return [
    ...found,
    ...pathPatternMistakes(pathOf, staticPaths),
    ...pathLimitMistakes("origin.rateLimitedPaths", rateLimitedPaths),
  ];
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

/** Args of a web ACL that the distribution would not have. */
function existingAclMistakes(args: EdgeDistributionArgs): Mistake[] {
  if (args.webAcl === undefined) return [];
  const own = [
    "rateLimit",
    "admitHostingProviders",
    "allowedAddresses",
    "deniedAddresses",
    "botControl",
    "firewallLogRetentionInDays",
  ] as const;
  return own
    .filter((key) => args[key] !== undefined)
    .map((key) => ({ propertyPath: key, reason: "it is not allowed beside webAcl, which has its own" }));
}
