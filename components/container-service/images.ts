/** Why an image is refused, as the end of a sentence; `undefined` if it is not. */
export function imageMistake(image: string): string | undefined {
  const [, tag, digest] =
    /^[^\s:@]+(?::\d+\/[^\s:@]+)?(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(image) ?? [
      undefined,
      undefined,
      undefined,
    ];
  if (digest !== undefined) return undefined;
  if (tag === undefined || tag === "latest") {
    return `"${image}" is not allowed, an image with its digest or a tag other than latest is: what runs must not move`;
  }
  return undefined;
}

/**
 * ARN of the private repository of ECR that holds an image.
 *
 * @returns `undefined` for an image from elsewhere, which needs no permission
 */
export function repositoryArn(image: string, partition: string): string | undefined {
  const [, account, region, repository] =
    /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(image) ?? [];
  if (repository === undefined) return undefined;
  return `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
}
