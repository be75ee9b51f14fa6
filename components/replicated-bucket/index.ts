import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { mistakes as replicationMistakes } from "../bucket-replication";
import { createReplication, type ReplicatedStore } from "../bucket-replication/create";
import { PrivateBucket, type StorageTransition } from "../private-bucket";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { KeyUser, RegionalKey } from "../regional-key";
import { readStatements } from "../static-site/documents";
import { createOriginAccess } from "../static-site/origin-access";

/** What {@link ReplicatedBucket} takes. */
export interface ReplicatedBucketArgs {
  /** Region of the bucket. A change replaces it and loses its objects. */
  region: string;
  /** Name of the bucket, unique in all of AWS; also the alias of its key. A change replaces it and loses its objects. */
  bucketName: string;
  /** Name of the role that S3 copies with, unique in the account, up to 64 characters. */
  resourceName: string;
  /**
   * Buckets of other regions that follow this one. They have to be there, so the stack that comes up first says none,
   * and the one that joins makes a `BucketReplication` of the first bucket as well as naming it here.
   * @default []
   */
  replicateTo?: ReplicatedStore[];
  /**
   * Leave the bucket's policy to one call of {@link ReplicatedBucket.allowReadFrom}.
   * @default false: nobody but the account reads
   */
  readByDistribution?: boolean;
  /**
   * Name of an origin access control by which a distribution reads this bucket and those that it follows: up to 64
   * characters, unique in the account. One bucket of the set makes it.
   * @default none
   */
  originAccessName?: string;
  /**
   * Days that a replaced or deleted object can still be restored; a smaller number deletes the older versions.
   * @default 90
   */
  noncurrentVersionExpirationDays?: number;
  /**
   * Moves of objects to colder storage by their age.
   * @default []
   */
  transitions?: StorageTransition[];
  /**
   * Protect bucket and key from deletion by Pulumi.
   * @default true
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
  protect: true,
  forceDestroy: false,
} as const;

/**
 * One region's bucket of a set whose members follow each other, in both directions: whatever is put into one is in all
 * of them within fifteen minutes. Each stack owns its bucket.
 *
 * Cost: 1 USD a month for the key, storage, transfer between regions and replication time control by the gigabyte.
 */
export class ReplicatedBucket extends pulumi.ComponentResource {
  /** The bucket with its key, as the other regions name it. */
  readonly store: ReplicatedStore & { bucketName: string };
  /** ARN of the bucket. */
  readonly arn: pulumi.Output<string>;
  /** ARN of the bucket's key. */
  readonly keyArn: pulumi.Output<string>;
  /** DNS name in the bucket's own region, for a distribution. */
  readonly regionalDomainName: pulumi.Output<string>;
  /** Origin access control for a distribution, where there is one. */
  readonly originAccessControlId: pulumi.Output<string> | undefined;

  private readonly bucket: PrivateBucket;

  constructor(name: string, args: ReplicatedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const { region, bucketName, resourceName, replicateTo = [] } = args;
    const protect = args.protect ?? defaults.protect;
    refuse("ReplicatedBucket", name, mistakes(args));
    super("tandem:components:ReplicatedBucket", name, args, opts);

    const readers = args.readByDistribution ? [KeyUser.CloudFront] : [];
    const key = new RegionalKey(
      `${name}-key`,
      { region, alias: bucketName, description: `Objects in ${bucketName}`, users: readers },
      { parent: this, protect },
    );
    this.bucket = new PrivateBucket(
      `${name}-bucket`,
      {
        region,
        bucketName,
        kmsKeyArn: key.arn,
        deferPolicy: args.readByDistribution ?? false,
        noncurrentVersionExpirationDays:
          args.noncurrentVersionExpirationDays ?? defaults.noncurrentVersionExpirationDays,
        transitions: args.transitions,
        protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this, retainOnDelete: opts?.retainOnDelete },
    );
    this.store = { region, bucketName, bucketArn: this.bucket.arn, keyArn: key.arn };
    if (replicateTo.length > 0) {
      const description = `S3 replication from ${bucketName}`;
      // Through the bucket's output, so that the rules come after the bucket.
      const source = { ...this.store, bucketName: this.bucket.bucketName };
      const after = [this.bucket.versioning];
      const replication = { roleName: resourceName, description, source, destinations: replicateTo, after };
      createReplication(name, replication, this);
    }

    this.arn = this.bucket.arn;
    this.keyArn = key.arn;
    this.regionalDomainName = this.bucket.regionalDomainName;
    if (args.originAccessName !== undefined) {
      const access = {
        resourceName: args.originAccessName,
        description: `Reads ${bucketName} and its copies`,
      };
      this.originAccessControlId = createOriginAccess(name, access, this).id;
    }
    this.registerOutputs({
      arn: this.arn,
      keyArn: this.keyArn,
      regionalDomainName: this.regionalDomainName,
    });
  }

  /**
   * Gives the bucket its policy: this distribution may read, nobody else. Call it once, with `readByDistribution`.
   *
   * @throws pulumi.ResourceError on a second call, or without `readByDistribution`
   */
  allowReadFrom(distributionArn: pulumi.Input<string>): void {
    const statements = pulumi
      .all([this.bucket.arn, distributionArn])
      .apply(([bucketArn, distribution]) => readStatements(bucketArn, distribution));
    this.bucket.attachPolicy(statements);
  }
}

function mistakes(args: ReplicatedBucketArgs) {
  const { region, bucketName, resourceName, replicateTo = [] } = args;
  const source = { region, bucketName, bucketArn: "", keyArn: "" };
  const found = bucketNameMistakes("bucketName", bucketName);
  if (replicateTo.length === 0) return found;
  const ofReplication = replicationMistakes({ resourceName, source, destinations: replicateTo });
  return [
    ...found,
    ...ofReplication.map(({ propertyPath, reason }) => ({
      propertyPath: propertyPath.replace("destinations", "replicateTo"),
      reason,
    })),
  ];
}
