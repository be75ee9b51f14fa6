import { equal } from "../../core/diff/equal";
import type { ValueMap } from "../../core/values/value";

/**
 * What a resource has after an update. An update sends what changed in the program, so a property that it did not
 * touch keeps the value that somebody gave it outside Pulumi.
 *
 * @param actual what the account holds
 * @param before what the program had said before
 * @param after what it says now
 */
export function keepDrift(actual: ValueMap, before: ValueMap, after: ValueMap): ValueMap {
  const kept: ValueMap = {};
  for (const key of new Set([...Object.keys(actual), ...Object.keys(after)])) {
    const value = equal(before[key], after[key]) ? actual[key] : after[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
