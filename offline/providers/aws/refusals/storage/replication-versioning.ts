import { child, flag, maps, text } from "../../../core/values/read";
import type { Account } from "../../account/account";
import { found, type Refusal } from "../refusal";

const common = {
  types: ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
  // Only creation knows the order: in a preview the versioning may still come.
  phases: ["create", "update"],
  severity: "error",
  code: "InvalidRequest",
  source: "Amazon S3 User Guide, Requirements and considerations for replication",
} as const;

export const replicationSourceVersioning: Refusal = {
  ...common,
  name: "s3-replication-source-versioning",
  sentence: "A bucket has versioning enabled before it replicates.",
  judge({ inputs }, account) {
    const bucket = text(inputs, "bucket");
    return bucket === undefined || isVersioned(account, bucket) !== false
      ? undefined
      : found(
          `bucket "${bucket}" has no versioning yet; AWS takes a replication only on a bucket with versioning "Enabled". Let this resource depend on its BucketVersioning (dependsOn)`,
          "bucket",
        );
  },
};

export const replicationDestinationVersioning: Refusal = {
  ...common,
  name: "s3-replication-destination-versioning",
  sentence: "The destination of a replication has versioning enabled.",
  judge({ inputs }, account) {
    for (const [index, rule] of maps(inputs, "rules").entries()) {
      const arn = text(child(rule, "destination") ?? {}, "bucket");
      const bucket = arn?.replace(/^arn:[\w-]+:s3:::/, "");
      if (bucket !== undefined && isVersioned(account, bucket) === false)
        return found(
          `destination bucket "${bucket}" has no versioning yet; AWS takes destinations with versioning "Enabled". Let this resource depend on the destination's BucketVersioning (dependsOn)`,
          `rules[${index}].destination.bucket`,
        );
    }
    return undefined;
  },
};

/** Undefined for a bucket that the account does not know: somebody else's, or older than the offline home. */
function isVersioned(account: Account, name: string): boolean | undefined {
  const bucket = account.find("aws:s3/bucket:Bucket", name) ?? account.find("aws:s3/bucketV2:BucketV2", name);
  if (bucket === undefined) return undefined;
  if (flag(child(bucket.inputs, "versioning") ?? {}, "enabled") === true) return true;
  return ["", "V2"]
    .flatMap((version) => account.all(`aws:s3/bucketVersioning${version}:BucketVersioning${version}`))
    .filter(({ inputs }) => text(inputs, "bucket") === name)
    .some(({ inputs }) => text(child(inputs, "versioningConfiguration") ?? {}, "status") === "Enabled");
}
