/** A policy that CloudFront keeps in every account under one id. */
export interface ManagedPolicy {
  /** Name in the console, without its `Managed-` prefix. */
  name: string;
  id: string;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const managedCachePolicies = {
  /** Nothing is cached: for payments. */
  cachingDisabled: { name: "CachingDisabled", id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
} as const satisfies Record<string, ManagedPolicy>;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedOriginRequestPolicies = {
  /**
   * Everything the viewer sent but its `Host`: the origin's certificate names the origin, not the viewer's host,
   * and CloudFront checks one against the other.
   */
  allViewerExceptHostHeader: {
    name: "AllViewerExceptHostHeader",
    id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  },
} as const satisfies Record<string, ManagedPolicy>;
