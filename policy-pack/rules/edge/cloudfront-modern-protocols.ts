import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, everyPart, flag, known, type Props, text } from "../../frame/values";
import { eachBehavior } from "./behaviors";
import { CACHING_DISABLED } from "./managed-policies";

export const cloudfrontModernProtocols = resourceRule({
  id: "cloudfront-modern-protocols",
  area: "edge",
  title: "A distribution speaks HTTP/2 or 3 and IPv6, and compresses what it caches",
  severity: "low",
  why: "HTTP/1.1 opens a connection for every few files, mobile networks reach IPv4 by a detour, and uncompressed text costs three to five times the transfer.",
  mend: "Set httpVersion to http2and3, isIpv6Enabled to true, and compress on each cache behavior that caches.",
  example: `
new aws.cloudfront.Distribution("site", {
  httpVersion: "http2and3", isIpv6Enabled: true,
  defaultCacheBehavior: { compress: true, ... },
  ...
});`,
  wellArchitected: ["PERF04-BP05"],
  pci: [],
  types: types.distribution,
  check({ props }, { violation }) {
    everyPart(
      () => {
        if (isOld(props)) violation("It speaks HTTP/1.1 only.");
      },
      () => {
        if (flag(props, "isIpv6Enabled") !== true) violation("isIpv6Enabled is not on.");
      },
      () =>
        eachBehavior(props, ({ props: behavior, label }) => {
          if (lacksCompression(behavior)) violation(`The ${label} does not compress.`);
        }),
    );
  },
  remediate({ props }) {
    const first = block(props, "defaultCacheBehavior") ?? {};
    const ordered: unknown = props.orderedCacheBehaviors;
    const others: readonly Props[] = Array.isArray(ordered) ? ordered : [];
    return {
      ...(isOld(props) && { httpVersion: "http2and3" }),
      ...(flag(props, "isIpv6Enabled") !== true && { isIpv6Enabled: true }),
      ...(lacksCompression(first) && { defaultCacheBehavior: { ...first, compress: true } }),
      ...(others.some(lacksCompression) && {
        orderedCacheBehaviors: others.map((one) =>
          lacksCompression(one) ? { ...one, compress: true } : one,
        ),
      }),
    };
  },
});

/** CloudFront's default is http2. */
function isOld(props: Props): boolean {
  return text(props, "httpVersion")?.toLowerCase() === "http1.1";
}

/** CloudFront compresses only what it may cache. */
function lacksCompression(behavior: Props): boolean {
  if (known(() => text(behavior, "cachePolicyId")) === CACHING_DISABLED) return false;
  return flag(behavior, "compress") !== true;
}
