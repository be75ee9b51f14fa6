import { jsonLog } from "../../lambda/log";
import { openDatabase } from "../shared/database";
import { run } from "../shared/service";
import { applyMigrations } from "./apply";
import { migrations } from "./migrations";

const log = jsonLog("storefront-migrate");

/**
 * Brings the database's schema up to date and ends. It runs as a task of its own before the services' new version, as
 * the administrator: DATABASE_SECRET is RDS's secret, besides DATABASE_HOST and DATABASE_NAME.
 */
run(log, async () => {
  const never = () => Promise.reject(new Error("the administrator has a password"));
  const pool = openDatabase(never, log, { ...process.env, DATABASE_CONNECTIONS: "1" });
  const session = await pool.connect();
  try {
    const applied = await applyMigrations(session, migrations, log);
    log("INFO", "up to date", { applied: applied.length });
  } finally {
    session.release();
    await pool.end();
  }
});
