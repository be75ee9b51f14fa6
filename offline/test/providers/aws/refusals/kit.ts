import assert from "node:assert/strict";
import { nameRules } from "../../../../providers/aws/account/unique-names";
import { refusals } from "../../../../providers/aws/refusals/index";
import type { CheckRequest, CheckResult } from "../../../../providers/core/protocol/provider";
import {
  isMap,
  isSecret,
  Secret,
  UNKNOWN,
  type Value,
  type ValueMap,
} from "../../../../providers/core/values/value";
import { Cloud, type Resource } from "../../support";

export interface Case {
  refusal: string;
  /** AWS's code in the message. */
  code: string;
  /** The mistake; has to be refused, or warned of, with the refusal's name. */
  mistake(cloud: Cloud): unknown;
  /** The correct twin; has to go through. */
  twin(cloud: Cloud): unknown;
  /** Why it speaks although every value is unknown, where it does: what is absent, or how many there are, tells. */
  tellsFromShape?: string;
}

/** A cloud that remembers the last inputs it was asked to check or to create. */
class Recorder extends Cloud {
  asked: { type: string; name: string; news: ValueMap; options: Partial<CheckRequest> } | undefined;
  failures: string[] = [];

  override check(
    type: string,
    name: string,
    news: ValueMap,
    options: Partial<CheckRequest> = {},
  ): CheckResult {
    const result = super.check(type, name, news, options);
    this.asked = { type, name, news, options };
    this.failures = result.failures.map(({ reason }) => reason);
    return result;
  }

  override createUnchecked(type: string, name: string, inputs: ValueMap): Resource {
    this.asked = { type, name, news: inputs, options: {} };
    return super.createUnchecked(type, name, inputs);
  }
}

/** Names of the refusals that a loaded test file has a case for. */
export const coveredRefusals = new Set<string>();

/** Tests a list of refusals, each by a mistake and its twin. */
export function describeRefusals(area: string, cases: readonly Case[]): void {
  for (const { refusal } of cases) coveredRefusals.add(refusal);
  describe(`offline refusals: ${area}`, () => {
    for (const [index, one] of cases.entries())
      describe(`${one.refusal} (${index + 1})`, () => {
        it("refuses the mistake, with AWS's code and the name that allows it", () => refusesMistake(one));
        it("lets the correct twin through", () => letsTwinThrough(one));
        it("lets the mistake through when it is switched off", () => {
          const cloud = new Cloud({ allow: `something-else, ${one.refusal}` });
          one.mistake(cloud);
          assert.deepEqual(warningsOf(cloud, one), []);
        });
        it("says nothing of unknown values", () => saysNothingOfUnknowns(one));
        it("never shows a secret value", () => hidesSecrets(one));
      });
  });
}

/** True for a refusal that warns, and lets go on. */
const warns = ({ refusal }: Case): boolean =>
  refusals.find(({ name }) => name === refusal)?.severity === "warning";

const warningsOf = (cloud: Cloud, { refusal }: Case): string[] =>
  cloud.warnings.filter((warning) => warning.includes(`offline refusal ${refusal})`));

function refusesMistake(one: Case): void {
  const cloud = new Cloud();
  const reason = reasonOf(() => one.mistake(cloud)) ?? warningsOf(cloud, one)[0];
  assert.ok(reason !== undefined, "the mistake went through");
  const origin = one.code === "provider" ? "(provider;" : `(AWS: ${one.code};`;
  assert.ok(reason.includes(`${origin} offline refusal ${one.refusal})`), reason);
  assert.ok(reason.includes(`TANDEM_OFFLINE_ALLOW=${one.refusal}`), reason);
  assert.match(reason, /^aws:[\w/]+:\w+ "[\w-]+": /);
  assert.doesNotMatch(reason, /undefined|\[object/);
  assert.equal(warningsOf(cloud, one).length, warns(one) ? 1 : 0);
}

function letsTwinThrough(one: Case): void {
  const cloud = new Cloud();
  one.twin(cloud);
  assert.deepEqual(warningsOf(cloud, one), []);
}

/** A preview with every value unknown, and with one at a time, is not refused for what it does not know. */
function saysNothingOfUnknowns(one: Case): void {
  const cloud = new Recorder();
  reasonOf(() => one.mistake(cloud));
  const { asked } = cloud;
  assert.ok(asked !== undefined);
  const reasons = (news: ValueMap): string[] =>
    cloud
      .check(asked.type, asked.name, news, asked.options)
      .failures.map(({ reason }) => reason)
      .filter((reason) => reason.includes(`offline refusal ${one.refusal})`));
  const unknown = reasons(mapLeaves(asked.news, () => UNKNOWN));
  if (one.tellsFromShape === undefined) assert.deepEqual(unknown, []);
  else assert.equal(unknown.length, 1, "the case says that the shape tells, and it does not");
  for (let leaf = 0; leaf < countLeaves(asked.news); leaf++) {
    const some = mapLeaves(asked.news, (value, place) => (place === leaf ? UNKNOWN : value));
    for (const reason of reasons(some)) assert.doesNotMatch(reason, /undefined|\[object|unknown value/i);
  }
}

function hidesSecrets(one: Case): void {
  const cloud = new Recorder();
  reasonOf(() => one.mistake(cloud));
  const { asked, failures } = cloud;
  assert.ok(asked !== undefined);
  const secrets: string[] = [];
  const news = mapLeaves(asked.news, (value) => {
    if (typeof value !== "string" || value.length < 4) return value;
    secrets.push(value);
    return new Secret(value);
  });
  const said = cloud.check(asked.type, asked.name, news, asked.options).failures.map(({ reason }) => reason);
  const mine = said.filter((reason) => reason.includes(`offline refusal ${one.refusal})`));
  if (failures.some((reason) => reason.includes(one.refusal)))
    assert.equal(mine.length, 1, "a secret value is judged like any other");
  // The head names the resource, the tail the refusal: only the sentence between tells of values.
  const sentences = mine.map((reason) => reason.slice(reason.indexOf('": ') + 3, reason.lastIndexOf(" (")));
  for (const sentence of sentences)
    for (const secret of secrets) assert.ok(!sentence.includes(secret), `"${secret}" in: ${sentence}`);
}

function reasonOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A copy with other values in place of texts, numbers, switches and the like; objects and lists keep their shape. */
function mapLeaves(map: ValueMap, change: (value: Value, place: number) => Value): ValueMap {
  let place = 0;
  const visit = (value: Value): Value => {
    const inner = isSecret(value) ? value.value : value;
    if (Array.isArray(inner)) return inner.map(visit);
    return isMap(inner) ? visitMap(inner) : change(inner, place++);
  };
  const visitMap = (inner: ValueMap): ValueMap =>
    Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, visit(item)]));
  return visitMap(map);
}

function countLeaves(map: ValueMap): number {
  let count = 0;
  mapLeaves(map, (value) => {
    count++;
    return value;
  });
  return count;
}

/** Code of a refusal of names that are taken. */
export const nameRuleOf = (type: string): { refusal: string; code: string } => {
  const rule = nameRules[type];
  assert.ok(rule !== undefined, `no name rule for ${type}`);
  return rule;
};
