import type * as pulumi from "@pulumi/pulumi";

/** What {@link SwitchFunctions} takes. */
export interface SwitchFunctionsArgs {
  /** Region of the functions: the region that they open and verify. A change replaces them. */
  region: string;
  /** Regions that the functions fence when this one becomes active. */
  otherRegions: string[];
  /** Name of the function that fences, unique in account and region, up to 64 characters. A change replaces it. */
  fenceFunction: string;
  /** Name of the function that verifies, unique in account and region, up to 64 characters. A change replaces it. */
  verifyFunction: string;
  /** Alias of the key of their logs, without `alias/`. */
  keyAlias: string;
  /** Code of both: an archive whose `index.mjs` exports `fence` and `verify`. */
  code: pulumi.asset.Archive;
  /** Name of the load balancer of the payment API, equal in every region. */
  loadBalancer: string;
  /** Name of the region's target group. */
  targetGroup: string;
  /** Port on which the pods take payments. */
  apiPort: number;
  /** Port of the database. */
  databasePort: number;
  /** Identifier of the Aurora global database. */
  globalClusterIdentifier: string;
  /** Identifier of the region's member of it. */
  databaseCluster: string;
  /**
   * Healthy pods that the region needs before it may be sent traffic.
   * @default 2
   */
  minimumTargets?: number;
  /**
   * Days that their logs are kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
}

/** Defaults, and what all functions have. */
export const defaults = {
  minimumTargets: 2,
  logRetentionInDays: 400,
  runtime: "nodejs22.x",
  /** Seconds; a region that does not answer takes some twenty of them. */
  timeout: 120,
  memorySize: 256,
} as const;
