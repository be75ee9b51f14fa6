import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "../lambda/proxy";

/** Seconds by which a signature may be old, or a partner's clock ahead. */
const TOLERANCE = 300;

/**
 * Checks that a partner has signed a body, and has done so just now. The header is `t=<seconds>,v1=<hex>`, the
 * signature HMAC-SHA-256 of `<seconds>.<body>`; a partner that changes its secret may send two.
 *
 * @param secrets those that are good: the current one and, after a rotation, the one before
 * @param now seconds since 1970
 * @throws Refusal that does not tell which part was wrong
 */
export function checkSignature(
  header: string | undefined,
  body: Buffer,
  secrets: string[],
  now: number,
): void {
  const parts = (header ?? "").split(",").map((part) => part.trim().split("="));
  const values = (name: string) => parts.flatMap(([key, value]) => (key === name && value ? [value] : []));
  const [time = "", ...more] = values("t");
  const signatures = values("v1").slice(0, 2);
  const fresh = /^\d{1,12}$/.test(time) && more.length === 0 && Math.abs(now - Number(time)) <= TOLERANCE;
  const signed = secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
    return signatures.some((signature) => equal(expected, signature));
  });
  if (!fresh || !signed) throw new Refusal(401, "the signature is missing, wrong or old");
}

/** In the same time wherever they differ. */
function equal(expected: Buffer, hex: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(hex)) return false;
  return timingSafeEqual(expected, Buffer.from(hex, "hex"));
}
