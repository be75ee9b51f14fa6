import fc from "fast-check";
import { stringify } from "yaml";
import type { SystemName } from "../../stacks/settings/schemas";
import { complaints, invalidArbitrary } from "./invalid";
import { isValid } from "./judge";
import { systemArbitrary } from "./set";
import type { StackSet } from "./stack-set";
import { type Comparison, type Failure, tryValid } from "./valid";

/** One random system: what is tried, and the number that everything about it follows from. */
export interface Case {
  system: SystemName;
  seed: number;
  kind: "valid" | "invalid";
  /** Milliseconds that are spent on making failing settings smaller; none with 0. */
  shrinking: number;
}

/** What came of a case. */
export interface Outcome extends Case {
  /** Whether the random settings were of the kind that was wanted; if not, nothing else was tried. */
  accepted: boolean;
  stacks: number;
  resources: number;
  /** Mistakes that were planted. */
  mistakes: number;
  failures: Failure[];
  /** The smallest settings that were found to fail in the same way, as files. */
  smallest?: string;
}

/** Tries one random system; settings that fail are made smaller for as long as it is worth. */
export function tryCase(one: Case): Promise<Outcome> {
  return one.kind === "valid" ? valid(one) : invalid(one);
}

async function valid(one: Case): Promise<Outcome> {
  const outcome: Outcome = { ...one, accepted: false, stacks: 0, resources: 0, mistakes: 0, failures: [] };
  const compared = comparisonOf(one.seed);
  const smallest = await search(systemArbitrary(one.system), one, async (set, first) => {
    if (!isValid(set)) return false;
    const tried = await tryValid(set, compared);
    if (first) Object.assign(outcome, { accepted: true, ...tried });
    return tried.failures.some(({ property }) => property === outcome.failures[0]?.property);
  });
  return smallest === undefined ? outcome : { ...outcome, smallest: files(smallest) };
}

async function invalid(one: Case): Promise<Outcome> {
  const outcome: Outcome = { ...one, accepted: false, stacks: 0, resources: 0, mistakes: 0, failures: [] };
  const smallest = await search(invalidArbitrary(one.system), one, async (tried, first) => {
    if (tried === undefined) return false;
    const failures = complaints(tried).map((what) => ({ property: "every wrong key is named", what }));
    const { length: stacks } = tried.invalid.stacks;
    if (first) Object.assign(outcome, { accepted: true, stacks, mistakes: tried.mutations.length, failures });
    return failures.length > 0;
  });
  if (smallest === undefined) return outcome;
  const planted = smallest.mutations.map(({ stack, what }) => `# ${stack}: ${what}`).join("\n");
  return { ...outcome, smallest: `${planted}\n${files(smallest.invalid)}` };
}

/** What is compared by a second run: nothing for most, since it costs as much as the first. */
function comparisonOf(seed: number): Comparison | undefined {
  return (["again", "one-more", "environment", "preview"] as const)[seed % 12];
}

/**
 * Tries the one value of a seed, and where it fails, smaller ones.
 *
 * @param fails whether a value fails as the first one did
 * @returns the smallest that fails, `undefined` when the first does not
 */
async function search<T>(
  values: fc.Arbitrary<T>,
  { seed, shrinking }: Case,
  fails: (value: T, first: boolean) => Promise<boolean>,
): Promise<T | undefined> {
  let first = true;
  let until = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(values, async (value) => {
    if (Date.now() > until) return;
    const failed = await fails(value, first);
    if (first && failed) until = Date.now() + shrinking;
    first = false;
    if (failed) throw new Error("it fails");
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: 1, endOnFailure: shrinking === 0 });
  return counterexample?.[0];
}

/** Settings as the files that they would stand in. */
function files({ stacks }: StackSet): string {
  return stacks
    .map(({ stack, raw }) => {
      const config = Object.fromEntries(Object.entries(raw).map(([key, value]) => [`tandem:${key}`, value]));
      return `# Pulumi.${stack}.yaml\n${stringify({ config })}`;
    })
    .join("---\n");
}
