import { createHash } from "node:crypto";

/** A number from 0 up to 1, not included: always the same one for the same words, and all alike likely. */
export function chance(...words: readonly (string | number)[]): number {
  return createHash("sha256").update(words.join("\0")).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** One of a list, by a number from 0 up to 1. @throws Error when there is none to pick */
export function pick<T>(list: readonly T[], at: number): T {
  const picked = list[Math.floor(at * list.length)];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
}
