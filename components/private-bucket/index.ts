import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { bucketNameMistakes } from "./bucket-name";
import { lifecycleRules, type Retention, retentionMistakes, type StorageTransition } from "./lifecycle";
import { bucketPolicy, type PolicyStatement } from "./policy-document";

export { ColderStorage, type StorageTransition } from "./lifecycle";
export type { PolicyStatement } from "./policy-document";

/** What {@link PrivateBucket} takes. */
export interface PrivateBucketArgs {
  /** Region of the bucket. A change replaces the bucket and loses its objects. */
  region: string;
  /** Name of the bucket, unique in all of AWS, 3 to 63 characters. A change replaces the bucket and loses its objects. */
  bucketName: string;
  /**
   * Customer-managed key of the same region. A change holds for new objects; old ones keep theirs. Left out only where a
   * service has to write that uses no such key, such as the access logs of load balancers.
   * @default none: S3's own keys
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * Leave the bucket's policy to one later call of {@link PrivateBucket.attachPolicy}, for statements that name
   * something which itself needs the bucket.
   * @default false: a policy that refuses requests without TLS is attached at once
   */
  deferPolicy?: boolean;
  /**
   * Days that a replaced or deleted version can still be restored; a smaller number deletes the older versions.
   * @default 90
   */
  noncurrentVersionExpirationDays?: number;
  /**
   * Days after which an unfinished multipart upload is dropped.
   * @default 7
   */
  abortIncompleteMultipartUploadDays?: number;
  /**
   * Days after which objects are deleted; setting it deletes the older ones.
   * @default none: objects stay
   */
  expirationDays?: number;
  /**
   * Start of the keys whose objects `expirationDays` deletes, for example `runs/`.
   * @default none: `expirationDays` holds for the whole bucket
   */
  expirationPrefix?: string;
  /**
   * Moves of objects to colder storage by their age.
   * @default []
   */
  transitions?: StorageTransition[];
  /**
   * Protect the bucket from deletion by Pulumi.
   * @default the component's own `protect` option, else true
   */
  protect?: boolean;
  /**
   * Delete all objects with the bucket; without it a bucket that holds objects can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of a bucket unless its args say otherwise. */
export const defaults = {
  noncurrentVersionExpirationDays: 90,
  abortIncompleteMultipartUploadDays: 7,
  protect: true,
  forceDestroy: false,
} as const;

/**
 * A versioned bucket without ACLs and without public access, encrypted under a customer-managed key wherever its writers
 * can, that answers over TLS only.
 *
 * The bucket itself is protected and, where the component's `retainOnDelete` option says so, kept by S3 when Pulumi
 * forgets it.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  /** Name of the bucket, once it exists. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  readonly arn: pulumi.Output<string>;
  /** DNS name in the bucket's own region, for example `b.s3.us-west-2.amazonaws.com`. */
  readonly regionalDomainName: pulumi.Output<string>;
  /** For the `dependsOn` of replication, which S3 refuses until both of its buckets are versioned. */
  readonly versioning: s3.BucketVersioning;

  private readonly name: string;
  private readonly region: string;
  private readonly publicAccess: s3.BucketPublicAccessBlock;
  private policyAttached = false;
  private readonly policyDeferred: boolean;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const retention = retentionOf(args);
    refuse("PrivateBucket", name, [
      ...bucketNameMistakes("bucketName", args.bucketName),
      ...retentionMistakes(retention),
    ]);
    super("tandem:components:PrivateBucket", name, args, opts);
    this.name = name;
    this.region = args.region;
    this.policyDeferred = args.deferPolicy ?? false;

    const bucket = this.bucket(args, opts);
    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;

    this.ownership();
    this.publicAccess = this.publicAccessBlock();
    this.encryption(args.kmsKeyArn);
    this.versioning = this.versions();
    this.lifecycle(retention);
    if (!this.policyDeferred) this.policy([]);

    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      regionalDomainName: this.regionalDomainName,
    });
  }

  /**
   * Attaches the bucket's policy: requests without TLS are refused, and the given statements hold. A bucket has one
   * policy, so this is for the owner of a bucket made with `deferPolicy`, once.
   *
   * @returns the policy, for the `dependsOn` of whatever needs it in place
   * @throws pulumi.ResourceError when the bucket has its policy already
   */
  attachPolicy(statements: pulumi.Input<PolicyStatement[]>): s3.BucketPolicy {
    if (!this.policyDeferred) throw this.refusal("was made without deferPolicy and has its policy already");
    if (this.policyAttached) throw this.refusal("has its policy already: pass all statements in one call");
    this.policyAttached = true;
    return this.policy(statements);
  }

  private bucket(args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions): s3.Bucket {
    return new s3.Bucket(
      `${this.name}-bucket`,
      {
        region: this.region,
        bucket: args.bucketName,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      {
        parent: this,
        protect: args.protect ?? opts?.protect ?? defaults.protect,
        retainOnDelete: opts?.retainOnDelete,
      },
    );
  }

  private ownership(): void {
    new s3.BucketOwnershipControls(
      `${this.name}-ownership`,
      { region: this.region, bucket: this.bucketName, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
  }

  private publicAccessBlock(): s3.BucketPublicAccessBlock {
    return new s3.BucketPublicAccessBlock(
      `${this.name}-public-access`,
      {
        region: this.region,
        bucket: this.bucketName,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
  }

  private encryption(kmsMasterKeyId: pulumi.Input<string> | undefined): void {
    const own = kmsMasterKeyId === undefined;
    new s3.BucketServerSideEncryptionConfiguration(
      `${this.name}-encryption`,
      {
        region: this.region,
        bucket: this.bucketName,
        rules: [
          {
            applyServerSideEncryptionByDefault: own
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId },
            bucketKeyEnabled: !own,
            // Keys that come with a request are lost with it. S3 blocks them on new buckets by itself since 2026;
            // saying so makes older accounts equal.
            blockedEncryptionTypes: ["SSE-C"],
          },
        ],
      },
      { parent: this },
    );
  }

  private versions(): s3.BucketVersioning {
    return new s3.BucketVersioning(
      `${this.name}-versioning`,
      { region: this.region, bucket: this.bucketName, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
  }

  private lifecycle(retention: Retention): void {
    new s3.BucketLifecycleConfiguration(
      `${this.name}-lifecycle`,
      { region: this.region, bucket: this.bucketName, rules: lifecycleRules(retention) },
      // Rules over noncurrent versions need the versions.
      { parent: this, dependsOn: this.versioning },
    );
  }

  private policy(statements: pulumi.Input<PolicyStatement[]>): s3.BucketPolicy {
    const policy = pulumi.all([this.arn, statements]).apply(([arn, list]) => bucketPolicy(arn, list));
    return new s3.BucketPolicy(
      `${this.name}-policy`,
      { region: this.region, bucket: this.bucketName, policy },
      // S3 answers 409 OperationAborted to two changes of one bucket's access at the same time.
      { parent: this, dependsOn: this.publicAccess },
    );
  }

  private refusal(reason: string): pulumi.ResourceError {
    return new pulumi.ResourceError(`PrivateBucket "${this.name}" ${reason}.`, this, true);
  }
}

function retentionOf(args: PrivateBucketArgs): Retention {
  return {
    noncurrentVersionExpirationDays:
      args.noncurrentVersionExpirationDays ?? defaults.noncurrentVersionExpirationDays,
    abortIncompleteMultipartUploadDays:
      args.abortIncompleteMultipartUploadDays ?? defaults.abortIncompleteMultipartUploadDays,
    expirationDays: args.expirationDays,
    expirationPrefix: args.expirationPrefix,
    transitions: args.transitions ?? [],
  };
}
