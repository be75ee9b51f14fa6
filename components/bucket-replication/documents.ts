/** A bucket with its key, as the policies name them. */
export interface EncryptedBucket {
  /** Region of both. */
  region: string;
  bucketArn: string;
  keyArn: string;
}

/** A statement of an identity policy: the role that carries it is the principal. */
export interface RoleStatement {
  Sid: string;
  Effect: "Allow";
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Lets S3 take on the replication role. */
export function replicationTrust(): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/**
 * What replication needs: read the source and decrypt with its key, write the replicas and encrypt with theirs,
 * each key through S3 of its own region and for these buckets only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 *
 * @param dnsSuffix the partition's, for example `amazonaws.com`
 */
export function replicationPolicy(
  source: EncryptedBucket,
  replicas: readonly EncryptedBucket[],
  dnsSuffix: string,
): string {
  const statements: RoleStatement[] = [
    {
      Sid: "ReadSourceConfiguration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: source.bucketArn,
    },
    {
      Sid: "ReadSourceObjects",
      Effect: "Allow",
      Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      Resource: `${source.bucketArn}/*`,
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      Resource: replicas.map((replica) => `${replica.bucketArn}/*`),
    },
    useOfKey("DecryptSource", ["kms:Decrypt"], source, dnsSuffix),
    ...replicas.map((replica) =>
      useOfKey(
        `EncryptReplica${replica.region.replaceAll("-", "")}`,
        ["kms:Encrypt", "kms:GenerateDataKey"],
        replica,
        dnsSuffix,
      ),
    ),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function useOfKey(Sid: string, Action: string[], bucket: EncryptedBucket, dnsSuffix: string): RoleStatement {
  return {
    Sid,
    Effect: "Allow",
    Action,
    Resource: bucket.keyArn,
    Condition: {
      StringEquals: { "kms:ViaService": `s3.${bucket.region}.${dnsSuffix}` },
      // The bucket's ARN where a bucket key is used, the object's where it is not.
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket.bucketArn, `${bucket.bucketArn}/*`] },
    },
  };
}
