import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { list, number, text } from "../core/values/read";
import type { Value, ValueMap } from "../core/values/value";
import { bcrypt } from "./bcrypt";
import { isIn, randomString, shuffled, stringProblem } from "./characters";
import { adjectives, adverbs, names } from "./words";

/** One type of the package: what it makes, and what is wrong with inputs that can make nothing. */
export interface Generator {
  /** The id of a resource with these values. */
  id(values: ValueMap): string;
  outputs(inputs: ValueMap): ValueMap;
  /** Inputs as the provider completes them, known in a preview already. */
  defaults?(inputs: ValueMap): ValueMap;
  problem?(inputs: ValueMap): { property: string; reason: string } | undefined;
}

const characterDefaults = (inputs: ValueMap): ValueMap => ({
  ...{ minLower: 0, minUpper: 0, minNumeric: 0, minSpecial: 0, lower: true, upper: true, special: true },
  ...{ numeric: isIn(inputs, "numeric"), number: isIn(inputs, "numeric") },
});

const asText = (key: string) => (values: ValueMap) => String(values[key] ?? "");

/** By type token. Passwords and bytes are secret, so their ids say nothing. */
export const generators: Record<string, Generator> = {
  "random:index/randomPassword:RandomPassword": {
    id: () => "none",
    defaults: characterDefaults,
    problem: stringProblem,
    outputs(inputs) {
      const result = randomString(inputs);
      return { result, bcryptHash: bcrypt(result) };
    },
  },
  "random:index/randomString:RandomString": {
    id: asText("result"),
    defaults: characterDefaults,
    problem: stringProblem,
    outputs: (inputs) => ({ result: randomString(inputs) }),
  },
  "random:index/randomId:RandomId": {
    id: (values) => (text(values, "b64Url") ?? "").slice((text(values, "prefix") ?? "").length),
    problem: ({ byteLength }) => countProblem("byteLength", byteLength),
    outputs(inputs) {
      const bytes = randomBytes(number(inputs, "byteLength") ?? 1);
      const lead = text(inputs, "prefix") ?? "";
      return {
        b64Std: lead + bytes.toString("base64"),
        b64Url: lead + bytes.toString("base64url"),
        dec: lead + BigInt(`0x${bytes.toString("hex")}`).toString(),
        hex: lead + bytes.toString("hex"),
      };
    },
  },
  "random:index/randomBytes:RandomBytes": {
    id: () => "none",
    problem: ({ length }) => countProblem("length", length),
    outputs(inputs) {
      const bytes = randomBytes(number(inputs, "length") ?? 1);
      return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
    },
  },
  "random:index/randomInteger:RandomInteger": {
    id: asText("result"),
    problem: (inputs) => {
      const [min, max] = [number(inputs, "min"), number(inputs, "max")];
      return min !== undefined && max !== undefined && min > max
        ? { property: "min", reason: `min is ${min}, more than max, which is ${max}` }
        : undefined;
    },
    outputs(inputs) {
      const [min, max] = [number(inputs, "min") ?? 0, number(inputs, "max") ?? 0];
      return { result: min + source(inputs)(max - min + 1) };
    },
  },
  "random:index/randomPet:RandomPet": {
    id: asText("id"),
    defaults: (inputs) => ({
      length: number(inputs, "length") ?? 2,
      separator: text(inputs, "separator") ?? "-",
    }),
    outputs(inputs) {
      const length = number(inputs, "length") ?? 2;
      const lists = [
        ...Array.from({ length: Math.max(0, length - 2) }, () => adverbs),
        adjectives,
        names,
      ].slice(-length);
      const words = lists.map((words) => words[randomInt(words.length)] ?? "");
      return { id: [text(inputs, "prefix") ?? [], ...words].flat().join(text(inputs, "separator") ?? "-") };
    },
  },
  "random:index/randomUuid:RandomUuid": { id: asText("result"), outputs: () => ({ result: randomUUID() }) },
  "random:index/randomUuid4:RandomUuid4": { id: asText("result"), outputs: () => ({ result: randomUUID() }) },
  "random:index/randomUuid7:RandomUuid7": {
    id: asText("result"),
    outputs: () => ({ result: uuid7(Date.now()) }),
  },
  "random:index/randomShuffle:RandomShuffle": {
    id: () => "-",
    outputs(inputs) {
      const items = list(inputs, "inputs");
      const count = number(inputs, "resultCount") ?? items.length;
      return { results: repeated(items, count, source(inputs)) };
    },
  },
};

const countProblem = (property: string, value: Value | undefined) =>
  typeof value === "number" && (!Number.isInteger(value) || value < 1)
    ? { property, reason: `${property} is ${value}; it takes whole numbers from 1` }
    : undefined;

/** More results than items: the items are shuffled again and again, as the real provider does. */
function repeated(items: readonly Value[], count: number, below: (limit: number) => number): Value[] {
  const results: Value[] = [];
  while (items.length > 0 && results.length < count) results.push(...shuffled(items, below));
  return results.slice(0, count);
}

/** With a seed the same numbers every time; without one real randomness. */
function source(inputs: ValueMap): (limit: number) => number {
  const seed = text(inputs, "seed");
  if (seed === undefined) return (limit) => (limit > 1 ? randomInt(limit) : 0);
  let round = 0;
  return (limit) => {
    const digest = createHash("sha256").update(`${seed}\0${round++}`).digest();
    return Number(digest.readBigUInt64BE() % BigInt(Math.max(1, limit)));
  };
}

/** RFC 9562: milliseconds since 1970 in front, so that the ids sort by time. */
function uuid7(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
