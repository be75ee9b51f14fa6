import type { Judgement, Stack } from "../frame/rule";
import type { Region } from "../frame/subject";

/**
 * Tells of regions where something is missing: a violation where the region's resources are in the graph, and "not
 * evaluated" where they may be in a stack that nobody sees.
 *
 * @param isSeen when it takes more than any resource of a region to tell that its stack is in the graph
 */
export function judgeMissing(
  stack: Stack,
  missing: readonly Region[],
  { violation, notEvaluated }: Judgement,
  message: (regions: string) => string,
  isSeen: (region: Region) => boolean = (region) => stack.sees(region),
): void {
  const seen = missing.filter(isSeen);
  const unseen = missing.filter((region) => !isSeen(region));
  if (seen.length > 0) violation(message(seen.join(", ")));
  if (unseen.length > 0) {
    notEvaluated(
      `the resources of ${unseen.join(", ")} are neither in this stack nor in the snapshot of a peer`,
    );
  }
}
