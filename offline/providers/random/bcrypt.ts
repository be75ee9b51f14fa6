import { randomBytes } from "node:crypto";

/**
 * bcrypt after Provos and Mazières, "A Future-Adaptable Password Scheme" (USENIX 1999), with the parameters that the
 * random provider uses: version 2a, cost 10. Node has no bcrypt, and a hash that does not verify would be a lie.
 */
const alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const rounds = 16;
const subkeys = rounds + 2;
/** The text that is encrypted, as six words. */
const plaintext = Buffer.from("OrpheanBeholderScryDoubt");

interface State {
  p: Uint32Array;
  s: Uint32Array;
}

/** The hash of a password, with a random salt. Only the first 72 bytes count. */
export function bcrypt(password: string, cost = 10, salt: Buffer = randomBytes(16)): string {
  const bytes = Buffer.from(password).subarray(0, 72);
  const key = Buffer.concat([bytes, Buffer.from([0])]).subarray(0, 72);
  const state = initialState();
  expand(state, key, salt);
  for (let round = 0; round < 2 ** cost; round++) {
    expand(state, key);
    expand(state, salt);
  }
  const hash = encrypted(state).subarray(0, 23);
  return `$2a$${String(cost).padStart(2, "0")}$${encode(salt, 22)}${encode(hash, 31)}`;
}

function expand({ p, s }: State, key: Buffer, salt?: Buffer): void {
  const keyWord = wordReader(key);
  for (let index = 0; index < subkeys; index++) p[index] = (p[index] ?? 0) ^ keyWord();
  const saltWord = salt === undefined ? () => 0 : wordReader(salt);
  const block = new Uint32Array(2);
  for (const table of [p, s]) {
    for (let index = 0; index < table.length; index += 2) {
      block[0] = (block[0] ?? 0) ^ saltWord();
      block[1] = (block[1] ?? 0) ^ saltWord();
      encipher(p, s, block, 0);
      table[index] = block[0] ?? 0;
      table[index + 1] = block[1] ?? 0;
    }
  }
}

function encrypted({ p, s }: State): Buffer {
  const words = new Uint32Array(6);
  for (let index = 0; index < 6; index++) words[index] = plaintext.readUInt32BE(index * 4);
  for (let index = 0; index < 6; index += 2)
    for (let round = 0; round < 64; round++) encipher(p, s, words, index);
  const bytes = Buffer.alloc(24);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word, index * 4);
  return bytes;
}

/** Blowfish's sixteen rounds on two words. */
function encipher(p: Uint32Array, s: Uint32Array, block: Uint32Array, at: number): void {
  let left = (block[at] ?? 0) ^ (p[0] ?? 0);
  let right = block[at + 1] ?? 0;
  for (let round = 1; round <= rounds; round += 2) {
    right ^= mix(s, left) ^ (p[round] ?? 0);
    left ^= mix(s, right) ^ (p[round + 1] ?? 0);
  }
  block[at] = right ^ (p[rounds + 1] ?? 0);
  block[at + 1] = left;
}

function mix(s: Uint32Array, word: number): number {
  const sum = ((s[word >>> 24] ?? 0) + (s[256 + ((word >>> 16) & 255)] ?? 0)) | 0;
  return ((sum ^ (s[512 + ((word >>> 8) & 255)] ?? 0)) + (s[768 + (word & 255)] ?? 0)) | 0;
}

/** Words of four bytes, the key repeated as often as needed. */
function wordReader(key: Buffer): () => number {
  let at = 0;
  return () => {
    let word = 0;
    for (let byte = 0; byte < 4; byte++) {
      word = (word << 8) | (key[at] ?? 0);
      at = (at + 1) % key.length;
    }
    return word;
  };
}

let piWords: Uint32Array | undefined;

/** Blowfish's tables are the fraction of pi, first the subkeys, then the four boxes. */
function initialState(): State {
  piWords ??= fractionOfPi(subkeys + 1024);
  return { p: piWords.slice(0, subkeys), s: piWords.slice(subkeys) };
}

/** The first words of the fraction of pi, by Machin's formula: pi / 4 = 4 arctan(1/5) - arctan(1/239). */
function fractionOfPi(words: number): Uint32Array {
  const guard = 64n;
  const bits = BigInt(words * 32) + guard;
  const arctan = (inverse: bigint): bigint => {
    let power = (1n << bits) / inverse;
    let sum = power;
    for (let odd = 3n; power > 0n; odd += 2n) {
      power /= inverse * inverse;
      sum += (odd & 2n) === 0n ? power / odd : -(power / odd);
    }
    return sum;
  };
  const fraction = 4n * (4n * arctan(5n) - arctan(239n)) - (3n << bits);
  const hex = (fraction >> guard).toString(16).padStart(words * 8, "0");
  return Uint32Array.from({ length: words }, (_, index) =>
    Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16),
  );
}

/** bcrypt's own base 64: another alphabet, no padding. */
function encode(bytes: Buffer, length: number): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    for (const index of [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63])
      text += alphabet[index] ?? "";
  }
  return text.slice(0, length);
}
