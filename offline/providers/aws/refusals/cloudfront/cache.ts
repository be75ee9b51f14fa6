import { child, flag, number, text } from "../../../core/values/read";
import { isGiven, knownTexts } from "../known";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";
import { behaviors, distributionType } from "./behaviors";

const reads = ["GET", "HEAD"];
const withOptions = [...reads, "OPTIONS"];
const everything = [...withOptions, "PUT", "POST", "PATCH", "DELETE"];
/** The only sets of methods that CloudFront knows. */
const methodSets: Record<string, readonly string[][]> = {
  allowedMethods: [reads, withOptions, everything],
  cachedMethods: [reads, withOptions],
};

export const cacheMethods: Refusal = {
  ...always,
  name: "cloudfront-method-set",
  code: "InvalidArgument",
  sentence:
    "A behaviour allows GET and HEAD, these and OPTIONS, or all seven methods, and caches one of the first two sets.",
  source: "CloudFront API Reference, AllowedMethods and CachedMethods",
  types: [distributionType],
  judge({ inputs }) {
    for (const { path, inputs: behavior } of behaviors(inputs))
      for (const [property, sets] of Object.entries(methodSets)) {
        const methods = knownTexts(behavior, property);
        if (methods === undefined || methods.length === 0 || sets.some((set) => sameSet(set, methods)))
          continue;
        const allowed = sets.map((set) => set.join("+")).join(", ");
        return found(
          `${path}.${property} is ${methods.join("+")}; AWS takes ${allowed}`,
          `${path}.${property}`,
        );
      }
    return undefined;
  },
};

const sameSet = (set: readonly string[], methods: readonly string[]): boolean =>
  set.length === new Set(methods).size && methods.every((method) => set.includes(method));

export const forwardedValues: Refusal = {
  ...always,
  name: "cloudfront-forwarded-values",
  code: "InvalidArgument",
  sentence: "A behaviour has a cache policy or forwardedValues, not both.",
  source: "CloudFront API Reference, CacheBehavior.ForwardedValues",
  types: [distributionType],
  judge({ inputs }) {
    const both = behaviors(inputs).find(
      ({ inputs: behavior }) => isGiven(behavior, "forwardedValues") && isGiven(behavior, "cachePolicyId"),
    );
    return both === undefined
      ? undefined
      : found(
          `${both.path} has forwardedValues and a cachePolicyId; forwardedValues can't be used with a cache policy: leave it out`,
          `${both.path}.forwardedValues`,
        );
  },
};

/** What a policy can put in the cache key: object, property, and the parameter in AWS's sentence. */
const keyParts: readonly [object: string, property: string, parameter: string][] = [
  ["headersConfig", "headerBehavior", "HeaderBehavior"],
  ["cookiesConfig", "cookieBehavior", "CookieBehavior"],
  ["queryStringsConfig", "queryStringBehavior", "QueryStringBehavior"],
];

export const keyWithoutCaching: Refusal = {
  ...always,
  name: "cloudfront-cache-key-without-caching",
  code: "InvalidArgument",
  sentence: "A cache policy whose TTLs are all 0 has nothing in its cache key.",
  source: "CloudFront Developer Guide, Control the cache key with a policy",
  types: ["aws:cloudfront/cachePolicy:CachePolicy"],
  judge({ inputs }) {
    const key = child(inputs, "parametersInCacheKeyAndForwardedToOrigin");
    if (key === undefined || ["minTtl", "defaultTtl", "maxTtl"].some((ttl) => number(inputs, ttl) !== 0))
      return undefined;
    const part = keyParts.find(([object, property]) => {
      const behavior = text(child(key, object) ?? {}, property);
      return behavior !== undefined && behavior !== "none";
    });
    const encoding = ["enableAcceptEncodingGzip", "enableAcceptEncodingBrotli"].find((switched) =>
      flag(key, switched),
    );
    const parameter = part?.[2] ?? encoding?.replace(/^e/, "E");
    return parameter === undefined
      ? undefined
      : found(
          `minTtl, defaultTtl and maxTtl are 0, so the parameter ${parameter} is invalid: caching is disabled. Use an origin request policy to forward values, or set maxTtl above 0`,
          "parametersInCacheKeyAndForwardedToOrigin",
        );
  },
};
