import { Eviction, MemoryCache } from "../../components/memory-cache";
import { type DeliveredQueue, Messaging } from "../../components/messaging";
import {
  DatabaseEngine,
  DatabaseForm,
  RelationalDatabase,
  type RelationalDatabaseArgs,
} from "../../components/relational-database";
import { CONSUMER } from "../settings/storefront/cross-checks";
import type { Foundation } from "./foundation";
import type { Shop } from "./shop";

/** Version of Valkey. */
const CACHE_VERSION = "8.0";

/** Name of the queue of orders. */
const ACCEPTED = "accepted";

/** Keys of the storefront alone, and nothing that administers. */
const CACHE_RIGHTS = "on ~shop:* &* +@all -@admin -@dangerous +info";

/** What services work with. */
export interface Stores {
  database: RelationalDatabase;
  cache: MemoryCache;
  orders: DeliveredQueue;
}

/** The stores of a region. */
export function createStores(shop: Shop, base: Foundation): Stores {
  return {
    database: createDatabase(shop, base),
    cache: createCache(shop, base),
    orders: createOrders(shop, base),
  };
}

/** Aurora: a writer and readers in other zones, and a reader of its own for reports. */
function createDatabase({ settings, names, opts }: Shop, { network }: Foundation): RelationalDatabase {
  const { region, database, recovery } = settings;
  const { capacity, serverless, instanceClass } = database;
  const form =
    capacity === "serverless"
      ? { form: DatabaseForm.AuroraServerless as const, capacity: serverless }
      : { form: DatabaseForm.Aurora as const, instanceClass };
  const args: RelationalDatabaseArgs = {
    ...form,
    region,
    identifier: names.database,
    keyAlias: names.key("database"),
    engine: DatabaseEngine.PostgreSql,
    engineVersion: database.engineVersion,
    databaseName: database.name,
    masterUsername: "storefront_administrator",
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    instanceCount: database.instances,
    reportingReader: database.reportingReader,
    restoreFrom: database.restoreFrom,
    backupRetentionDays: database.backupRetentionDays,
    protect: recovery.protect,
  };
  return new RelationalDatabase("database", args, opts);
}

/** Locks and sequences of orders are nowhere else, so nothing is ever evicted; what is only kept has an expiry. */
function createCache({ settings, names, opts }: Shop, { network }: Foundation): MemoryCache {
  const { region, cache, services, recovery } = settings;
  const users = [...services.filter(({ uses }) => uses.includes("cache")).map(({ name }) => name), CONSUMER];
  return new MemoryCache(
    "cache",
    {
      region,
      resourceName: names.cache,
      keyAlias: names.key("cache"),
      engineVersion: CACHE_VERSION,
      nodeType: cache.nodeType,
      replicasPerShard: cache.replicas,
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
      users: Object.fromEntries(users.map((user) => [user, CACHE_RIGHTS])),
      eviction: Eviction.Nothing,
      protect: recovery.protect,
    },
    opts,
  );
}

/** Accepted orders: first in, first out for each customer, and put aside when they can't be handled. */
function createOrders({ settings, names, opts }: Shop, { orderKeyArn }: Foundation): DeliveredQueue {
  const { region, orders, recovery } = settings;
  const messaging = new Messaging(
    "orders",
    {
      region,
      resourceName: names.orders,
      keyArn: orderKeyArn,
      topic: false,
      fifo: true,
      queues: [
        {
          name: ACCEPTED,
          consumerTimeoutSeconds: orders.consumerSeconds,
          maxReceiveCount: orders.maxReceiveCount,
          retentionSeconds: orders.retentionDays * 86_400,
          maxAgeSeconds: orders.oldestSeconds,
        },
      ],
      protect: recovery.protect,
    },
    opts,
  );
  return messaging.queue(ACCEPTED);
}
