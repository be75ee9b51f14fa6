import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import fc from "fast-check";
import { tryCase } from "../../proof/fuzz/case";
import { judge } from "../../proof/fuzz/judge";
import { maps, type Raw } from "../../proof/fuzz/raw";
import { systemArbitrary } from "../../proof/fuzz/set";
import { type KeyPath, keyPaths, shapeOf } from "../../proof/fuzz/shape";
import type { StackSet } from "../../proof/fuzz/stack-set";
import { type SystemName, systemNames } from "../../stacks/settings/schemas";

/** Keys whose one value says what they are. */
const FIXED = /^system$|acceptMonthlyCostUsd$|^serviceConnect$/;

/** Random systems by which the generator is measured. */
const SAMPLES = 120;

describe("random settings", function () {
  this.timeout(600_000); // A machine that does much else takes that long; one that does not, seconds.

  for (const system of systemNames) {
    const samples = () => fc.sample(systemArbitrary(system), { numRuns: SAMPLES, seed: 20_261_121 });

    it(`of ${system} are valid in six cases of ten or more, and vary every key`, () => {
      const valid = samples().filter((set) => judge(set).every(({ mistakes }) => mistakes.length === 0));
      assert.ok(valid.length >= SAMPLES * 0.6, `${valid.length} of ${SAMPLES} are valid`);
      assert.deepEqual(unvaried(system, valid), []);
    });
  }

  it("that are invalid are refused with every wrong key by its name, from a fixed seed and a random one", async () => {
    const random = randomInt(2 ** 30);
    for (const from of [1, random]) {
      for (const [nth, system] of systemNames.entries()) {
        for (let seed = from + nth * 1000; seed < from + nth * 1000 + 12; seed += 1) {
          const { failures } = await tryCase({ kind: "invalid", system, seed, shrinking: 30_000 });
          assert.deepEqual(
            failures,
            [],
            `npm run fuzz -- --invalid --system ${system} --seed ${seed} --runs 1`,
          );
        }
      }
    }
  });

  it("come up with every property", async () => {
    // From fixed seeds: what a random one finds is for `npm run fuzz`, not for whoever tests another change. Numbers
    // with this remainder are tried without a second run, which long runs compare with.
    const cases: [SystemName, number][] = [
      ["web-app", 5],
      ["payment-hub", 17],
    ];
    for (const [system, seed] of cases) {
      const { failures, smallest } = await tryCase({ kind: "valid", system, seed, shrinking: 30_000 });
      const again = `npm run fuzz -- --system ${system} --seed ${seed} --runs 1\n${smallest ?? ""}`;
      assert.deepEqual(failures, [], again);
    }
  });
});

/** Keys with fewer than two values over all samples, and optional ones that are always or never there. */
function unvaried(system: SystemName, sets: readonly StackSet[]): string[] {
  const values = new Map<string, Set<string>>();
  const parents = new Map<string, number>();
  const present = new Map<string, number>();
  for (const { raw } of sets.flatMap(({ stacks }) => stacks)) {
    for (const { path, map } of maps(raw)) {
      const parent = normal(path);
      parents.set(parent, (parents.get(parent) ?? 0) + 1);
      note(parent, map, values, present);
    }
  }
  return keyPaths(shapeOf(system)).flatMap((key) => complaint(key, values, parents, present));
}

function note(
  parent: string,
  map: Raw,
  values: Map<string, Set<string>>,
  present: Map<string, number>,
): void {
  for (const [name, value] of Object.entries(map)) {
    const key = parent === "" ? name : `${parent}.${name}`;
    values.set(key, (values.get(key) ?? new Set()).add(JSON.stringify(value)));
    present.set(key, (present.get(key) ?? 0) + 1);
  }
}

function complaint(
  { path, required }: KeyPath,
  values: Map<string, Set<string>>,
  parents: Map<string, number>,
  present: Map<string, number>,
): string[] {
  const [, parent = ""] = /^(.*)\.[^.]+$/.exec(path) ?? [];
  const there = present.get(path) ?? 0;
  const found: string[] = [];
  if ((values.get(path)?.size ?? 0) < 2 && !FIXED.test(path)) found.push(`${path} has no two values`);
  if (there === 0) found.push(`${path} is never there`);
  if (!required && !FIXED.test(path) && there === parents.get(parent)) found.push(`${path} is always there`);
  return found;
}

/** `services.0.cpu` as `services[].cpu`. */
function normal(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .replace(/^\./, "");
}
