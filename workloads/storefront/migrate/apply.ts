import type { Log } from "../../lambda/log";
import type { Database } from "../shared/database";
import type { Migration } from "./migrations";

/** A number of this program's own among the database's locks. */
const LOCK = 7_241_003;

/**
 * Applies the steps that a database does not have, each in a transaction of its own; who comes meanwhile waits.
 *
 * @param session one connection: locks and transactions belong to it
 * @returns names of the steps that were applied
 * @throws Error for a database that has a step which this program does not know: it is older than the database
 */
export async function applyMigrations(
  session: Database,
  migrations: readonly Migration[],
  log: Log,
): Promise<string[]> {
  await session.query("SELECT pg_advisory_lock($1)", [LOCK]);
  try {
    await session.query(
      "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await session.query("SELECT name FROM migrations");
    const applied = new Set(rows.map(({ name }) => String(name)));
    const unknown = [...applied].filter((name) => !migrations.some((one) => one.name === name));
    if (unknown.length > 0) {
      throw new Error(`the database has steps that this version does not know: ${unknown.join(", ")}`);
    }
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const { name, sql } of missing) {
      await inTransaction(session, async () => {
        await session.query(sql);
        await session.query("INSERT INTO migrations (name) VALUES ($1)", [name]);
      });
      log("INFO", "applied", { migration: name });
    }
    return missing.map(({ name }) => name);
  } finally {
    await session.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  }
}

async function inTransaction(session: Database, work: () => Promise<void>): Promise<void> {
  await session.query("BEGIN");
  try {
    await work();
    await session.query("COMMIT");
  } catch (error) {
    await session.query("ROLLBACK");
    throw error;
  }
}
