import type * as pulumi from "@pulumi/pulumi";

/** What {@link FailoverDocuments} takes. */
export interface FailoverDocumentsArgs {
  /** Region in which the documents run; nothing of another region is needed but what they copy. */
  region: string;
  /** Start of the documents' names and of what they make, unique in account and region. A change replaces them. */
  resourceName: string;
  /** Regions that may be fenced and opened from here: this one and the others. */
  regions: string[];
  /** ARN of this region's function that fences. */
  fenceFunctionArn: pulumi.Input<string>;
  /** ARN of the IAM role whose holders approve what can't be taken back. */
  approverRoleArn: string;
  /** Alias of this region's database key, without `alias/`; copies of snapshots are encrypted under it. */
  databaseKeyAlias: string;
  /** Name of the database's subnet group in this region. */
  subnetGroup: string;
  /** Name of the database's cluster parameter group in this region. */
  parameterGroup: string;
  /** Security group that admits the clients of the database in this region. */
  securityGroupId: pulumi.Input<string>;
}

/** Values that all documents share. */
export const defaults = {
  /** Class of the one instance of a restored cluster, unless the caller names another. */
  instanceClass: "db.r7g.large",
  approvalSeconds: 3600,
  /** Seconds that a copy between regions or a restore may take. */
  waitSeconds: 14_400,
} as const;
