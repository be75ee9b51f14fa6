import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { HTTPS_ANYWHERE, type TrafficTarget } from "../../components/arguments/traffic";
import type { TableAccelerator } from "../../components/global-table/accelerator";
import type { MemoryCache } from "../../components/memory-cache";
import type { DeliveredQueue } from "../../components/messaging";
import { accountOf } from "../shared/account";
import { DATABASE_USER, type Database } from "./database";
import type { Flow } from "./flow";

/** TCP port of containers and instances. */
export const PORT = 8080;

/** Path whose answer tells whether a container or an instance can work. */
export const HEALTH = "/healthz";

/** User of the cache as whom the application comes. */
const CACHE_USER = "application";

/** What containers and instances work with. */
export interface DataStores {
  database: Database;
  cache: MemoryCache;
  accelerator: TableAccelerator | undefined;
  /** Accepted orders, which containers fulfil. */
  queue: DeliveredQueue;
  queueKeyArn: pulumi.Output<string>;
}

/** What the application finds in its environment; `DEPENDENCIES` are those whose connections its status shows. */
export function environmentOf(
  { settings }: Flow,
  basePath: string,
  { database, cache, accelerator, queue }: DataStores,
): Record<string, pulumi.Input<string>> {
  const dependencies = {
    database: pulumi.interpolate`${database.readerHost}:${database.port}`,
    cache: pulumi.interpolate`${cache.endpoint}:${cache.port}`,
  };
  return {
    AWS_REGION: settings.region,
    SERVICE_NAME: basePath.slice(1),
    BASE_PATH: basePath,
    PORT: String(PORT),
    DEPENDENCIES: pulumi.jsonStringify(dependencies),
    DATABASE_WRITER_HOST: database.writerHost,
    DATABASE_READER_HOST: database.readerHost,
    DATABASE_NAME: settings.database.name,
    DATABASE_USER,
    CACHE_HOST: cache.endpoint,
    CACHE_USER: cache.userIds[CACHE_USER] as string,
    ORDER_QUEUE_URL: queue.url,
    ...(accelerator === undefined ? {} : { ORDER_ACCELERATOR: accelerator.endpoint }),
  };
}

/** Where the application connects to; each store admits it in the same step. */
export function reachesOf({ database, cache, accelerator }: DataStores): TrafficTarget[] {
  return [
    ...HTTPS_ANYWHERE,
    { name: "database", securityGroupId: database.securityGroupId, port: database.port },
    ...database.writerNetworks.map((network) => ({ ...network, port: database.port })),
    { name: "cache", securityGroupId: cache.securityGroupId, port: cache.port },
    ...(accelerator === undefined
      ? []
      : [{ name: "accelerator", securityGroupId: accelerator.securityGroupId, port: accelerator.port }]),
  ];
}

/** What the application may do: log in to database and cache as one user each, read through the accelerator, fulfil orders. */
export function statementsOf(
  { settings, opts }: Flow,
  { cache, accelerator, queue, queueKeyArn }: DataStores,
): PolicyStatement[] {
  const { region, database } = settings;
  const account = accountOf(opts);
  const arn = (service: string, inRegion: string, rest: string) =>
    account.apply(
      ({ partition, accountId }) => `arn:${partition}:${service}:${inRegion}:${accountId}:${rest}`,
    );
  const kind = database.kind === "rds" ? "db" : "cluster";
  return [
    {
      sid: "LogInToDatabase",
      actions: ["rds-db:connect"],
      // The writer may be in any region, with a resource id that only RDS there knows: the user's name is the limit.
      resources: [arn("rds-db", "*", `dbuser:${kind}-*/${DATABASE_USER}`)],
    },
    {
      sid: "LogInToCache",
      actions: ["elasticache:Connect"],
      resources: [cache.arn, arn("elasticache", region, `user:${cache.userIds[CACHE_USER]}`)],
    },
    {
      sid: "ReceiveOrders",
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
      ],
      resources: [queue.arn],
    },
    {
      sid: "ReadOrders",
      actions: ["kms:Decrypt"],
      resources: [queueKeyArn],
      conditions: {
        StringEquals: { "kms:ViaService": account.apply(({ dnsSuffix }) => `sqs.${region}.${dnsSuffix}`) },
      },
    },
    ...(accelerator === undefined
      ? []
      : [
          {
            sid: "ReadThroughAccelerator",
            actions: ["dax:BatchGetItem", "dax:GetItem", "dax:Query", "dax:Scan", "dax:ConditionCheckItem"],
            resources: [accelerator.arn],
          },
        ]),
  ];
}
