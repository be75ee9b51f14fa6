import type * as pulumi from "@pulumi/pulumi";
import { ImageRegistry, repositoryUrl } from "../../components/image-registry";
import { RegionalKey } from "../../components/regional-key";
import { accountOf } from "./account";
import type { Part } from "./part";

/** Tag of an image that people push before the first deployment. */
export const FIRST_TAG = "1.0.0";

/** What a system with images of its own has besides. */
export interface WithImages extends Part<{ delivery: { ownsRegistry: boolean } }> {
  names: { prefix: string; registry: string; key: (purpose: string) => string };
}

/** A repository in the stack's own region. */
export interface Repository {
  name: string;
  url: pulumi.Output<string>;
  arn: pulumi.Output<string>;
}

/** Repositories in the home region, whose images are copied to those of every other region. */
export function createRegistry(
  { settings, names, opts }: WithImages,
  images: readonly string[],
  copies: readonly string[],
): ImageRegistry {
  const { region, recovery } = settings;
  const keyOf = (inRegion: string) =>
    new RegionalKey(
      `images-key-${inRegion}`,
      { region: inRegion, alias: names.key("images"), description: `Images of ${names.prefix}` },
      { ...opts, protect: recovery.protect },
    ).arn;
  return new ImageRegistry(
    "images",
    {
      region,
      namespace: names.registry,
      repositories: [...images],
      kmsKeyArn: keyOf(region),
      replicas: copies.map((copy) => ({ region: copy, kmsKeyArn: keyOf(copy) })),
      ownsRegistry: settings.delivery.ownsRegistry,
      protect: recovery.protect,
      forceDelete: !recovery.protect,
    },
    opts,
  );
}

/** A repository as every region has it, told by its name: a stack asks no other for it. */
export function repositoryHere({ settings, names, opts }: WithImages, image: string): Repository {
  const { region } = settings;
  const name = `${names.registry}/${image}`;
  const account = accountOf(opts);
  return {
    name,
    url: account.apply(({ accountId, dnsSuffix }) => repositoryUrl({ accountId, region }, dnsSuffix, name)),
    arn: account.apply(
      ({ partition, accountId }) => `arn:${partition}:ecr:${region}:${accountId}:repository/${name}`,
    ),
  };
}
