import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { PrivateBucket } from "../private-bucket";
import { RegionalKey } from "../regional-key";
import { defaults, type UploadBucketArgs } from "./args";
import { corsRule, uploadPolicy, uploadStatements } from "./documents";
import { mistakes, transitionsOf } from "./validate";

export { defaults, type UploadBucketArgs } from "./args";

/**
 * A private bucket for what users upload by presigned addresses: near to them by Transfer Acceleration, in
 * Intelligent-Tiering from the first day, under a key of its own, with events for whoever works on the uploads.
 *
 * Cost: 1 USD a month for the key, storage and Intelligent-Tiering's watch by the object, acceleration by the gigabyte.
 */
export class UploadBucket extends pulumi.ComponentResource {
  /** Name of the bucket, once it exists. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  readonly arn: pulumi.Output<string>;
  /** ARN of the bucket's key. */
  readonly keyArn: pulumi.Output<string>;
  /** Host that presigned addresses name: the accelerated one, or that of the bucket's region. */
  readonly uploadHost: pulumi.Output<string>;

  private readonly region: string;

  constructor(name: string, args: UploadBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("UploadBucket", name, mistakes(args));
    super("tandem:components:UploadBucket", name, args, opts);
    this.region = args.region;
    const accelerates = args.accelerate ?? defaults.accelerate;

    const key = this.key(name, args);
    const bucket = this.bucket(name, args, key, opts);
    this.bucketName = bucket.bucketName;
    this.arn = bucket.arn;
    this.keyArn = key.arn;
    const presigned = args.presignedSeconds ?? defaults.presignedSeconds;
    bucket.attachPolicy(
      pulumi
        .all([bucket.arn, key.arn])
        .apply(([bucketArn, keyArn]) => uploadStatements(bucketArn, keyArn, presigned)),
    );
    const accelerated = accelerates ? this.accelerated(name) : undefined;
    this.archive(name, args);
    if (args.origins && args.origins.length > 0) this.browsers(name, args.origins);
    if (args.events ?? defaults.events) this.events(name);

    this.uploadHost = accelerated ?? bucket.regionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      keyArn: this.keyArn,
      uploadHost: this.uploadHost,
    });
  }

  /**
   * Policy that lets a role make presigned addresses for uploads.
   *
   * @param prefix start of the keys that may be uploaded, for example `incoming/`; `""` for all
   * @returns a JSON document
   */
  uploadPolicy(prefix: string): pulumi.Output<string> {
    return pulumi
      .all([this.arn, this.keyArn, getPartitionOutput({}, { parent: this })])
      .apply(([bucketArn, keyArn, { dnsSuffix }]) =>
        uploadPolicy({ region: this.region, bucketArn, keyArn, dnsSuffix }, prefix),
      );
  }

  private key(name: string, { region, bucketName, protect }: UploadBucketArgs): RegionalKey {
    return new RegionalKey(
      `${name}-key`,
      { region, alias: bucketName, description: `Uploads in ${bucketName}` },
      { parent: this, protect: protect ?? defaults.protect },
    );
  }

  private bucket(
    name: string,
    args: UploadBucketArgs,
    key: RegionalKey,
    opts?: pulumi.ComponentResourceOptions,
  ): PrivateBucket {
    const { region, bucketName, expirationDays } = args;
    return new PrivateBucket(
      `${name}-bucket`,
      {
        region,
        bucketName,
        kmsKeyArn: key.arn,
        deferPolicy: true,
        abortIncompleteMultipartUploadDays:
          args.abortIncompleteMultipartUploadDays ?? defaults.abortIncompleteMultipartUploadDays,
        expirationDays,
        transitions: transitionsOf(args),
        protect: args.protect ?? defaults.protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this, retainOnDelete: opts?.retainOnDelete },
    );
  }

  /** @returns the host, known once S3 answers there */
  private accelerated(name: string): pulumi.Output<string> {
    const configuration = new s3.BucketAccelerateConfiguration(
      `${name}-acceleration`,
      { region: this.region, bucket: this.bucketName, status: "Enabled" },
      { parent: this },
    );
    const { dnsSuffix } = getPartitionOutput({}, { parent: this });
    return pulumi.interpolate`${configuration.bucket}.s3-accelerate.${dnsSuffix}`;
  }

  private archive(name: string, { archiveAfterDays, deepArchiveAfterDays }: UploadBucketArgs): void {
    const tier = (accessTier: string, days: number | undefined) =>
      days === undefined ? [] : [{ accessTier, days }];
    const tierings = [
      ...tier("ARCHIVE_ACCESS", archiveAfterDays),
      ...tier("DEEP_ARCHIVE_ACCESS", deepArchiveAfterDays),
    ];
    if (tierings.length === 0) return;
    new s3.BucketIntelligentTieringConfiguration(
      `${name}-archive`,
      { region: this.region, bucket: this.bucketName, name: "archive", status: "Enabled", tierings },
      { parent: this },
    );
  }

  private browsers(name: string, origins: string[]): void {
    new s3.BucketCorsConfiguration(
      `${name}-cors`,
      {
        region: this.region,
        bucket: this.bucketName,
        corsRules: [corsRule(origins, defaults.corsMaxAgeSeconds)],
      },
      { parent: this },
    );
  }

  private events(name: string): void {
    new s3.BucketNotification(
      `${name}-events`,
      { region: this.region, bucket: this.bucketName, eventbridge: true },
      { parent: this },
    );
  }
}
