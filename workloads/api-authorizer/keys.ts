import { failure, type Log } from "../lambda/log";
import type { Jwk } from "./token";

/** Gives the JSON at an address. */
export type FetchJson = (url: string) => Promise<unknown>;

/** Milliseconds. */
const FRESH = 10 * 60_000;
/** How long known keys are good while nobody can be asked: longer than any token lives. */
const STALE = 24 * 3_600_000;
/** Not more often than this for key ids that nobody knows, or anybody could make us ask. */
const PAUSE = 30_000;

interface Known {
  keys: Map<string, Jwk>;
  /** When they were read, and when somebody was last asked. */
  at: number;
  asked: number;
}

/**
 * The public keys of one issuer. They are kept for ten minutes, and for a day while the issuer does not answer: the
 * tokens that it gave out go on working after its region is lost. A key that is not among them is asked for at once,
 * as issuers change keys, though not more often than twice a minute.
 *
 * @param addresses where the keys are, first to last
 */
export class Keys {
  private known: Known = { keys: new Map(), at: Number.NEGATIVE_INFINITY, asked: Number.NEGATIVE_INFINITY };
  private asking: Promise<void> | undefined;

  constructor(
    private readonly addresses: readonly string[],
    private readonly fetchJson: FetchJson,
    private readonly log: Log,
    private readonly now: () => number = Date.now,
  ) {}

  /** The key of an id; undefined when the issuer has none of it. @throws Error while nothing is known of the issuer */
  async key(id: string): Promise<Jwk | undefined> {
    const age = this.now() - this.known.at;
    const wanted = age > FRESH || !this.known.keys.has(id);
    if (wanted && this.now() - this.known.asked > PAUSE) {
      this.asking ??= this.ask().finally(() => {
        this.asking = undefined;
      });
    }
    // Requests that come while somebody is asked wait for the same answer.
    if (wanted) await this.asking;
    if (this.now() - this.known.at > STALE) throw new Error(`the keys at ${this.addresses[0]} are not known`);
    return this.known.keys.get(id);
  }

  private async ask(): Promise<void> {
    const failures: unknown[] = [];
    for (const address of this.addresses) {
      try {
        const keys = keysOf(await this.fetchJson(address));
        this.known = { keys, at: this.now(), asked: this.now() };
        return;
      } catch (error) {
        failures.push(error);
        this.log("WARN", "an issuer's keys can't be read", { address, ...failure(error) });
      }
    }
    this.known.asked = this.now();
    // With nothing to fall back on the next request asks again, without a pause.
    if (this.known.keys.size === 0) this.known.asked = Number.NEGATIVE_INFINITY;
  }
}

function keysOf(value: unknown): Map<string, Jwk> {
  const { keys } = (value ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) throw new Error("there are no keys in it");
  return new Map(keys.flatMap((key: Jwk) => (typeof key?.kid === "string" ? [[key.kid, key] as const] : [])));
}

/** Over HTTPS, within two seconds, without redirects, at most 64 KB. */
export const fetchJson: FetchJson = async (url) => {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`the answer was ${response.status}`);
  const text = await response.text();
  if (text.length > 65_536) throw new Error("the answer is too long");
  return JSON.parse(text);
};
