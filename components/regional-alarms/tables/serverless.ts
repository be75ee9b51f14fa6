import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../specs";
import { anomalyAlarm } from "./anomaly";
import { above, fiveMinutes, metricsOf, minutes, share } from "./parts";

/** A Lambda function. */
export interface WatchedFunction {
  /** Start of the alarms' roles, for example `orders`. */
  name: string;
  functionName: pulumi.Input<string>;
  /** Seconds after which Lambda ends a run. */
  timeoutSeconds: number;
  /**
   * Runs at once that are reserved for it.
   * @default none: its runs at once are not watched
   */
  reservedConcurrency?: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function functionAlarms(watched: WatchedFunction): AlarmSpec[] {
  const { name, functionName, timeoutSeconds, reservedConcurrency } = watched;
  const metric = metricsOf("AWS/Lambda", { FunctionName: functionName });
  return [
    {
      role: `${name}-errors`,
      description: `More than one in a hundred runs of ${name} have failed for five minutes.`,
      severity: "page",
      watches: share(metric("Errors", "Sum"), metric("Invocations", "Sum"), 1),
      ...above,
      threshold: 1,
      ...minutes(5, 3),
    },
    {
      role: `${name}-throttles`,
      description: `Lambda turns calls of ${name} away: its reserved concurrency, or the account's, is used up.`,
      severity: "page",
      watches: metric("Throttles", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    },
    {
      role: `${name}-duration`,
      description: `One in a hundred runs of ${name} takes more than eight tenths of the ${timeoutSeconds} s after which it is ended.`,
      severity: "warn",
      watches: metric("Duration", "p99"),
      ...above,
      threshold: timeoutSeconds * 800,
      ...fiveMinutes(3),
    },
    {
      role: `${name}-dead-letters-lost`,
      description: `Lambda could not hand over an event that ${name} has failed on: it is lost.`,
      severity: "page",
      watches: metric("DeadLetterErrors", "Sum"),
      ...above,
      threshold: 0,
      ...fiveMinutes(1),
    },
    ...(reservedConcurrency === undefined
      ? []
      : [
          {
            role: `${name}-concurrency`,
            description: `${name} has run more than eight tenths of its ${reservedConcurrency} times at once.`,
            severity: "warn" as const,
            watches: metric("ConcurrentExecutions", "Maximum"),
            ...above,
            threshold: Math.floor(reservedConcurrency * 0.8),
            ...minutes(5, 3),
          },
        ]),
  ];
}

/** A stage of a REST API of API Gateway. */
export interface WatchedApi {
  /** Start of the alarms' roles, for example `api`. */
  name: string;
  /** Name of the API. */
  apiName: pulumi.Input<string>;
  /** Name of the stage. */
  stage: string;
  /**
   * Milliseconds in which 99 of 100 requests are to be answered.
   * @default 1000
   */
  latencyMilliseconds?: number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export function apiAlarms({ name, apiName, stage, latencyMilliseconds = 1000 }: WatchedApi): AlarmSpec[] {
  const metric = metricsOf("AWS/ApiGateway", { ApiName: apiName, Stage: stage });
  return [
    {
      role: `${name}-errors`,
      description: `More than one in a hundred answers of ${name} were server errors for five minutes.`,
      severity: "page",
      watches: share(metric("5XXError", "Sum"), metric("Count", "Sum"), 20),
      ...above,
      threshold: 1,
      ...minutes(5),
    },
    {
      role: `${name}-latency`,
      description: `One in a hundred requests to ${name} has taken more than ${latencyMilliseconds} ms for a quarter of an hour.`,
      severity: "warn",
      watches: metric("Latency", "p99"),
      ...above,
      threshold: latencyMilliseconds,
      ...fiveMinutes(3),
    },
    anomalyAlarm({
      role: `${name}-refused`,
      description: `${name} refuses more requests than is usual at this hour: a caller's mistake, an expired key, or an attack.`,
      metric: metric("4XXError", "Sum"),
    }),
  ];
}
