import * as ecr from "@pulumi/aws/ecr";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type ImageRegistryArgs, ImageScanning } from "./args";
import { cacheUpstreams } from "./cache";
import { lifecyclePolicy, pullPolicy, type RegistryScope } from "./documents";
import { mistakes } from "./validate";

export * from "./args";
export { repositoryUrl } from "./documents";

/**
 * Repositories for container images: tags that never move, scanned when pushed, encrypted under a customer-managed key,
 * cleaned up by themselves, and copied to the regions that take over.
 *
 * Cost: 0.10 USD a month for each gigabyte in each region, and the traffic of the copies between regions.
 */
export class ImageRegistry extends pulumi.ComponentResource {
  /** Addresses of the repositories by their short names, without a tag. */
  readonly repositoryUrls: Record<string, pulumi.Output<string>> = {};
  /** ARNs of the repositories by their short names. */
  readonly repositoryArns: Record<string, pulumi.Output<string>> = {};
  /** Full names of the repositories by their short names, equal in every region. */
  readonly repositoryNames: Record<string, string> = {};

  private readonly name: string;
  private readonly scope: pulumi.Output<RegistryScope>;

  constructor(name: string, args: ImageRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ImageRegistry", name, mistakes(args));
    super("tandem:components:ImageRegistry", name, args, opts);
    this.name = name;
    this.scope = this.registryScope(args.region);
    const protect = args.protect ?? opts?.protect ?? defaults.protect;

    const copies = this.copies(args, protect);
    if (args.ownsRegistry ?? defaults.ownsRegistry) {
      this.replication(args, copies);
      this.scanning(args);
    }
    for (const short of args.repositories) {
      const repository = this.repository(`${name}-${short}`, args, short, args, protect);
      this.repositoryUrls[short] = repository.repositoryUrl;
      this.repositoryArns[short] = repository.arn;
      this.repositoryNames[short] = `${args.namespace}/${short}`;
    }
    cacheUpstreams(name, args, this.scope, this);

    this.registerOutputs({ repositoryUrls: this.repositoryUrls, repositoryArns: this.repositoryArns });
  }

  private registryScope(region: string): pulumi.Output<RegistryScope> {
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition }, { accountId }]) => ({ partition, accountId, region }));
  }

  /** The repositories of the other regions: there before the first image is copied, so that ECR makes none of its own. */
  private copies(args: ImageRegistryArgs, protect: boolean): pulumi.Resource[] {
    return (args.replicas ?? []).flatMap(({ region, kmsKeyArn }) =>
      kmsKeyArn === undefined
        ? []
        : args.repositories.map((short) =>
            this.repository(`${this.name}-${short}-${region}`, args, short, { region, kmsKeyArn }, protect),
          ),
    );
  }

  private repository(
    name: string,
    args: ImageRegistryArgs,
    short: string,
    { region, kmsKeyArn }: { region: string; kmsKeyArn: pulumi.Input<string> },
    protect: boolean,
  ): ecr.Repository {
    const repository = new ecr.Repository(
      `${name}-repository`,
      {
        region,
        name: `${args.namespace}/${short}`,
        imageTagMutability: defaults.imageTagMutability,
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
        forceDelete: args.forceDelete ?? defaults.forceDelete,
      },
      { parent: this, protect },
    );
    new ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      {
        region,
        repository: repository.name,
        policy: lifecyclePolicy(
          args.keepTagged ?? defaults.keepTagged,
          args.untaggedExpirationDays ?? defaults.untaggedExpirationDays,
        ),
      },
      { parent: this },
    );
    const { pullAccounts = [] } = args;
    if (pullAccounts.length > 0) {
      const policy = this.scope.apply(({ partition }) => pullPolicy(partition, pullAccounts));
      new ecr.RepositoryPolicy(
        `${name}-policy`,
        { region, repository: repository.name, policy },
        { parent: this },
      );
    }
    return repository;
  }

  private replication(args: ImageRegistryArgs, copies: pulumi.Resource[]): void {
    const { region, namespace, replicas = [], furtherReplication = [] } = args;
    const own = replicas.map((replica) => replica.region);
    const wanted = [
      ...(own.length > 0 ? [{ prefix: `${namespace}/`, regions: own }] : []),
      ...furtherReplication,
    ];
    if (wanted.length === 0) return;
    const rules = wanted.map(({ prefix, regions }) => ({
      destinations: regions.map((target) => ({
        region: target,
        registryId: this.scope.apply(({ accountId }) => accountId),
      })),
      repositoryFilters: [{ filter: prefix, filterType: "PREFIX_MATCH" }],
    }));
    new ecr.ReplicationConfiguration(
      `${this.name}-replication`,
      { region, replicationConfiguration: { rules } },
      { parent: this, dependsOn: copies },
    );
  }

  /** Enhanced scanning, where images are pushed and where they are copied to: findings belong to a region. */
  private scanning({
    region,
    namespace,
    replicas = [],
    scanning = defaults.scanning,
  }: ImageRegistryArgs): void {
    if (scanning !== ImageScanning.Enhanced) return;
    const owned = replicas
      .filter(({ kmsKeyArn }) => kmsKeyArn !== undefined)
      .map((replica) => replica.region);
    for (const where of [region, ...owned]) {
      const filter = (pattern: string) => [{ filter: pattern, filterType: "WILDCARD" }];
      new ecr.RegistryScanningConfiguration(
        `${this.name}-scanning-${where}`,
        {
          region: where,
          scanType: "ENHANCED",
          rules: [
            { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: filter(`${namespace}/*`) },
            // Whoever else has repositories in this registry keeps the scan of each push.
            { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: filter("*") },
          ],
        },
        { parent: this },
      );
    }
  }
}
