import type { AlarmSpec, Statistic } from "../specs";
import { above, fiveMinutes, metricsOf } from "./parts";

/** A replication group of ElastiCache, told by its name. */
export interface WatchedCache {
  /** Start of the alarms' roles, for example `cache`. */
  name: string;
  /** Id of the replication group. */
  replicationGroupId: string;
  /**
   * Shards of a cluster.
   * @default none: cluster mode is off, there is one
   */
  shards?: number;
  /** Replicas of each shard, 0 to 5. */
  replicas: number;
}

/**
 * The nodes of each shard by the names that ElastiCache gives them: CloudWatch knows nodes alone, and no group.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html
 */
export function cacheNodes({ replicationGroupId, shards, replicas }: WatchedCache): string[][] {
  const three = (index: number) => String(index + 1).padStart(3, "0");
  return Array.from({ length: shards ?? 1 }, (_, shard) =>
    Array.from({ length: replicas + 1 }, (__, node) =>
      shards === undefined
        ? `${replicationGroupId}-${three(node)}`
        : `${replicationGroupId}-${String(shard + 1).padStart(4, "0")}-${three(node)}`,
    ),
  );
}

/** Load, memory, evictions and lag of a cache; with several shards of each. */
export function cacheAlarms(watched: WatchedCache): AlarmSpec[] {
  return cacheNodes(watched).flatMap((nodes, index) => {
    const name = watched.shards === undefined ? watched.name : `${watched.name}-${index + 1}`;
    const all = (fold: "MAX" | "SUM", metricName: string, statistic: Statistic): AlarmSpec["watches"] => {
      const metrics = nodes.map((node) => [
        `n${nodes.indexOf(node)}`,
        metricsOf("AWS/ElastiCache", { CacheClusterId: node })(metricName, statistic),
      ]);
      return { expression: `${fold}(METRICS())`, metrics: Object.fromEntries(metrics) };
    };
    const warning = { ...above, severity: "warn" as const, ...fiveMinutes(3) };
    return [
      {
        role: `${name}-cpu`,
        description: "A node's engine, which has one core, has been above 80 % for a quarter of an hour.",
        watches: all("MAX", "EngineCPUUtilization", "Average"),
        ...warning,
        threshold: 80,
      },
      {
        role: `${name}-memory`,
        description:
          "A node has used more than 80 % of its memory for a quarter of an hour; then it drops keys.",
        watches: all("MAX", "DatabaseMemoryUsagePercentage", "Average"),
        ...warning,
        threshold: 80,
      },
      {
        role: `${name}-evictions`,
        description: "The cache drops keys before their time, sessions among them, to have room for others.",
        watches: all("SUM", "Evictions", "Sum"),
        ...warning,
        threshold: 0,
      },
      ...(nodes.length > 1
        ? [
            {
              role: `${name}-lag`,
              description: "A replica is more than a second behind: a failover would lose that second.",
              watches: all("MAX", "ReplicationLag", "Average"),
              ...warning,
              threshold: 1,
            },
          ]
        : []),
    ];
  });
}
