import { createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";

/** A token that is not to be trusted. The sentence is for the log: who sent it learns none of it. */
export class BadToken extends Error {}

/** What a token says, before anybody has checked it. */
export interface Token {
  algorithm: Algorithm;
  keyId: string;
  claims: Record<string, unknown>;
  signed: Buffer;
  signature: Buffer;
}

/** A public key as an issuer publishes it (RFC 7517). */
export interface Jwk extends JsonWebKey {
  kid?: string;
  use?: string;
  alg?: string;
}

/**
 * The algorithms that are taken, with the kind of key that each needs. The list is ours and not the token's: `none`
 * and signatures with a shared secret are not in it (RFC 8725, 3.1).
 */
const ALGORITHMS = { RS256: { kty: "RSA" }, ES256: { kty: "EC", crv: "P-256" } } as const;
type Algorithm = keyof typeof ALGORITHMS;

/** Longer ones are not read at all. */
const MOST_CHARACTERS = 8_192;
const FEWEST_RSA_BITS = 2_048;

/** Reads a token in compact form. @throws BadToken */
export function readToken(text: string): Token {
  if (text.length > MOST_CHARACTERS) throw new BadToken("the token is too long");
  const [head = "", body = "", signature = "", ...more] = text.split(".");
  if (more.length > 0 || ![head, body, signature].every((part) => /^[\w-]+$/.test(part))) {
    throw new BadToken("the token does not have three parts");
  }
  const { alg, kid, crit } = object(head);
  if (typeof alg !== "string" || !Object.hasOwn(ALGORITHMS, alg))
    throw new BadToken("the algorithm is not taken");
  if (typeof kid !== "string" || kid === "") throw new BadToken("the token names no key");
  // A part that has to be understood, and is not (RFC 7515, 4.1.11).
  if (crit !== undefined) throw new BadToken("the token has critical headers");
  return {
    algorithm: alg as Algorithm,
    keyId: kid,
    claims: object(body),
    signed: Buffer.from(`${head}.${body}`, "ascii"),
    signature: Buffer.from(signature, "base64url"),
  };
}

/** @throws BadToken unless the key's owner has signed the token */
export function checkSignature({ algorithm, signed, signature }: Token, jwk: Jwk): void {
  const needed = Object.entries(ALGORITHMS[algorithm]);
  if (needed.some(([name, value]) => jwk[name] !== value) || (jwk.alg ?? algorithm) !== algorithm) {
    throw new BadToken("the key is for another algorithm");
  }
  if ((jwk.use ?? "sig") !== "sig") throw new BadToken("the key is not for signatures");
  const key = publicKey(jwk);
  // The two halves of an ES256 signature stand side by side, not in ASN.1 (RFC 7518, 3.4).
  if (!verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, signature)) {
    throw new BadToken("the signature is wrong");
  }
}

function publicKey(jwk: Jwk): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    throw new BadToken("the issuer's key can't be read");
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < FEWEST_RSA_BITS) throw new BadToken("the issuer's key is too short");
  return key;
}

function object(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    throw new BadToken("a part of the token is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new BadToken("a part of the token is no object");
  }
  return value as Record<string, unknown>;
}
