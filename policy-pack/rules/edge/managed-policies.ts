// Policies that CloudFront keeps in every account under one id.

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** Cache nothing unless the origin asks for it: CachingDisabled, UseOriginCacheControlHeaders and its sister. */
export const uncachedPolicies: readonly string[] = [
  CACHING_DISABLED,
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
];

/** Cache whatever the origin answers: CachingOptimized, the same for uncompressed objects, Amplify. */
export const cachingPolicies: readonly string[] = [
  "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "2e54312d-136d-493c-8eb9-b001f22f67d2",
];

/**
 * Forward all of the viewer's headers: AllViewer, AllViewerExceptHostHeader, AllViewerAndCloudFrontHeaders-2022-06.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const allViewerPolicies: readonly string[] = [
  "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "33f36d7e-f396-46d9-90e0-52428a34d9dc",
];

/** Forward single headers, no credentials among them: UserAgentRefererHeaders, CORS-S3Origin, CORS-CustomOrigin. */
export const fewHeadersPolicies: readonly string[] = [
  "acba4595-bd28-49b8-b9fe-13317c0390fa",
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "59781a5b-3903-41f3-afcb-af62929ccde1",
];

/**
 * None of them sets a Content-Security-Policy: SimpleCORS, SecurityHeadersPolicy and their combinations.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const managedHeadersPolicies: readonly string[] = [
  "60669652-455b-4ae9-85a4-c4c02393f86c",
  "67f7725c-6f97-4210-82d7-5512b31e9d03",
  "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
  "e61eb60c-9c35-4d20-a928-2b84e02af89c",
];
