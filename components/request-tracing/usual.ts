import type { SamplingRule, TraceGroup } from "./args";

/**
 * The groups that most systems want: what failed, what was refused, and what took too long.
 *
 * @param slowSeconds answer time that is too long
 */
export function usualGroups(slowSeconds: number): TraceGroup[] {
  return [
    { name: "faults", filter: "fault = true" },
    { name: "throttled", filter: "throttle = true", insights: false },
    { name: "slow", filter: `responsetime > ${slowSeconds}`, insights: false },
  ];
}

/** Everything that writes, up to ten a second; of the rest one a second and a twentieth; of health checks nothing. */
export function usualSampling(healthPath: string): SamplingRule[] {
  return [
    { name: "health", priority: 100, reservoir: 0, rate: 0, urlPath: healthPath },
    { name: "writes", priority: 200, reservoir: 10, rate: 0.2, httpMethod: "POST" },
    { name: "rest", priority: 9000, reservoir: 1, rate: 0.05 },
  ];
}

/** Questions to logs whose lines AWS writes itself, by what they ask. */
export const usualQueries = {
  /**
   * Time and memory of Lambda functions that log as JSON, function by function.
   * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
   */
  functionTimes: [
    'filter type = "platform.report"',
    "stats count(*) as runs, pct(record.metrics.durationMs, 99) as p99, max(record.metrics.maxMemoryUsedMB) as memory, max(record.metrics.initDurationMs) as coldStart by @log",
    "sort p99 desc",
  ].join("\n| "),
  /**
   * What a web ACL turns away, by rule, country and path.
   * https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
   */
  blockedRequests: [
    'filter action = "BLOCK"',
    "stats count(*) as requests by terminatingRuleId, httpRequest.country, httpRequest.uri",
    "sort requests desc",
    "limit 50",
  ].join("\n| "),
  /** Errors of programs that log as JSON with a `level`, the newest first. */
  errors: ["filter level in ['ERROR', 'FATAL', 'error', 'fatal']", "sort @timestamp desc", "limit 100"].join(
    "\n| ",
  ),
} as const;
