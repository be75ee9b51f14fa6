import { child, flag, text } from "../../../core/values/read";
import type { Account } from "../../account/account";
import { whenDone } from "../phases";
import { awsPrincipals, isAllow, statementsOf } from "../policy-document";
import { found, type Refusal } from "../refusal";

const versions = ["", "V2"];

export const aclOnOwnedBucket: Refusal = {
  ...whenDone,
  name: "s3-acl-not-supported",
  code: "AccessControlListNotSupported",
  sentence: "A bucket takes ACLs only with an object ownership other than BucketOwnerEnforced, the default.",
  source: "Amazon S3 User Guide, Controlling ownership of objects and disabling ACLs for your bucket",
  types: versions.map((version) => `aws:s3/bucketAcl${version}:BucketAcl${version}`),
  judge({ inputs }, account) {
    const bucket = text(inputs, "bucket");
    return bucket === undefined || takesAcls(account, bucket) !== false
      ? undefined
      : found(
          `bucket "${bucket}" does not allow ACLs; leave the ACL out, or give the bucket a BucketOwnershipControls with BucketOwnerPreferred or ObjectWriter and let this resource depend on it`,
          "bucket",
        );
  },
};

/** Undefined for a bucket that the account does not know. */
export function takesAcls(account: Account, bucket: string): boolean | undefined {
  if (!isKnownBucket(account, bucket)) return undefined;
  const controls = account
    .all("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
    .find(({ inputs }) => text(inputs, "bucket") === bucket);
  const ownership = controls && text(child(controls.inputs, "rule") ?? {}, "objectOwnership");
  return ownership !== undefined && ownership !== "BucketOwnerEnforced";
}

const isKnownBucket = (account: Account, bucket: string): boolean =>
  versions.some((version) => account.find(`aws:s3/bucket${version}:Bucket${version}`, bucket) !== undefined);

export const publicBucketPolicy: Refusal = {
  ...whenDone,
  name: "s3-public-policy-blocked",
  code: "AccessDenied",
  sentence: "A bucket that blocks public policies takes none that allows everyone.",
  source: "Amazon S3 User Guide, Blocking public access to your Amazon S3 storage",
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  judge({ inputs }, account) {
    const bucket = text(inputs, "bucket");
    // A statement with a condition may be for a few: AWS knows which conditions make it so.
    const open = statementsOf(inputs.policy)?.some(
      (statement) =>
        isAllow(statement) && statement.Condition === undefined && awsPrincipals(statement).includes("*"),
    );
    if (bucket === undefined || open !== true || !blocksPublicPolicies(account, bucket)) return undefined;
    return found(
      `public policies are prevented by the BlockPublicPolicy setting of bucket "${bucket}", and a statement allows everyone (Principal "*"); name who may read, such as the distribution`,
      "policy",
    );
  },
};

/** What a BucketPublicAccessBlock says; a bucket without one may have been opened elsewhere. */
function blocksPublicPolicies(account: Account, bucket: string): boolean {
  const block = account
    .all("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    .find(({ inputs }) => text(inputs, "bucket") === bucket);
  return block !== undefined && flag(block.inputs, "blockPublicPolicy") === true;
}
