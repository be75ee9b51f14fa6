import type * as pulumi from "@pulumi/pulumi";

/**
 * Regions in which CloudFront runs Lambda@Edge functions, next to its regional edge caches; each holds the log of
 * the requests that it saw.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html#CloudFrontRegionaledgecaches
 */
export const EDGE_CACHE_REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "sa-east-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "ap-south-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
] as const;

/** What {@link EdgeRequestLog} takes. */
export interface EdgeRequestLogArgs {
  /** Name of the function, at most 64 characters, unique in the account. A change replaces function and logs. */
  functionName: string;
  /** The function: an archive whose `index.handler` CloudFront calls on each answer of an origin. */
  code: pulumi.asset.Archive;
  /**
   * Regions in which its log is kept. What it sees elsewhere is not written down.
   * @default all regions of {@link EDGE_CACHE_REGIONS}
   */
  logRegions?: string[];
  /**
   * Days that the log is kept; one of CloudWatch's numbers. A smaller one deletes the older entries.
   * @default 400
   */
  retentionInDays?: number;
}

/** Defaults of {@link EdgeRequestLogArgs}, and what no arg names. */
export const defaults = {
  logRegions: EDGE_CACHE_REGIONS,
  // PCI DSS 10.5.1 asks for twelve months; a month more covers the audit of the twelve.
  retentionInDays: 400,
  runtime: "nodejs22.x",
  memorySize: 128,
  timeout: 5,
} as const;

/** Lambda@Edge functions are published in this region alone. */
export const EDGE_REGION = "us-east-1";

/** Name of the log group of a Lambda@Edge function, in every region that it runs in. */
export function logGroupName(functionName: string): string {
  return `/aws/lambda/${EDGE_REGION}.${functionName}`;
}
