import type * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "../private-bucket";
import { KeyUser, RegionalKey } from "../regional-key";
import { regionOf } from "./actions";
import { type DeliveryPipelineArgs, defaults } from "./args";

/** Where the artifacts of one region are. */
export interface ArtifactStore {
  region: string;
  key: RegionalKey;
  bucket: PrivateBucket;
}

/** Regions in which actions run, the pipeline's own first. */
export function regionsOf({ region, stages }: Pick<DeliveryPipelineArgs, "region" | "stages">): string[] {
  const others = stages.flatMap(({ actions }) => actions.map((action) => regionOf(action, region)));
  return [...new Set([region, ...others])];
}

/** Name of a region's bucket. */
export const bucketNameOf = (prefix: string, region: string): string => `${prefix}-${region}`;

/** A bucket and a key in each region: CodePipeline copies what an action reads into the bucket of the action's region. */
export function createStores(
  name: string,
  args: DeliveryPipelineArgs,
  protect: boolean,
  parent: pulumi.Resource,
): ArtifactStore[] {
  return regionsOf(args).map((region) => {
    const key = new RegionalKey(
      `${name}-artifacts-${region}`,
      {
        region,
        alias: `${args.resourceName}-pipeline`,
        description: `Artifacts and logs of the pipeline ${args.resourceName}`,
        users: region === args.region ? [KeyUser.CloudWatchLogs] : [],
      },
      // Without it nobody reads the bucket any more, nor a repository of CodeCommit.
      { parent, protect },
    );
    const bucket = new PrivateBucket(
      `${name}-artifacts-${region}`,
      {
        region,
        bucketName: bucketNameOf(args.bucketNamePrefix, region),
        kmsKeyArn: key.arn,
        expirationDays: args.artifactDays ?? defaults.artifactDays,
        // Nothing overwrites an artifact; only the caches of builds have older versions.
        noncurrentVersionExpirationDays: 7,
        protect,
        forceDestroy: args.forceDestroy ?? defaults.forceDestroy,
      },
      { parent },
    );
    return { region, key, bucket };
  });
}
