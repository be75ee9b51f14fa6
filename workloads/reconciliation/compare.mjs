// Compares two ledgers by idempotency key: that of the old writer, rescued after a failover, and that of the new one,
// which lacks what had not arrived. The payment provider's list says besides whether money moved.
import { amount, write } from "./money.mjs";

/**
 * @typedef {{ idempotency_key: string, amount: string, currency: string, status: string, updated_at?: string }} Entry
 * @typedef {"lost" | "update-lost" | "contradiction" | "not-booked"} Kind
 * @typedef {{ key: string, kind: Kind, what: string, advice: string }} Difference
 */

/** What to do about each kind of difference. */
const ADVICE = {
  lost: "book it again from the old ledger under the same idempotency key",
  "update-lost": "bring the new ledger to the old one's status",
  contradiction: "a person decides: both sides wrote, or one is wrong",
  "not-booked": "the provider moved money that no ledger knows: book it, or refund it",
};

/**
 * @param {Entry[]} oldLedger
 * @param {Entry[]} newLedger from the same moment on
 * @param {Entry[]} [provider] what the payment provider lists; without it nobody asks whether money moved
 * @returns {{ differences: Difference[], compared: number, lostByCurrency: Record<string, string> }}
 */
export function compare(oldLedger, newLedger, provider = []) {
  const [before, after, moved] = [
    byKey("old ledger", oldLedger),
    byKey("new ledger", newLedger),
    byKey("provider", provider),
  ];
  const differences = [];
  const lost = new Map();
  const add = (key, kind, what) => differences.push({ key, kind, what, advice: ADVICE[kind] });
  for (const [key, old] of before) {
    const now = after.get(key);
    if (now === undefined) {
      const paid = moved.get(key);
      add(
        key,
        "lost",
        `${describe(old)}${provider.length > 0 ? `; the provider has ${describe(paid)}` : ""}`,
      );
      lost.set(old.currency, (lost.get(old.currency) ?? 0n) + amount(old.amount));
    } else if (amount(old.amount) !== amount(now.amount) || old.currency !== now.currency) {
      add(key, "contradiction", `${describe(old)} in the old ledger, ${describe(now)} in the new one`);
    } else if (old.status !== now.status && !isLater(now, old)) {
      add(key, "update-lost", `${old.status} in the old ledger, ${now.status} in the new one`);
    }
  }
  for (const [key, paid] of moved) {
    if (!before.has(key) && !after.has(key)) add(key, "not-booked", describe(paid));
    const now = after.get(key);
    if (now !== undefined && (amount(now.amount) !== amount(paid.amount) || now.currency !== paid.currency)) {
      add(key, "contradiction", `${describe(now)} in the new ledger, ${describe(paid)} at the provider`);
    }
  }
  return {
    differences: differences.sort((one, other) => (one.key < other.key ? -1 : 1)),
    compared: new Set([...before.keys(), ...after.keys(), ...moved.keys()]).size,
    lostByCurrency: Object.fromEntries([...lost].sort().map(([currency, sum]) => [currency, write(sum)])),
  };
}

/** The new ledger went on with a payment after the failover: that is no difference. */
function isLater(now, old) {
  const [after, before] = [Date.parse(now.updated_at ?? ""), Date.parse(old.updated_at ?? "")];
  return after > before;
}

function byKey(ledger, entries) {
  const found = new Map();
  for (const entry of entries) {
    const { idempotency_key: key } = entry;
    if (!key) throw new Error(`${ledger}: an entry has no idempotency_key`);
    if (found.has(key)) throw new Error(`${ledger}: ${key} is there twice; an idempotency key is there once`);
    amount(entry.amount);
    found.set(key, entry);
  }
  return found;
}

function describe(entry) {
  return entry === undefined ? "nothing" : `${entry.amount} ${entry.currency} ${entry.status}`;
}
