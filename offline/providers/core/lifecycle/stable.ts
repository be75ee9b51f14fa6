import { createHash } from "node:crypto";

/** Hexadecimal digits that depend only on the words given: the same on every run and machine. */
export function stableHex(length: number, ...words: string[]): string {
  let digits = "";
  for (let round = 0; digits.length < length; round++)
    digits += createHash("sha256")
      .update([...words, String(round)].join("\0"))
      .digest("hex");
  return digits.slice(0, length);
}

/** Like `stableHex`, in the given alphabet. */
export function stableText(length: number, alphabet: string, ...words: string[]): string {
  const hex = stableHex(length * 4, ...words);
  let text = "";
  for (let index = 0; index < length; index++)
    text += alphabet[Number.parseInt(hex.slice(index * 4, index * 4 + 4), 16) % alphabet.length];
  return text;
}

export const letters = "abcdefghijklmnopqrstuvwxyz";
export const digits = "0123456789";
export const upperAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
export const lowerAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A version 4 UUID in form, stable in value. */
export function stableUuid(...words: string[]): string {
  const hex = stableHex(32, ...words);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
