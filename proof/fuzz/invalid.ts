import fc from "fast-check";
import { report } from "../../stacks/settings/mistake";
import { parseSettings } from "../../stacks/settings/parse";
import type { SystemName } from "../../stacks/settings/schemas";
import { isValid, judge, type Verdict } from "./judge";
import { type Mutation, mutationsOf, rawOf } from "./mutate";
import { systemArbitrary } from "./set";
import type { StackSet } from "./stack-set";

/** Valid settings with one to three mistakes planted into them. */
export interface InvalidCase {
  valid: StackSet;
  invalid: StackSet;
  mutations: Mutation[];
}

interface Pick {
  sort: "value" | "unknown" | "cross";
  which: number;
}

/** Random invalid settings of a system; `undefined` where the settings that they start from are not valid themselves. */
export function invalidArbitrary(system: SystemName): fc.Arbitrary<InvalidCase | undefined> {
  const pick: fc.Arbitrary<Pick> = fc.record({
    sort: fc.constantFrom("value", "value", "cross", "unknown"),
    which: fc.nat(),
  });
  return fc
    .record({ valid: systemArbitrary(system), picks: fc.array(pick, { minLength: 1, maxLength: 3 }) })
    .map(({ valid, picks }) => (isValid(valid) ? planted(valid, picks) : undefined));
}

function planted(valid: StackSet, picks: readonly Pick[]): InvalidCase | undefined {
  const all = mutationsOf(valid);
  const mutations: Mutation[] = [];
  for (const { sort, which } of picks) {
    const list = all[sort] ?? [];
    const one = list[which % list.length];
    if (one === undefined || mutations.some((other) => meets(one, other))) continue;
    // What the settings take is no mistake: not every text that is odd is wrong.
    if (!isValid(mutated(valid, [one]))) mutations.push(one);
  }
  return mutations.length === 0 ? undefined : { valid, invalid: mutated(valid, mutations), mutations };
}

/** Whether two mistakes are at one place, or one inside the other. */
function meets(one: Mutation, other: Mutation): boolean {
  return (
    one.stack === other.stack &&
    one.touches.some((path) => other.touches.some((its) => below(path, its) || below(its, path)))
  );
}

const below = (path: string, of: string) => path === of || path.startsWith(`${of}.`);

function mutated(valid: StackSet, mutations: readonly Mutation[]): StackSet {
  const copy = structuredClone(valid);
  for (const one of mutations) one.apply(copy);
  return copy;
}

/** What is wrong with what people are told of invalid settings; empty when every wrong key is named well. */
export function complaints({ valid, invalid, mutations }: InvalidCase): string[] {
  const told = judge(invalid);
  const unnamed = mutations.filter((one) => !names(told, one) && !hidden(one, mutations, valid));
  return [
    ...unnamed.map(({ what, stack, path }) => `${stack}: ${path} is not named (${what})`),
    ...told.flatMap(({ stack, mistakes }) => unreadable(report(`Pulumi.${stack}.yaml`, mistakes), stack)),
    ...strangers(told, valid, mutations),
  ];
}

/** Whether a stack is told of a key, or of the map or list that it is in. */
function names(told: readonly Verdict[], { stack, path }: Mutation): boolean {
  const mistakes = told.find((one) => one.stack === stack)?.mistakes ?? [];
  return mistakes.some((one) => below(path, one.path) || below(one.path, path));
}

/**
 * Whether nobody could tell of a mistake, as another one spoils what it would be told from: the keys that a key which
 * is right in itself is judged by. What is wrong in itself is never hidden.
 */
function hidden(one: Mutation, all: readonly Mutation[], valid: StackSet): boolean {
  if (!names(judge(mutated(valid, [one])), one) || wrongInItself(one, valid)) return false;
  const premises = one.premises ?? [one.path.split(".")[0] as string, "network", "region"];
  const needed = ["environment", "system", "role", ...premises];
  const touched = all.filter((other) => other !== one).flatMap(({ touches }) => touches);
  return touched.some((path) => needed.some((key) => below(path, key) || below(key, path)));
}

function wrongInItself(one: Mutation, valid: StackSet): boolean {
  const { mistakes } = parseSettings(rawOf(mutated(valid, [one]), one.stack));
  return names([{ stack: one.stack, mistakes }], one);
}

/** Lines that are no sentence for a person: without file or key, or with what only a program writes. */
function unreadable(text: string, stack: string): string[] {
  if (text === "") return [];
  return text.split("\n").flatMap((line) => {
    const good = line.startsWith(`Pulumi.${stack}.yaml: `) && line.length > 40;
    const machine = /undefined|\[object|NaN|\bat .+:\d+:\d+|Error:/.test(line);
    return good && !machine ? [] : [`${stack}: no sentence for a person: ${line}`];
  });
}

/** Keys that are named, and that no mistake had to do with. */
function strangers(told: readonly Verdict[], valid: StackSet, mutations: readonly Mutation[]): string[] {
  const alone = mutations.flatMap((one) => judge(mutated(valid, [one])));
  return told.flatMap(({ stack, mistakes }) =>
    mistakes
      .filter(({ path }) => {
        const known = alone.some(
          (verdict) => verdict.stack === stack && verdict.mistakes.some((mistake) => mistake.path === path),
        );
        const top = path.split(".")[0];
        return !known && !mutations.some((one) => one.path.split(".")[0] === top);
      })
      .map(({ path, sentence }) => `${stack}: ${path} is named, and nobody changed it: ${sentence}`),
  );
}
