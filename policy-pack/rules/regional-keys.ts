import type { StackResource } from "../frame/graph";
import { regionOfArn } from "../frame/region";
import type { Judgement } from "../frame/rule";
import type { Region } from "../frame/subject";
import { isOneOf, types } from "../frame/types";
import { given, isUnknown, type Props, text } from "../frame/values";

/**
 * Judges that a resource is under a customer managed key of its own region.
 * @param noun what messages call the resource, such as `member`
 */
export function judgeRegionalKey(
  resource: StackResource,
  property: string,
  noun: string,
  { violation, notEvaluated }: Judgement,
): void {
  if (!given(resource.props, property)) {
    violation(`${property} is not set: the ${noun} gets AWS's own key.`);
    return;
  }
  const key = resource.references(property).find(({ type }) => isOneOf(types.key, type));
  const name = key ? undefined : text(resource.props, property);
  if (name?.includes("alias/aws/")) {
    violation(`${property} is the alias of AWS's own key.`);
    return;
  }
  // A bare key id or alias is looked up in the resource's region, so it can't be of another one.
  if (!key && !name?.startsWith("arn:")) return;
  const keyRegion = key ? key.region : regionOfArn(name);
  if (keyRegion === undefined || resource.region === undefined) {
    notEvaluated(`the region of the ${noun} or of its key is not stated`);
  } else if (keyRegion !== resource.region) {
    violation(`Its key is in ${keyRegion}, the ${noun} in ${resource.region}.`);
  }
}

/** A key that a block inside of a property names, for data that lands in some region. */
export interface NestedKey {
  /** The resource with the block, and the property that the block is in. */
  readonly holder: StackResource;
  readonly property: string;
  readonly block: Props;
  readonly key: string;
  /** Where the data lands. */
  readonly target: Region;
}

/**
 * Region of a nested key that is not the target's; `undefined` when the key is of the target's region or is looked up
 * there by its bare id. Pulumi has edges for whole properties only: while the key is not known, a key of the target's
 * region among them is taken for it.
 *
 * @throws UnknownValueError when the key is not known and its property's edges say nothing of it
 */
export function foreignKeyRegion({ holder, property, block, key, target }: NestedKey): Region | undefined {
  try {
    const region = regionOfArn(text(block, key));
    return region === target ? undefined : region;
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const keys = holder.references(property).filter(({ type }) => isOneOf(types.key, type));
    const regions = keys.map(({ region }) => region);
    if (regions.includes(target)) return undefined;
    if (regions.length === 0 || regions.includes(undefined)) throw error;
    return regions[0];
  }
}
