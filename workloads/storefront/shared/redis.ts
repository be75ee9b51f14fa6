import { createClient, createCluster } from "@redis/client";
import { numberSetting, setting } from "../../lambda/environment";
import { failure, type Log } from "../../lambda/log";
import { type Credentials, connectToken } from "./tokens";

/** What the storefront asks of Redis or Valkey, with cluster mode and without. */
export interface Redis {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options: { NX: true; EX: number }): Promise<string | null>;
  hGetAll(key: string): Promise<Record<string, string>>;
  del(key: string | string[]): Promise<number>;
}

/** A connection, and how it ends. */
export interface RedisConnection {
  redis: Redis;
  close(): Promise<void>;
}

/** Milliseconds for which a connection may stay silent while it begins or is asked. */
const PATIENCE = 2_000;

/**
 * Connects as the environment says: REDIS_HOST, REDIS_PORT (6379), REDIS_CLUSTER (`true` with cluster mode), REDIS_TLS
 * (`false` only on a developer's machine), and REDIS_USER with REDIS_GROUP (id of the replication group) for a login by IAM;
 * AWS_REGION then as well. It connects again by itself, with a new token each time: ElastiCache ends connections of IAM
 * after twelve hours. What is asked while there is no connection fails at once, and is the caller's to repeat.
 *
 * @param credentials keys of the task's role
 */
export async function connectRedis(
  credentials: () => Promise<Credentials>,
  log: Log,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RedisConnection> {
  const host = setting("REDIS_HOST", environment);
  const port = numberSetting("REDIS_PORT", { least: 1, most: 65_535, otherwise: 6_379 }, environment);
  const connection = {
    connectTimeout: PATIENCE,
    reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, 2_000),
  };
  const tls = { ...connection, tls: true as const };
  const options = {
    socket: environment.REDIS_TLS === "false" ? connection : tls,
    ...login(credentials, environment),
    // An answer that never comes is noticed by the ping that follows.
    pingInterval: 10_000,
    disableOfflineQueue: true,
    commandOptions: { timeout: PATIENCE },
  };
  const isCluster = environment.REDIS_CLUSTER === "true";
  const client = isCluster
    ? createCluster({ rootNodes: [{ socket: { ...options.socket, host, port } }], defaults: options })
    : createClient({ ...options, socket: { ...options.socket, host, port } });
  client.on("error", (error: unknown) => log("WARN", "Redis is not there", failure(error)));
  await client.connect();
  return {
    redis: client as unknown as Redis,
    close: async () => {
      await client.close();
    },
  };
}

function login(credentials: () => Promise<Credentials>, environment: NodeJS.ProcessEnv) {
  const user = environment.REDIS_USER;
  if (user === undefined || user === "") return {};
  const region = setting("AWS_REGION", environment);
  const host = setting("REDIS_GROUP", environment);
  const query = { Action: "connect", User: user };
  return {
    credentialsProvider: {
      type: "async-credentials-provider" as const,
      credentials: async () => ({
        username: user,
        password: connectToken(
          { service: "elasticache", region, host, query },
          await credentials(),
          new Date(),
        ),
      }),
    },
  };
}
