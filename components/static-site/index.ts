import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { createReplication } from "../bucket-replication/create";
import { PrivateBucket } from "../private-bucket";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type SiteBucket, type StaticSiteArgs } from "./args";
import { readStatements } from "./documents";
import { createOriginAccess } from "./origin-access";
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
    const access = {
      resourceName: physicalNames(args).originAccessControl.name,
      description: `Reads ${args.source.bucketName} and its replicas`,
    };
    this.originAccessControlId = createOriginAccess(name, access, this).id;
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
        transitions: args.transitions,
        protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent: this, retainOnDelete: opts?.retainOnDelete },
    );
    return { bucket, key, region, bucketName };
  }

  private replicate(name: string, args: StaticSiteArgs, source: Store, replicas: Store[]): void {
    const bucketOf = ({ region, bucket, key }: Store) => ({
      region,
      bucketName: bucket.bucketName,
      bucketArn: bucket.arn,
      keyArn: key.arn,
    });
    createReplication(
      name,
      {
        roleName: physicalNames(args).replicationRole.name,
        description: `S3 replication from ${args.source.bucketName}`,
        source: bucketOf(source),
        destinations: replicas.map(bucketOf),
        after: this.stores.map((store) => store.bucket.versioning),
      },
      this,
    );
  }
}

function originOf({ region, bucketName, bucket }: Store): SiteOrigin {
  return { region, bucketName, bucketArn: bucket.arn, domainName: bucket.regionalDomainName };
}
