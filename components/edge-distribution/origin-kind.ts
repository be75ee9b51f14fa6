import type * as pulumi from "@pulumi/pulumi";

/** What stands behind a distribution. */
export enum OriginKind {
  /** Two buckets of a static site: reads only, the second one when the first fails. */
  Site = "site",
  /** One DNS name that fails over by itself: reads and writes. */
  Api = "api",
  /** Buckets and names side by side, each behind paths of its own. */
  Paths = "paths",
}

/** A bucket of a site. */
export interface BucketOrigin {
  /** Region of the bucket. */
  region: string;
  /** DNS name of the bucket in its own region. */
  domainName: pulumi.Input<string>;
}
