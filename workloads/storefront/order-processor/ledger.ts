import type { Database } from "../shared/database";
import { type AcceptedOrder, Unprocessable } from "./message";

/** What became of an order; `stale` when a newer worker has the customer, with that one's token. */
export type Recorded =
  | { outcome: "confirmed" | "rejected" | "before" }
  | { outcome: "stale"; newest: number };

/** Where orders are processed, once each. */
export interface Ledger {
  /**
   * Processes an order unless it is there.
   *
   * @param fence token of the one who holds the customer's lock
   * @throws Unprocessable when another order has its id
   */
  record(order: AcceptedOrder, fence: number): Promise<Recorded>;
  /** @throws Error while the ledger can't be reached */
  check(): Promise<void>;
}

export function databaseLedger(database: Database): Ledger {
  return {
    async record({ id, customer, currency, items, createdAt }, fence) {
      const { rows } = await database.query(
        "SELECT outcome, newest FROM process_order($1, $2, $3, $4, $5, $6)",
        [
          ...[customer, fence, id, currency],
          // In one sequence, so that the same things are the same list.
          JSON.stringify([...items].sort((one, other) => (one.sku < other.sku ? -1 : 1))),
          createdAt,
        ],
      );
      const { outcome, newest } = rows[0] ?? {};
      if (outcome === "stale") return { outcome, newest: Number(newest) };
      if (outcome === "confirmed" || outcome === "rejected" || outcome === "before") return { outcome };
      throw new Unprocessable(`another order has the id ${id}`);
    },
    async check() {
      await database.query("SELECT 1");
    },
  };
}
