import { child, maps, number } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

/** Days that a backup stays in cold storage at least. */
const coldDays = 90;

export const coldStorageTime: Refusal = {
  ...always,
  name: "backup-cold-storage",
  code: "InvalidParameterValueException",
  sentence: "A backup that goes to cold storage is kept there for at least 90 days.",
  source: "AWS Backup API Reference, Lifecycle",
  types: ["aws:backup/plan:Plan"],
  judge({ inputs }) {
    for (const { path, owner } of lifecycleOwners(inputs)) {
      const lifecycle = child(owner, "lifecycle") ?? {};
      const [cold, end] = [number(lifecycle, "coldStorageAfter"), number(lifecycle, "deleteAfter")];
      if (cold === undefined || end === undefined || cold <= 0 || end <= 0 || end >= cold + coldDays)
        continue;
      return found(
        `${path}.lifecycle.deleteAfter is ${end} with coldStorageAfter ${cold}; it must be at least ${coldDays} days later, ${cold + coldDays}`,
        `${path}.lifecycle.deleteAfter`,
      );
    }
    return undefined;
  },
};

function lifecycleOwners(inputs: ValueMap): { path: string; owner: ValueMap }[] {
  return maps(inputs, "rules").flatMap((rule, index) => [
    { path: `rules[${index}]`, owner: rule },
    ...maps(rule, "copyActions").map((owner, copy) => ({
      path: `rules[${index}].copyActions[${copy}]`,
      owner,
    })),
  ]);
}
