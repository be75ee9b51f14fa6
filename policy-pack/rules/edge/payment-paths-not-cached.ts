import type { StackResource } from "../../frame/graph";
import { type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, number, type Props, text, textsOf } from "../../frame/values";
import {
  type Behavior,
  eachBehavior,
  isOnPath,
  named,
  PATHS_HELP,
  PAYMENT_PATHS,
  servesBucket,
} from "./behaviors";
import { allViewerPolicies, cachingPolicies, fewHeadersPolicies, uncachedPolicies } from "./managed-policies";

const writes = ["POST", "PUT", "PATCH", "DELETE"];

export const paymentPathsNotCached = stackRule({
  id: "payment-paths-not-cached",
  area: "edge",
  title: "Answers of payment paths and APIs are not cached, and know who asked",
  severity: "high",
  why: "A cached answer of an API is given to the next who asks, whoever that is. And CloudFront takes the Authorization header away from reads unless it is told to forward it.",
  mend: "Use the managed policies CachingDisabled and AllViewerExceptHostHeader on behaviors that take writes or payments, or put Authorization into the cache key.",
  example: `
new aws.cloudfront.Distribution("api", {
  defaultCacheBehavior: {
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",          // CachingDisabled
    originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",  // AllViewerExceptHostHeader
    ...
  },
  ...
});`,
  wellArchitected: ["SEC07-BP02"],
  pci: ["3.3.1"],
  settings: {
    paths: texts(
      `Where payments are made, besides all behaviors that allow writes. Buckets are left out. ${PATHS_HELP}`,
      PAYMENT_PATHS,
    ),
  },
  types: [...types.distribution, ...types.cachePolicy, ...types.originRequestPolicy],
  check(stack, { paths }) {
    for (const distribution of stack.graph.own(types.distribution)) {
      stack.judge(distribution, ({ violation, notEvaluated }) =>
        eachBehavior(distribution.props, (behavior) => {
          const allowed = textsOf(behavior.props, "allowedMethods");
          if (!writes.some((method) => allowed.includes(method)) && !isOnPath(behavior, paths)) return;
          if (servesBucket(distribution.props, behavior)) return;
          const cache = cachingOf(stack, distribution, behavior);
          if (cache === "caches") violation(`The ${behavior.label} caches what its origin answers.`);
          if (cache === "unclear") notEvaluated("its cache policy is not known yet or not in this stack");
          if (cache === "by caller") return;
          const forwards = forwardsCaller(stack, distribution, behavior);
          if (forwards === false) violation(`The ${behavior.label} does not forward who asks.`);
          if (forwards === undefined)
            notEvaluated("its origin request policy is not known yet or not in this stack");
        }),
      );
    }
  },
});

type Caching = "caches" | "passes on" | "by caller" | "unclear";

function cachingOf({ graph }: Stack, distribution: StackResource, behavior: Behavior): Caching {
  const policy = named(distribution, behavior, "cachePolicyId", graph.ofType(types.cachePolicy));
  if (policy === "nothing") return oldCaching(behavior.props);
  if (policy === "unclear") return policy;
  if ("id" in policy) {
    if (uncachedPolicies.includes(policy.id)) return "passes on";
    return cachingPolicies.includes(policy.id) ? "caches" : "unclear";
  }
  const { props } = policy.resource;
  const keys = block(props, "parametersInCacheKeyAndForwardedToOrigin") ?? {};
  const headers = textsOf(block(block(keys, "headersConfig") ?? {}, "headers") ?? {}, "items");
  if (headers.some(isAuthorization)) return "by caller";
  return keepsByItself(props) ? "caches" : "passes on";
}

/** Settings that a behavior has without a cache policy. */
function oldCaching(behavior: Props): Caching {
  const headers = textsOf(block(behavior, "forwardedValues") ?? {}, "headers");
  if (headers.includes("*") || headers.some(isAuthorization)) return "by caller";
  return keepsByItself(behavior) ? "caches" : "passes on";
}

/** Whether something is kept although its origin does not ask for it. Without a word CloudFront keeps it for a day. */
function keepsByItself(ttl: Props): boolean {
  if (number(ttl, "maxTtl") === 0) return false;
  return (number(ttl, "minTtl") ?? 0) > 0 || (number(ttl, "defaultTtl") ?? 86_400) > 0;
}

function forwardsCaller(
  { graph }: Stack,
  distribution: StackResource,
  behavior: Behavior,
): boolean | undefined {
  const policy = named(
    distribution,
    behavior,
    "originRequestPolicyId",
    graph.ofType(types.originRequestPolicy),
  );
  if (policy === "nothing") {
    const cookies = block(block(behavior.props, "forwardedValues") ?? {}, "cookies") ?? {};
    return (text(cookies, "forward") ?? "none") !== "none";
  }
  if (policy === "unclear") return undefined;
  if ("id" in policy) {
    if (allViewerPolicies.includes(policy.id)) return true;
    return fewHeadersPolicies.includes(policy.id) ? false : undefined;
  }
  const { props } = policy.resource;
  const headers = text(block(props, "headersConfig") ?? {}, "headerBehavior") ?? "none";
  const cookies = text(block(props, "cookiesConfig") ?? {}, "cookieBehavior") ?? "none";
  // CloudFront takes Authorization into such a policy only with all headers; a session may be in a cookie as well.
  return headers.startsWith("all") || cookies !== "none";
}

function isAuthorization(header: string): boolean {
  return header.toLowerCase() === "authorization";
}
