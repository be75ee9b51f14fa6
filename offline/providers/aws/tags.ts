import { hasUnknown, isMap, plain, reveal, UNKNOWN, type Value, type ValueMap } from "../core/values/value";
import type { Settings } from "./settings";

/** Tags of a resource with the provider's default tags under them and ignored ones left out. */
export function mergedTags(settings: Settings, tags: Value | undefined): Value {
  const own = reveal(tags);
  if (hasUnknown(own) || hasUnknown(settings.defaultTags)) return UNKNOWN;
  const all: ValueMap = { ...settings.defaultTags, ...(isMap(own) ? own : {}) };
  const kept = Object.entries(all).filter(([key]) => !isIgnored(settings, key));
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
}

function isIgnored({ ignoredTagKeys, ignoredTagPrefixes }: Settings, key: string): boolean {
  return ignoredTagKeys.includes(key) || ignoredTagPrefixes.some((prefix) => key.startsWith(prefix));
}
