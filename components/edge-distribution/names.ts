import type { PhysicalName } from "../arguments/physical-names";
import { firewallNames } from "../web-firewall/names";

/** Every name that AWS sees of a distribution, from the caller's prefix, with AWS's limit. */
export function physicalNames(prefix: string) {
  return {
    ...firewallNames(prefix),
    headersPolicy: { what: "response headers policy", name: prefix, longest: 128 },
    cachePolicy: { what: "cache policy", name: `${prefix}-files`, longest: 128 },
    originRequestPolicy: { what: "origin request policy", name: `${prefix}-files`, longest: 128 },
    viewerRequest: { what: "CloudFront function", name: `${prefix}-viewer-request`, longest: 64 },
    accessLogSource: { what: "log delivery source", name: `${prefix}-access`, longest: 60 },
    accessLogDestination: { what: "log delivery destination", name: `${prefix}-access`, longest: 60 },
  } satisfies Record<string, PhysicalName>;
}
