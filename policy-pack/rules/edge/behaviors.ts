import type { StackResource } from "../../frame/graph";
import { matchesPattern } from "../../frame/pattern";
import { block, eachBlock, everyPart, given, isUnknown, known, type Props, text } from "../../frame/values";

/** A cache behavior of a distribution. */
export interface Behavior {
  readonly props: Props;
  /** For messages. */
  readonly label: string;
  /** Top-level property that holds it. */
  readonly property: "defaultCacheBehavior" | "orderedCacheBehaviors";
  /** With a slash at its start; the default behavior has none. */
  readonly path?: string;
}

/** Visits every cache behavior like `everyPart`. */
export function eachBehavior(props: Props, visit: (behavior: Behavior) => void): void {
  everyPart(
    () =>
      visit({
        props: block(props, "defaultCacheBehavior") ?? {},
        label: "default cache behavior",
        property: "defaultCacheBehavior",
      }),
    () =>
      eachBlock(props, "orderedCacheBehaviors", (behavior, index) => {
        const pattern = text(behavior, "pathPattern") ?? "*";
        visit({
          props: behavior,
          label: `ordered cache behavior ${index + 1}`,
          property: "orderedCacheBehaviors",
          path: pattern.startsWith("/") ? pattern : `/${pattern}`,
        });
      }),
  );
}

/** Where payments are made, by the names that such paths have. */
export const PAYMENT_PATHS = ["*checkout*", "*payment*", "*/pay", "*/pay/*"];

/** What a setting with paths says of itself. */
export const PATHS_HELP =
  "As path patterns of cache behaviors with a slash at the start; * stands for any characters, and default for the default cache behavior.";

/** Whether a behavior is one of some paths; `default` means the default behavior. */
export function isOnPath({ path }: Behavior, paths: readonly string[]): boolean {
  return paths.some((pattern) =>
    path === undefined ? pattern === "default" : matchesPattern(pattern.toLowerCase(), path.toLowerCase()),
  );
}

/** What a behavior names by an id: something of CloudFront's or another stack's, or a resource of the program. */
export type Named = { readonly id: string } | { readonly resource: StackResource } | "nothing" | "unclear";

/**
 * What a behavior names. Pulumi has edges for whole properties only: while an id is not known, the one candidate that the
 * property refers to is taken for it, and among several none.
 */
export function named(
  distribution: StackResource,
  behavior: Behavior,
  key: string,
  candidates: readonly StackResource[],
): Named {
  if (!given(behavior.props, key)) return "nothing";
  try {
    const id = text(behavior.props, key) ?? "";
    const resource = candidates.find(({ outputs }) => known(() => text(outputs, "id")) === id);
    return resource ? { resource } : { id };
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const referenced = distribution.references(behavior.property).filter((one) => candidates.includes(one));
    const [resource] = referenced;
    return resource && referenced.length === 1 ? { resource } : "unclear";
  }
}

/** Whether a behavior's target is a bucket, or a group of buckets. */
export function servesBucket(props: Props, behavior: Behavior): boolean {
  const target = text(behavior.props, "targetOriginId");
  const members = new Set([target]);
  eachBlock(props, "originGroups", (group) => {
    if (text(group, "originId") !== target) return;
    eachBlock(group, "members", (member) => members.add(text(member, "originId")));
  });
  let bucket = false;
  eachBlock(props, "origins", (origin) => {
    if (members.has(text(origin, "originId"))) bucket ||= isBucketOrigin(origin);
  });
  return bucket;
}

/** An origin that says nothing of HTTP or of a VPC is a bucket to CloudFront. */
export function isBucketOrigin(origin: Props): boolean {
  return !given(origin, "customOriginConfig") && !given(origin, "vpcOriginConfig");
}
