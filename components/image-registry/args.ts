import type * as pulumi from "@pulumi/pulumi";

/** Who looks for known weaknesses in images. */
export enum ImageScanning {
  /** ECR's own scanner, once, when an image is pushed: operating system packages. No charge. */
  Basic = "basic",
  /** Amazon Inspector, again for every new finding: packages of languages too. 0.09 USD an image, 0.01 for each time again. */
  Enhanced = "enhanced",
}

/** A public registry that a pull-through cache reads. */
export enum Upstream {
  EcrPublic = "public.ecr.aws",
  Kubernetes = "registry.k8s.io",
  Quay = "quay.io",
  /** Wants a credential. */
  DockerHub = "registry-1.docker.io",
  /** Wants a credential. */
  GitHub = "ghcr.io",
  /** Wants a credential. */
  GitLab = "registry.gitlab.com",
}

/** A public registry whose images are kept in ECR once somebody has pulled them. */
export interface CachedUpstream {
  /** Start of the cached repositories' names, 2 to 30 characters: `<registry>/<prefix>/<image>`. A change replaces the rule. */
  prefix: string;
  /** The public registry. A change replaces the rule. */
  upstream: Upstream;
  /**
   * ARN of the secret with `username` and `accessToken`, whose name ECR wants to start with `ecr-pullthroughcache/`.
   * @default none: for registries that answer everybody
   */
  credentialArn?: pulumi.Input<string>;
}

/** Another region that gets each image. */
export interface RegistryReplica {
  /** The region. */
  region: string;
  /**
   * Customer-managed key of that region; with it the repositories there are made here, with the same posture. A change
   * replaces them and loses the copies.
   * @default none: another stack owns the repositories there, and makes them before the first push. Without anybody,
   * ECR makes them with its own key and tags that can be moved.
   */
  kmsKeyArn?: pulumi.Input<string>;
}

/** Repositories of another stack, which the registry's one replication configuration has to name, too. */
export interface FurtherReplication {
  /** Start of the repositories' names. */
  prefix: string;
  /** Regions that get their images. */
  regions: string[];
}

/** What {@link ImageRegistry} takes. */
export interface ImageRegistryArgs {
  /** Region that images are pushed to. A change replaces the repositories and loses their images. */
  region: string;
  /** Start of the repositories' names: `<namespace>/<name>`. A change replaces the repositories and loses their images. */
  namespace: string;
  /** Short names of the repositories, for example `orders`. Taking one out deletes it once it is empty. */
  repositories: string[];
  /** Customer-managed key of the region. A change replaces the repositories and loses their images. */
  kmsKeyArn: pulumi.Input<string>;
  /**
   * Who looks for weaknesses. `enhanced` is a setting of the whole registry, so it needs `ownsRegistry`.
   * @default ImageScanning.Basic
   */
  scanning?: ImageScanning;
  /**
   * Newest tagged images that each repository keeps, 1 to 10000; a smaller number deletes older ones. It has to be more
   * than all deployments that anybody wants to return to.
   * @default 50
   */
  keepTagged?: number;
  /**
   * Days after which images without a tag are deleted.
   * @default 14
   */
  untaggedExpirationDays?: number;
  /**
   * Accounts that may pull, besides the own one; twelve digits each.
   * @default []
   */
  pullAccounts?: string[];
  /**
   * Other regions that get every image, so that containers start there when this region is lost.
   * @default []
   */
  replicas?: RegistryReplica[];
  /**
   * Whether replication and scanning of the account's registry in this region are set here. They are one per account and
   * region: exactly one stack may own them, a second one would overwrite the first.
   * @default true
   */
  ownsRegistry?: boolean;
  /**
   * Repositories of other stacks, for the owner of the registry's settings.
   * @default []
   */
  furtherReplication?: FurtherReplication[];
  /**
   * Public registries whose images are cached here, so that a start of a container needs nobody else.
   * @default []
   */
  upstreams?: CachedUpstream[];
  /**
   * Protect the repositories from deletion by Pulumi.
   * @default the component's own `protect` option, else true
   */
  protect?: boolean;
  /**
   * Delete all images with a repository; without it a repository that holds images can't be deleted.
   * @default false
   */
  forceDelete?: boolean;
}

/** The posture of a registry unless its args say otherwise. */
export const defaults = {
  scanning: ImageScanning.Basic,
  keepTagged: 50,
  untaggedExpirationDays: 14,
  ownsRegistry: true,
  protect: true,
  forceDelete: false,
  /** A tag is one image for ever: what was tested is what runs. */
  imageTagMutability: "IMMUTABLE",
} as const;
