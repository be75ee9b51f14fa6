import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import type * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { type Mistake, refuse } from "../arguments/mistakes";
import { PrivateBucket } from "../private-bucket";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { KeyUser, RegionalKey } from "../regional-key";
import { balancerStatements, deliveryStatements } from "./delivery-policy";

/** Who writes logs into an archive. */
export enum LogWriter {
  /** AWS's log delivery: CloudFront's standard logs, flow logs and the other vended logs. */
  Delivery = "delivery",
  /** Elastic Load Balancing: access and connection logs of application load balancers of the archive's region. */
  LoadBalancers = "load-balancers",
}

/** What {@link LogArchive} takes. */
export interface LogArchiveArgs {
  /** Region of the archive. A change replaces the bucket and loses the logs. */
  region: string;
  /** Name of the bucket, unique in all of AWS; also the alias of its key. A change replaces the bucket and loses the logs. */
  bucketName: string;
  /**
   * Who writes. Load balancers can't use a customer-managed key, so their archive is under S3's own keys.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   * @default LogWriter.Delivery
   */
  writer?: LogWriter;
  /**
   * Days that logs are kept; a smaller number deletes the older ones.
   * @default 400
   */
  retentionInDays?: number;
  /**
   * Protect the bucket and its key from deletion by Pulumi.
   * @default the component's own `protect` option, else true
   */
  protect?: boolean;
  /**
   * Delete all logs with the bucket; without it a bucket that holds logs can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of an archive unless its args say otherwise. */
export const defaults = {
  writer: LogWriter.Delivery,
  // PCI DSS 10.5.1 asks for twelve months; a month more covers the audit of the twelve.
  retentionInDays: 400,
  // Log files are written once: a noncurrent version is a deleted file, kept for the time to notice it.
  noncurrentVersionExpirationDays: 90,
  protect: true,
  forceDestroy: false,
} as const;

/**
 * A private bucket for the access logs of this account's resources, under a key of its own that AWS's log delivery
 * may use, emptied by age.
 *
 * Cost: 1 USD a month for the key where there is one, and the storage of the logs.
 */
export class LogArchive extends pulumi.ComponentResource {
  /** Name of the bucket, known once its writer may write there. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket, known once log delivery may write there: a delivery made earlier is refused. */
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("LogArchive", name, mistakes(args));
    super("tandem:components:LogArchive", name, args, opts);
    const protect = args.protect ?? opts?.protect ?? defaults.protect;

    const isDelivery = (args.writer ?? defaults.writer) === LogWriter.Delivery;
    const key = isDelivery ? this.key(name, args, protect) : undefined;
    const bucket = this.bucket(name, args, key, { protect, retainOnDelete: opts?.retainOnDelete });
    const policy = this.letWriterIn(args, bucket);

    const ready = <T>(value: pulumi.Output<T>) => pulumi.all([value, policy.id]).apply(([own]) => own);
    this.bucketName = ready(bucket.bucketName);
    this.bucketArn = ready(bucket.arn);
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private key(name: string, args: LogArchiveArgs, protect: boolean): RegionalKey {
    return new RegionalKey(
      `${name}-key`,
      {
        region: args.region,
        alias: args.bucketName,
        description: `Logs in ${args.bucketName}`,
        users: [KeyUser.LogDelivery],
      },
      { parent: this, protect },
    );
  }

  private bucket(
    name: string,
    args: LogArchiveArgs,
    key: RegionalKey | undefined,
    kept: pulumi.ComponentResourceOptions,
  ): PrivateBucket {
    return new PrivateBucket(
      `${name}-bucket`,
      {
        region: args.region,
        bucketName: args.bucketName,
        kmsKeyArn: key?.arn,
        deferPolicy: true,
        noncurrentVersionExpirationDays: defaults.noncurrentVersionExpirationDays,
        expirationDays: args.retentionInDays ?? defaults.retentionInDays,
        protect: kept.protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this, retainOnDelete: kept.retainOnDelete },
    );
  }

  private letWriterIn(
    { region, writer = defaults.writer }: LogArchiveArgs,
    bucket: PrivateBucket,
  ): s3.BucketPolicy {
    const invoke = { parent: this };
    const statements = pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke), bucket.arn])
      .apply(([{ partition }, { accountId }, bucketArn]) => {
        const scope = { partition, accountId, bucketArn };
        return writer === LogWriter.Delivery
          ? deliveryStatements(scope)
          : balancerStatements({ ...scope, region });
      });
    return bucket.attachPolicy(statements);
  }
}

function mistakes(args: LogArchiveArgs): Mistake[] {
  const days = args.retentionInDays;
  const wrongDays = days !== undefined && (!Number.isInteger(days) || days < 1);
  const reason = `${days} is not allowed, a whole number of days from 1 up is`;
  return [
    ...bucketNameMistakes("bucketName", args.bucketName),
    ...(wrongDays ? [{ propertyPath: "retentionInDays", reason }] : []),
  ];
}
