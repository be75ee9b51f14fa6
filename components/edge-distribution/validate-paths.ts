import type { Mistake } from "../arguments/mistakes";
import { pathLimitMistakes } from "../web-firewall/validate";
import { headerNameMistake } from "./origin-header";
import { FunctionEvent, isBuckets, type PathsOriginArgs, PathUse, type RouteArgs } from "./path-args";
import { DEFAULT_CACHE_SECONDS } from "./paths";
import { isDomainName, pathPatternMistakes, wrong } from "./validate-parts";

const SHORT_NAME = /^[A-Za-z0-9-]{1,40}$/;

/** A CloudFront Function of the component's own has the viewer's answers of these. */
const KEEPS_IN_BROWSERS = PathUse.HashedFiles;

/** What CloudFront would refuse of several origins, and routes that lead nowhere. */
export function pathsMistakes(
  origin: PathsOriginArgs,
  aliases: readonly string[],
  hasRequestLog: boolean,
): Mistake[] {
  const { defaultRoute, paths = [], secretHeaderName, rateLimitedPaths = [] } = origin;
  const header = secretHeaderName === undefined ? undefined : headerNameMistake(secretHeaderName);
  const route = (path: string, one: RouteArgs) => routeMistakes(path, one, origin, hasRequestLog);
  return [
    ...originListMistakes(origin, aliases),
    ...shortNameMistakes(
      "origin.functions",
      (origin.functions ?? []).map(({ name }) => name),
      "name",
    ),
    ...(header === undefined ? [] : [wrong("origin.secretHeaderName", secretHeaderName, header)]),
    ...pathPatternMistakes(
      (index) => `origin.paths[${index}].pattern`,
      paths.map(({ pattern }) => pattern),
    ),
    ...route("origin.defaultRoute", defaultRoute),
    ...paths.flatMap((path, index) => route(`origin.paths[${index}]`, path)),
    ...pathLimitMistakes("origin.rateLimitedPaths", rateLimitedPaths),
  ];
}

function shortNameMistakes(path: string, names: readonly string[], key: string): Mistake[] {
  return names.flatMap((name, index) => {
    const here = `${path}[${index}].${key}`;
    if (!SHORT_NAME.test(name)) return [wrong(here, name, 'up to 40 letters, digits and "-" are')];
    return names.indexOf(name) < index ? [wrong(here, name, "each has a name of its own")] : [];
  });
}

function originListMistakes({ origins }: PathsOriginArgs, aliases: readonly string[]): Mistake[] {
  if (origins.length === 0) return [wrong("origin.origins", origins, "at least one origin is")];
  const found = shortNameMistakes(
    "origin.origins",
    origins.map(({ id }) => id),
    "id",
  );
  origins.forEach((origin, index) => {
    const path = `origin.origins[${index}]`;
    if (isBuckets(origin)) {
      const { primary, secondary } = origin;
      if (secondary?.region === primary.region) {
        const rule = "the second bucket is in another region than the first";
        found.push(wrong(`${path}.secondary.region`, secondary.region, rule));
      }
      return;
    }
    const { domainName, readTimeoutSeconds: seconds } = origin;
    if (!isDomainName(domainName)) {
      found.push(wrong(`${path}.domainName`, domainName, "a domain name in lower case is"));
    } else if (aliases.includes(domainName)) {
      found.push(wrong(`${path}.domainName`, domainName, "a distribution can't be its own origin"));
    }
    if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= 120)) {
      found.push(wrong(`${path}.readTimeoutSeconds`, seconds, "1 to 120 are"));
    }
  });
  return found;
}

function routeMistakes(
  path: string,
  route: RouteArgs,
  origin: PathsOriginArgs,
  hasRequestLog: boolean,
): Mistake[] {
  const found: Mistake[] = [];
  const { originId, use, cacheSeconds: seconds = DEFAULT_CACHE_SECONDS } = route;
  const target = origin.origins.find(({ id }) => id === originId);
  if (target === undefined) {
    const ids = origin.origins.map(({ id }) => id).join(", ");
    found.push(wrong(`${path}.originId`, originId, `the origins are ${ids}`));
  } else if (isBuckets(target) && (use === PathUse.CachedReads || use === PathUse.Uncached)) {
    found.push(
      wrong(`${path}.use`, use, `${PathUse.Files} and ${PathUse.HashedFiles} are: "${originId}" is buckets`),
    );
  }
  if (route.cacheSeconds !== undefined && use !== PathUse.CachedReads) {
    found.push(wrong(`${path}.cacheSeconds`, route.cacheSeconds, `only ${PathUse.CachedReads} has it`));
  } else if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    found.push(wrong(`${path}.cacheSeconds`, seconds, "1 to 86400 are"));
  }
  return [...found, ...codeMistakes(path, route, origin, hasRequestLog)];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions-all.html */
function codeMistakes(
  path: string,
  { functions = [], lambdas = [], use }: RouteArgs,
  { functions: all = [] }: PathsOriginArgs,
  hasRequestLog: boolean,
): Mistake[] {
  const found: Mistake[] = [];
  const known = functions.map((name) => all.find((one) => one.name === name));
  functions.forEach((name, index) => {
    if (known[index] !== undefined) return;
    found.push(
      wrong(
        `${path}.functions[${index}]`,
        name,
        `the functions are ${all.map((one) => one.name).join(", ")}`,
      ),
    );
  });
  const events: string[] = known.flatMap((one) => one?.event ?? []);
  if (use === KEEPS_IN_BROWSERS) events.push(FunctionEvent.ViewerResponse);
  if (new Set(events).size < events.length) {
    const taken =
      use === KEEPS_IN_BROWSERS ? `; ${use} has one for ${FunctionEvent.ViewerResponse} already` : "";
    found.push(wrong(`${path}.functions`, functions, `one for each event is${taken}`));
  }
  const lambdaEvents: string[] = lambdas.map(({ event }) => event);
  if (new Set(lambdaEvents).size < lambdaEvents.length) {
    found.push(wrong(`${path}.lambdas`, lambdaEvents, "one for each event is"));
  }
  lambdas.forEach(({ event, functionArn, includeBody }, index) => {
    const here = `${path}.lambdas[${index}]`;
    if (event.startsWith("viewer") && events.length > 0) {
      found.push(
        wrong(`${here}.event`, event, "beside a CloudFront Function origin-request and origin-response are"),
      );
    }
    if (event === "origin-response" && hasRequestLog) {
      found.push(wrong(`${here}.event`, event, "the request log has the origin's answers"));
    }
    if (includeBody && event.endsWith("response")) {
      found.push(wrong(`${here}.includeBody`, includeBody, "only requests have a body"));
    }
    if (
      typeof functionArn === "string" &&
      !/^arn:[\w-]+:lambda:us-east-1:\d{12}:function:[\w-]+:\d+$/.test(functionArn)
    ) {
      found.push(wrong(`${here}.functionArn`, functionArn, "an ARN in us-east-1 with its version is"));
    }
  });
  return found;
}
