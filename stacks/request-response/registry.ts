import type * as pulumi from "@pulumi/pulumi";
import type { ImageRegistry } from "../../components/image-registry";
import * as shared from "../shared/registry";
import type { Flow } from "./flow";

/** Images of the system: of the containers on Fargate, and of those on instances. */
export const IMAGES = ["catalog", "reports"] as const;

/** Repositories in the home region, whose images are copied to those of every other region. */
export function createRegistry(flow: Flow, copies: string[]): ImageRegistry {
  return shared.createRegistry(flow, IMAGES, copies);
}

/** A repository as every region has it, told by its name: a stack asks no other for it. */
export function repositoryHere(flow: Flow, image: (typeof IMAGES)[number]): shared.Repository {
  return shared.repositoryHere(flow, image);
}

/** Image that containers start with at first: by setting, or the first one of the system's own repository. */
export function firstImage({ settings }: Flow, { url }: shared.Repository): pulumi.Input<string> {
  return settings.containers.image ?? url.apply((address) => `${address}:${shared.FIRST_TAG}`);
}
