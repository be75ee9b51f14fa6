import type * as pulumi from "@pulumi/pulumi";

/** What the cache runs. Redis OSS can become Valkey in place, never the other way. */
export enum CacheEngine {
  Valkey = "valkey",
  Redis = "redis",
}

/** What goes when the memory is full, by the names that both engines have. */
export enum Eviction {
  /** Nothing: writes fail. For data that is nowhere else, such as sequences and locks. */
  Nothing = "noeviction",
  /** Of the keys with an expiry, those not used for longest. */
  VolatileLru = "volatile-lru",
  /** Those not used for longest. */
  AllKeysLru = "allkeys-lru",
  /** Those seldom used. */
  AllKeysLfu = "allkeys-lfu",
  /** Of the keys with an expiry, those that end first. */
  VolatileTtl = "volatile-ttl",
}

/** Shards that come and go with their load, besides those that are always there. */
export interface ShardScaling {
  /** Shards at most, up to 500. */
  maximum: number;
  /** Processor use of the primaries' engine, in percent, that is kept to: 35 to 70. */
  targetCpu: number;
}

/** What {@link MemoryCache} takes. */
export interface MemoryCacheArgs {
  /** Region of the cache. A change replaces it. */
  region: string;
  /**
   * Id of the replication group and start of its users' ids, unique in account and region: up to 28 lower-case letters,
   * digits and single hyphens. A change replaces the cache.
   */
  resourceName: string;
  /** Alias of the cache's key, without `alias/`. */
  keyAlias: string;
  /**
   * What the cache runs.
   * @default valkey
   */
  engine?: CacheEngine;
  /** Version of the engine: `7.2`, `8.0` or newer of Valkey, `7.0` or `7.1` of Redis OSS. */
  engineVersion: string;
  /** Class of every node, for example `cache.m7g.large`. */
  nodeType: string;
  /**
   * Shards, 1 to 500. Given, even as 1, it turns cluster mode on, and clients have to speak it; a change between with
   * and without replaces the cache.
   * @default none: one shard, without cluster mode
   */
  shardCount?: number;
  /**
   * Shards that come and go with their load; with `shardCount`, and with nodes of size large or more.
   * @default none
   */
  shardScaling?: ShardScaling;
  /**
   * Replicas of each shard, in other zones than its primary: 1 to 5.
   * @default 1
   */
  replicasPerShard?: number;
  vpcId: pulumi.Input<string>;
  /** Isolated subnets in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Security groups that may connect, by a name for each, for example `{ service: id }`.
   * @default none here: clients that are made afterwards open both ends by themselves
   */
  clients?: Record<string, pulumi.Input<string>>;
  /**
   * Users by their names, and what each may do, in the words of an ACL. They come with a token of IAM; the id of each is
   * `<resourceName>-<name>`, which is also the name that a client says.
   * @default one user `application`, who may do everything but administer
   */
  users?: Record<string, string>;
  /**
   * What goes when the memory is full.
   * @default volatile-lru
   */
  eviction?: Eviction;
  /**
   * Days that the daily snapshots are kept, 1 to 35.
   * @default 7
   */
  snapshotRetentionDays?: number;
  /**
   * When snapshots are made, in UTC; not within the maintenance.
   * @default 03:00-04:00
   */
  snapshotWindow?: string;
  /**
   * When AWS may patch and restart nodes, in UTC.
   * @default sun:05:00-sun:06:00
   */
  maintenanceWindow?: string;
  /**
   * Days that the cache's logs are kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
  /**
   * Protect against deletion by Pulumi. `false` also deletes the cache without a last snapshot.
   * @default true
   */
  protect?: boolean;
}

/** The posture of a cache unless its args say otherwise. */
export const defaults = {
  engine: CacheEngine.Valkey,
  replicasPerShard: 1,
  // Neither administration nor what stops the server; INFO is among the dangerous and asked by most clients.
  users: { application: "on ~* &* +@all -@admin -@dangerous +info" },
  eviction: Eviction.VolatileLru,
  snapshotRetentionDays: 7,
  snapshotWindow: "03:00-04:00",
  maintenanceWindow: "sun:05:00-sun:06:00",
  logRetentionInDays: 400,
  protect: true,
  port: 6379,
} as const;
