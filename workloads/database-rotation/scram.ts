import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";

/** PostgreSQL's own number of rounds (`SCRAM_SHA_256_DEFAULT_ITERATIONS`). */
const ITERATIONS = 4096;
/** More than any server asks for; a server that is not ours could otherwise keep us busy for hours. */
const MOST_ITERATIONS = 1_000_000;

const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const hash = (value: Buffer) => createHash("sha256").update(value).digest();

function keys(password: string, salt: Buffer, iterations: number) {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const clientKey = hmac(salted, "Client Key");
  return { clientKey, storedKey: hash(clientKey), serverKey: hmac(salted, "Server Key") };
}

/**
 * What PostgreSQL stores instead of a password. Sent in its place, the password itself appears in no statement, so in
 * no log: `log_statement` writes `ALTER ROLE` down as it came.
 * https://www.postgresql.org/docs/16/catalog-pg-authid.html
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const { storedKey, serverKey } = keys(password, salt, ITERATIONS);
  const [saltText, stored, server] = [salt, storedKey, serverKey].map((part) => part.toString("base64"));
  return `SCRAM-SHA-256$${ITERATIONS}:${saltText}$${stored}:${server}`;
}

/** The client's side of one SCRAM-SHA-256 exchange (RFC 5802, RFC 7677), without channel binding. */
export interface ScramExchange {
  first: string;
  /** @throws Error when the server does not answer to what was asked */
  final(serverFirst: string): string;
  /** @throws Error when the server does not know the password either */
  verify(serverFinal: string): void;
}

export function scramExchange(password: string, nonce = randomBytes(18).toString("base64")): ScramExchange {
  // PostgreSQL takes the user from the start-up message and asks for an empty name here.
  const bare = `n=,r=${nonce}`;
  let expected: Buffer | undefined;
  return {
    first: `n,,${bare}`,
    final(serverFirst) {
      const { r: joint = "", s: salt = "", i: rounds = "" } = attributes(serverFirst);
      const iterations = Number(rounds);
      const sound = joint.startsWith(nonce) && joint.length > nonce.length && salt !== "";
      if (!sound || !(Number.isInteger(iterations) && iterations > 0 && iterations <= MOST_ITERATIONS)) {
        throw new Error("the server's part of the login is not sound");
      }
      const { clientKey, storedKey, serverKey } = keys(password, Buffer.from(salt, "base64"), iterations);
      const withoutProof = `c=biws,r=${joint}`;
      const message = `${bare},${serverFirst},${withoutProof}`;
      const signature = hmac(storedKey, message);
      expected = hmac(serverKey, message);
      const proof = clientKey.map((byte, index) => byte ^ (signature[index] ?? 0));
      return `${withoutProof},p=${Buffer.from(proof).toString("base64")}`;
    },
    verify(serverFinal) {
      const given = Buffer.from(attributes(serverFinal).v ?? "", "base64");
      if (expected === undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new Error("the server can't prove that it knows the password");
      }
    },
  };
}

/** `r=abc,s=def` -> `{ r: "abc", s: "def" }`; a value may hold `=`. */
function attributes(text: string): Record<string, string | undefined> {
  return Object.fromEntries(text.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}
