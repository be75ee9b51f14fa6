import type { Log } from "../../lambda/log";

/** An image, as far as it is used. */
export interface Image {
  imageDigest?: string;
  imageTags?: string[];
  imagePushedAt?: Date;
}

/** The part of `@aws-sdk/client-ecr` that is used; Lambda's runtime brings the package along. */
export interface RegistryClient {
  describeImages(input: {
    repositoryName: string;
    nextToken?: string;
  }): Promise<{ imageDetails?: Image[]; nextToken?: string }>;
  batchDeleteImage(input: {
    repositoryName: string;
    imageIds: { imageDigest: string }[];
  }): Promise<{ imageIds?: { imageDigest?: string }[]; failures?: { failureCode?: string }[] }>;
}

/** Image references in use: `host/repository:tag` or `host/repository@digest`. */
export type InUse = () => Promise<Set<string>>;

export interface Tools {
  registry: RegistryClient;
  inUse: InUse;
  repositories: string[];
  /** Newest images of a repository that always stay. */
  keepNewest: number;
  /** Days that an image stays. */
  keepDays: number;
  /** Tell only. */
  isRehearsal: boolean;
  log: Log;
  now(): Date;
}

/** Images that are or would be deleted, by repository. */
export type Cleaned = Record<string, string[]>;

/** What ECR takes at once. */
const AT_ONCE = 100;

/**
 * Deletes images that nobody uses: neither by a service's present or former task definitions nor by a running task, not
 * among the newest, and old. A registry's own lifecycle rules can't know what is in use. If that can't be found out for
 * certain, nothing is deleted.
 */
export async function cleanImages(tools: Tools): Promise<Cleaned> {
  const { inUse, repositories, isRehearsal, log } = tools;
  const used = await inUse();
  const cleaned: Cleaned = {};
  for (const repository of repositories) {
    const stale = staleOf(await imagesOf(repository, tools.registry), repository, used, tools);
    if (!isRehearsal) await deleteAll(repository, stale, tools);
    cleaned[repository] = stale;
    log("INFO", isRehearsal ? "would be deleted" : "deleted", { repository, images: stale.length });
  }
  return cleaned;
}

/** Digests of the images that may go, the oldest first. */
function staleOf(
  images: Image[],
  repository: string,
  used: Set<string>,
  { keepNewest, keepDays, now }: Tools,
): string[] {
  const before = now().getTime() - keepDays * 86_400_000;
  const byAge = [...images].sort((one, other) => pushed(one) - pushed(other));
  return byAge
    .slice(0, Math.max(byAge.length - keepNewest, 0))
    .filter((image) => pushed(image) < before && !isUsed(image, repository, used))
    .flatMap(({ imageDigest }) => imageDigest ?? []);
}

/** One whose age is unknown is young. */
const pushed = ({ imagePushedAt }: Image) => imagePushedAt?.getTime() ?? Number.POSITIVE_INFINITY;

function isUsed({ imageDigest, imageTags = [] }: Image, repository: string, used: Set<string>): boolean {
  const endings = [`/${repository}@${imageDigest}`, ...imageTags.map((tag) => `/${repository}:${tag}`)];
  // With tag and digest the digest counts, and both are written.
  return [...used].some(
    (one) => endings.some((ending) => one.endsWith(ending)) || one.endsWith(`@${imageDigest}`),
  );
}

async function imagesOf(repositoryName: string, registry: RegistryClient): Promise<Image[]> {
  const found: Image[] = [];
  let nextToken: string | undefined;
  do {
    const page = await registry.describeImages({ repositoryName, nextToken });
    found.push(...(page.imageDetails ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

async function deleteAll(repositoryName: string, digests: string[], { registry, log }: Tools): Promise<void> {
  for (let first = 0; first < digests.length; first += AT_ONCE) {
    const imageIds = digests.slice(first, first + AT_ONCE).map((imageDigest) => ({ imageDigest }));
    const { failures = [] } = await registry.batchDeleteImage({ repositoryName, imageIds });
    // An image that a list of several processors' images refers to stays until that list is gone.
    const serious = failures.filter(({ failureCode }) => failureCode !== "ImageReferencedByManifestList");
    if (serious.length > 0)
      log("WARN", "not deleted", { repository: repositoryName, images: serious.length });
  }
}
