import * as cloudfront from "@pulumi/aws/cloudfront";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { PrivateBucket } from "../private-bucket";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type SiteBucket, type StaticSiteArgs } from "./args";
import { readStatements, replicationPolicy, replicationTrust } from "./documents";
import { replicationRules } from "./replication";
import { mistakes, physicalNames } from "./validate";

export { defaults, type SiteBucket, type StaticSiteArgs } from "./args";

/** One bucket of a site, as a distribution sees it. */
export interface SiteOrigin {
  /** Region of the bucket. */
  region: string;
  /** Name of the bucket, for uploads. */
  bucketName: string;
  /** ARN of the bucket, for backups. */
  bucketArn: pulumi.Output<string>;
  /** DNS name in the bucket's own region: the global name would redirect while a new bucket spreads. */
  domainName: pulumi.Output<string>;
}

interface Store {
  bucket: PrivateBucket;
  key: RegionalKey;
  region: string;
  bucketName: string;
}

/**
 * The files of a static site in private, encrypted buckets of two or more regions, which a distribution alone reads.
 *
 * S3 copies the source to each replica within fifteen minutes, for nearly all objects. A release that must be whole
 * in every region at once is uploaded to every bucket, with replication as the safety net. Objects that were there
 * before replication was set up are not copied.
 *
 * The distribution needs the origins first and the buckets' policies need the distribution, so the policies are a
 * second step: {@link StaticSite.allowReadFrom}.
 *
 * Cost: 1 USD a month for each key, storage in each region, transfer between regions and replication time control
 * by the gigabyte.
 */
export class StaticSite extends pulumi.ComponentResource {
  /** The buckets, source first, then the replicas in the order given. */
  readonly origins: readonly [SiteOrigin, SiteOrigin, ...SiteOrigin[]];
  /** Id of the origin access control that signs CloudFront's requests to each bucket. */
  readonly originAccessControlId: pulumi.Output<string>;

  private readonly stores: readonly Store[];

  constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("StaticSite", name, mistakes(args));
    super("tandem:components:StaticSite", name, args, opts);

    const source = this.store(name, args, args.source, opts);
    const [replica, ...others] = args.replicas.map((bucket) => this.store(name, args, bucket, opts)) as [
      Store,
      ...Store[],
    ];
    this.stores = [source, replica, ...others];
    this.replicate(name, args, source, [replica, ...others]);

    this.origins = [originOf(source), originOf(replica), ...others.map(originOf)];
    this.originAccessControlId = this.originAccessControl(name, args).id;
    this.registerOutputs({ origins: this.origins, originAccessControlId: this.originAccessControlId });
  }

  /**
   * Gives each bucket its policy: this distribution may read, nobody else. Call it once.
   *
   * @throws pulumi.ResourceError on a second call
   */
  allowReadFrom(distributionArn: pulumi.Input<string>): void {
    for (const { bucket } of this.stores) {
      const statements = pulumi
        .all([bucket.arn, distributionArn])
        .apply(([bucketArn, distribution]) => readStatements(bucketArn, distribution));
      bucket.attachPolicy(statements);
    }
  }

  private store(
    name: string,
    args: StaticSiteArgs,
    { region, bucketName }: SiteBucket,
    opts?: pulumi.ComponentResourceOptions,
  ): Store {
    const protect = args.protect ?? opts?.protect ?? defaults.protect;
    const key = new RegionalKey(
      `${name}-key-${region}`,
      { region, alias: bucketName, description: `Site files in ${bucketName}`, users: [KeyUser.CloudFront] },
      { parent: this, protect },
    );
    const bucket = new PrivateBucket(
      `${name}-bucket-${region}`,
      {
        region,
        bucketName,
        kmsKeyArn: key.arn,
        deferPolicy: true,
        noncurrentVersionExpirationDays:
          args.noncurrentVersionExpirationDays ?? defaults.noncurrentVersionExpirationDays,
        protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this, retainOnDelete: opts?.retainOnDelete },
    );
    return { bucket, key, region, bucketName };
  }

  private replicate(name: string, args: StaticSiteArgs, source: Store, replicas: Store[]): void {
    const role = new iam.Role(
      `${name}-replication-role`,
      {
        name: physicalNames(args).replicationRole.name,
        description: `S3 replication from ${args.source.bucketName}`,
        assumeRolePolicy: replicationTrust(),
      },
      { parent: this },
    );
    const permissions = new iam.RolePolicy(
      `${name}-replication-permissions`,
      { role: role.name, name: "replicate", policy: this.permissions(source, replicas) },
      { parent: this },
    );
    const destinations = replicas.map(({ region, bucket, key }) => ({
      region,
      bucketArn: bucket.arn,
      keyArn: key.arn,
    }));
    new s3.BucketReplicationConfig(
      `${name}-replication`,
      {
        region: source.region,
        bucket: source.bucket.bucketName,
        role: role.arn,
        rules: replicationRules(destinations, defaults.replicationMinutes),
      },
      { parent: this, dependsOn: [permissions, ...this.stores.map((store) => store.bucket.versioning)] },
    );
  }

  private permissions(source: Store, replicas: Store[]): pulumi.Output<string> {
    const known = ({ region, bucket, key }: Store) =>
      pulumi.output({ region, bucketArn: bucket.arn, keyArn: key.arn });
    return pulumi
      .all([known(source), pulumi.all(replicas.map(known)), getPartitionOutput({}, { parent: this })])
      .apply(([from, to, { dnsSuffix }]) => replicationPolicy(from, to, dnsSuffix));
  }

  private originAccessControl(name: string, args: StaticSiteArgs): cloudfront.OriginAccessControl {
    return new cloudfront.OriginAccessControl(
      `${name}-access-control`,
      {
        name: physicalNames(args).originAccessControl.name,
        description: `Reads ${args.source.bucketName} and its replicas`,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );
  }
}

function originOf({ region, bucketName, bucket }: Store): SiteOrigin {
  return { region, bucketName, bucketArn: bucket.arn, domainName: bucket.regionalDomainName };
}
