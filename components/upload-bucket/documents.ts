import type { PolicyStatement } from "../private-bucket/policy-document";

/** A bucket for uploads, as policies name it. */
export interface UploadTarget {
  region: string;
  bucketArn: string;
  keyArn: string;
  /** The partition's, for example `amazonaws.com`. */
  dnsSuffix: string;
}

/**
 * What a bucket for uploads refuses: other encryption than under its key, and presigned addresses that are too old.
 * Uploads that say nothing get the bucket's key, so only those that say something else are refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
export function uploadStatements(
  bucketArn: string,
  keyArn: string,
  presignedSeconds: number,
): PolicyStatement[] {
  const deny = (Sid: string, Action: string, Condition: PolicyStatement["Condition"]): PolicyStatement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action,
    Resource: `${bucketArn}/*`,
    Condition,
  });
  // "Not equal" holds for a header that is not there, too, so its presence is asked for first.
  const saysOther = (header: string, value: string): PolicyStatement["Condition"] => ({
    Null: { [header]: "false" },
    StringNotEquals: { [header]: value },
  });
  const encryption = "s3:x-amz-server-side-encryption";
  return [
    deny("OtherEncryption", "s3:PutObject", saysOther(encryption, "aws:kms")),
    deny("OtherKey", "s3:PutObject", saysOther(`${encryption}-aws-kms-key-id`, keyArn)),
    deny("OldPresignedAddress", "s3:*", {
      StringEquals: { "s3:authType": "REST-QUERY-STRING" },
      NumericGreaterThan: { "s3:signatureAge": String(presignedSeconds * 1000) },
    }),
  ];
}

/**
 * Lets a role make presigned addresses for uploads below a prefix: an address can do what its maker may. Parts of a
 * multipart upload are read back with the key when they are put together.
 *
 * @param prefix start of the keys, for example `incoming/`; `""` for the whole bucket
 * @returns a JSON document
 */
export function uploadPolicy({ region, bucketArn, keyArn, dnsSuffix }: UploadTarget, prefix: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Upload",
        Effect: "Allow",
        Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: `${bucketArn}/${prefix}*`,
      },
      {
        Sid: "Encrypt",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: {
          StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix}` },
          StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
        },
      },
    ],
  });
}

/** What browsers on the pages of an origin may do with presigned addresses, in the shape that S3 takes. */
export function corsRule(allowedOrigins: string[], maxAgeSeconds: number) {
  return {
    id: "uploads",
    allowedOrigins,
    allowedMethods: ["PUT"],
    allowedHeaders: ["content-type", "content-md5", "x-amz-*"],
    // A browser that uploads in parts has to tell S3 the tag of each.
    exposeHeaders: ["ETag"],
    maxAgeSeconds,
  };
}
