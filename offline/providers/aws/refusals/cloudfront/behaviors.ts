import { child, maps, text } from "../../../core/values/read";
import { reveal, type ValueMap } from "../../../core/values/value";
import { knownList } from "../known";

export const distributionType = "aws:cloudfront/distribution:Distribution";

export interface Behavior {
  path: string;
  inputs: ValueMap;
}

/** The default behaviour and the ordered ones, as far as they are known. */
export function behaviors(inputs: ValueMap): Behavior[] {
  const first = child(inputs, "defaultCacheBehavior");
  const ordered = maps(inputs, "orderedCacheBehaviors").map((behavior, index) => ({
    path: `orderedCacheBehaviors[${index}]`,
    inputs: behavior,
  }));
  return [...(first === undefined ? [] : [{ path: "defaultCacheBehavior", inputs: first }]), ...ordered];
}

/** Ids of the list's members, or undefined while the list or one of the ids is not known. */
export function originIds(inputs: ValueMap, key: string): string[] | undefined {
  const members = knownList(inputs, key)?.map(reveal);
  const ids = maps(inputs, key).map((member) => text(member, "originId"));
  return members === undefined || ids.length !== members.length || ids.includes(undefined)
    ? undefined
    : (ids as string[]);
}
