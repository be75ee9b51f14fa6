import { defaultsKey } from "../core/check/check-inputs";
import type { Subject } from "../core/protocol/provider";
import type { ResourceShape } from "../core/shape/types";
import { UNKNOWN, type ValueMap } from "../core/values/value";
import type { Settings } from "./settings";
import { mergedTags } from "./tags";

/**
 * Inputs as the real provider hands them on after its check: `region` from the provider, and `tagsAll` with the
 * provider's default tags, so that a change of either is a change of the resource.
 */
export function withDefaults(
  settings: Settings,
  shape: ResourceShape,
  subject: Subject,
  inputs: ValueMap,
): ValueMap {
  const whole: ValueMap = { ...inputs };
  if (shape.inputs.region !== undefined && (whole.region === undefined || whole.region === null))
    whole.region = settings.region ?? UNKNOWN;
  if (shape.inputs.tags !== undefined && shape.outputs.tagsAll !== undefined)
    whole.tagsAll = mergedTags(settings, inputs.tags);
  if (/^aws:s3\/bucketObject(v2)?:/.test(subject.type) && whole.key === undefined) {
    // An object without a key gets its logical name, without the digits that other names get.
    whole.key = subject.name;
    whole[defaultsKey] = ["key"];
  }
  return whole;
}
