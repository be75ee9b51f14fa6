import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { HTTPS_ANYWHERE, type TrafficTarget } from "../../components/arguments/traffic";
import { accountOf } from "../shared/account";
import type { Shop } from "./shop";
import type { Stores } from "./stores";

/** Path whose answer tells whether a task or an instance can work. */
export const HEALTH = "/healthz";

/** What a service works with. */
export type Use = Shop["settings"]["services"][number]["uses"][number] | "accepted-orders" | "schema";

/** Who a service is, to its stores. */
export interface Identity {
  /** Its name, and that of its user of the cache. */
  name: string;
  /** User of the database. */
  databaseUser: string;
}

/** What a service finds in its environment, may do and reaches, by what it works with. */
export interface Access {
  environment: Record<string, pulumi.Input<string>>;
  statements: PolicyStatement[];
  reaches: TrafficTarget[];
}

/** The access of one service to its stores, each opened at both ends, and nothing besides. */
export function accessOf(shop: Shop, service: Identity, uses: readonly Use[], stores: Stores): Access {
  const all = uses.map((use) => accesses[use](shop, service, stores));
  return {
    environment: Object.assign({}, ...all.map(({ environment }) => environment)),
    statements: all.flatMap(({ statements }) => statements),
    reaches: [...HTTPS_ANYWHERE, ...all.flatMap(({ reaches }) => reaches)],
  };
}

const accesses: Record<Use, (shop: Shop, service: Identity, stores: Stores) => Access> = {
  database: ({ settings, opts }, { databaseUser: user }, { database }) => {
    const login = accountOf(opts).apply(({ partition, accountId }) =>
      database.resourceId.apply(
        (id) => `arn:${partition}:rds-db:${settings.region}:${accountId}:dbuser:${id}/${user}`,
      ),
    );
    return {
      environment: {
        DATABASE_HOST: database.endpoint,
        DATABASE_PORT: String(database.port),
        DATABASE_NAME: settings.database.name,
        DATABASE_USER: user,
      },
      statements: [{ sid: "LogInToDatabase", actions: ["rds-db:connect"], resources: [login] }],
      reaches: [{ name: "database", securityGroupId: database.securityGroupId, port: database.port }],
    };
  },
  cache: ({ settings, opts }, { name }, { cache }) => {
    const user = cache.userIds[name];
    if (user === undefined) throw new Error(`the cache has no user for ${name}`);
    const userArn = accountOf(opts).apply(
      ({ partition, accountId }) =>
        `arn:${partition}:elasticache:${settings.region}:${accountId}:user:${user}`,
    );
    return {
      environment: {
        REDIS_HOST: cache.endpoint,
        REDIS_PORT: String(cache.port),
        REDIS_USER: user,
        REDIS_GROUP: cache.replicationGroupId,
      },
      statements: [
        { sid: "LogInToCache", actions: ["elasticache:Connect"], resources: [cache.arn, userArn] },
      ],
      reaches: [{ name: "cache", securityGroupId: cache.securityGroupId, port: cache.port }],
    };
  },
  orders: (_shop, _service, { orders }) => ({
    environment: { ORDER_QUEUE_URL: orders.url },
    statements: orders.send,
    reaches: [],
  }),
  schema: ({ settings }, _service, { database }) => ({
    environment: {
      DATABASE_HOST: database.endpoint,
      DATABASE_PORT: String(database.port),
      DATABASE_NAME: settings.database.name,
    },
    statements: [],
    reaches: [{ name: "database", securityGroupId: database.securityGroupId, port: database.port }],
  }),
  "accepted-orders": (_shop, _service, { orders }) => ({
    environment: { ORDER_QUEUE_URL: orders.url },
    statements: orders.consume,
    reaches: [],
  }),
};
