import type * as pulumi from "@pulumi/pulumi";
import { CONSUMER, MIGRATION, USER_INTERFACE } from "../settings/storefront/cross-checks";
import { namesOf } from "../settings/storefront/names";
import * as shared from "../shared/registry";
import type { Shop } from "./shop";

/** What has an image: every service, the one that works on orders, changes of the schema and the user interface. */
export function imagesOf({ settings }: Shop): string[] {
  return [...settings.services.map(({ name }) => name), CONSUMER, MIGRATION, USER_INTERFACE];
}

/** By setting, repositories in the home region or another, whose images are copied to those of every other region. */
export function createRegistry(shop: Shop, copies: readonly string[]): void {
  const { images, region } = shop.settings;
  if (images.environment !== undefined) return;
  const owner = ownerOf(shop);
  const others = [region, ...copies].filter((one) => one !== owner.settings.region);
  shared.createRegistry(owner, imagesOf(shop), others);
}

/** A repository, told by its name: no stack asks another for it. */
export function repository(shop: Shop, image: string): shared.Repository {
  return shared.repositoryHere(ownerOf(shop), image);
}

/** An image with its tag. */
export function imageOf(shop: Shop, image: string, tag: string): pulumi.Output<string> {
  return repository(shop, image).url.apply((url) => `${url}:${tag}`);
}

/** Where the images are: in the stack's own environment and region, or by setting in others. */
function ownerOf({ settings, opts }: Shop): shared.WithImages {
  const { system, images, dns } = settings;
  const environment = images.environment ?? settings.environment;
  const region = images.region ?? settings.region;
  return {
    settings: { ...settings, region, delivery: { ownsRegistry: images.ownsRegistry } },
    names: namesOf({ system, environment, region, zone: dns.zone }),
    opts,
  };
}
