import { createHash, randomBytes } from "node:crypto";

/** A session as it is kept. */
export interface Session {
  /** Hash of the token: who reads the table can't be anybody. */
  id: string;
  /** Seconds since 1970. */
  createdAt: number;
  /** Seconds since 1970. DynamoDB takes the item away some time after it; it is over at once. */
  expiresAt: number;
  /** Goes up with every change of the data. */
  version: number;
  data: Record<string, string>;
  /** A session that was ended stays as a mark until it expires: a replica could otherwise bring it back. */
  ended: boolean;
}

/** Seconds. */
export interface Lifetime {
  /** Without a request. */
  idle: number;
  /** Altogether. */
  most: number;
}

/** A token with 256 random bits, and the id under which its session is kept. */
export function newToken(): { token: string; id: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, id: idOf(token) };
}

export const idOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Whether somebody may go on with a session. */
export function isOpen({ ended, expiresAt }: Session, now: number): boolean {
  return !ended && now < expiresAt;
}

/**
 * The new end of a session that is used, or undefined while it is too near to the old one to be worth a write in every
 * region: it is moved once a tenth of the time without a request has gone.
 */
export function laterEnd(session: Session, { idle, most }: Lifetime, now: number): number | undefined {
  const end = Math.min(now + idle, session.createdAt + most);
  return end - session.expiresAt >= idle / 10 ? end : undefined;
}

/** Name of the cookie; browsers take one with this prefix over TLS from this host alone. */
const COOKIE = "__Host-session";

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis */
export function cookie(token: string, seconds: number): string {
  return `${COOKIE}=${token}; Max-Age=${seconds}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** The token in a Cookie header; undefined when there is none, or more than one. */
export function tokenIn(header: string | undefined): string | undefined {
  const found = (header ?? "").split(";").flatMap((pair) => {
    const [, token] = /^\s*__Host-session=([\w-]{43})\s*$/.exec(pair) ?? [];
    return token === undefined ? [] : [token];
  });
  return found.length === 1 ? found[0] : undefined;
}
