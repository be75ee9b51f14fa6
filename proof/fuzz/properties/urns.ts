import type { SystemUp } from "./system";

/** No two resources have one URN, in a stack or in two. */
export function sameUrns({ stacks }: SystemUp): string[] {
  const seen = new Set<string>();
  return stacks.flatMap(({ deployment }) =>
    deployment.resources.flatMap(({ urn }) => {
      if (!seen.has(urn)) {
        seen.add(urn);
        return [];
      }
      return [`${urn} is there twice`];
    }),
  );
}
