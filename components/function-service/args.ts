import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";

/** The least that gets from a function into its log. */
export enum LogLevel {
  Debug = "DEBUG",
  Info = "INFO",
  Warn = "WARN",
  Error = "ERROR",
}

/** Execution environments that are kept warm, so that no request waits for one to start. */
export interface ProvisionedConcurrency {
  /** Environments that are always there, 1 or more. */
  minimum: number;
  /**
   * Environments that scaling may add up to.
   * @default `minimum`: their number is fixed
   */
  maximum?: number;
  /**
   * Percentage of the environments in use at which more are added, 10 to 90.
   * @default 70
   */
  targetUtilization?: number;
}

/** A place that a function in a VPC may open connections to; one of `cidr`, `securityGroupId` and `prefixListId`. */
export interface FunctionDestination {
  /** Short name, unique among the destinations, for example `database`. */
  name: string;
  /** TCP port. */
  port: number;
  /** Address range. */
  cidr?: string;
  /** Security group of the other side, which has to admit the function's. */
  securityGroupId?: pulumi.Input<string>;
  /** Managed prefix list, for example that of S3's gateway endpoint. */
  prefixListId?: pulumi.Input<string>;
}

/** The VPC that a function runs in. */
export interface FunctionNetwork {
  /** A change replaces the security group. */
  vpcId: pulumi.Input<string>;
  /** Private subnets, in more than one zone. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Where it may connect to; nothing may connect to it. */
  destinations: FunctionDestination[];
}

/** A queue whose messages a function works on. A message that fails comes back alone, not with its whole batch. */
export interface FunctionQueue {
  /** Short name, unique among the function's queues. */
  name: string;
  queueArn: pulumi.Input<string>;
  /** ARN of the queue's key. */
  queueKeyArn: pulumi.Input<string>;
  /** Visibility timeout of the queue in seconds, six times the function's `timeout` or more. */
  visibilityTimeoutSeconds: number;
  /**
   * Messages in one invocation, 1 to 10000; up to 10 for a FIFO queue.
   * @default 10
   */
  batchSize?: number;
  /**
   * Seconds that an invocation waits for its batch to be full, 0 to 300; not for a FIFO queue, and 1 or more for batches
   * above 10.
   * @default 0
   */
  batchWindowSeconds?: number;
  /**
   * Most invocations at the same time, 2 to 1000, so that the rest waits in the queue and not among throttled retries.
   * @default none: as many as the function may have
   */
  maximumConcurrency?: number;
}

/** When a function is called by the clock. */
export interface FunctionSchedule {
  /** Last part of the schedule's name, unique among those of the function. A change replaces the schedule. */
  name: string;
  /** `rate(5 minutes)`, `cron(0 20 ? * MON-FRI *)` or `at(2030-01-31T20:00:00)`. */
  expression: string;
  /**
   * Time zone of the expression, for example `Europe/Berlin`.
   * @default "UTC"
   */
  timezone?: string;
  /**
   * What the function gets. Never a secret.
   * @default {}
   */
  input?: Record<string, unknown>;
  /**
   * Whether the clock runs.
   * @default true
   */
  enabled?: boolean;
}

/** A service that may call a function, for one of its resources. */
export interface FunctionCaller {
  /** Short name, unique among the callers. */
  name: string;
  /** For example `s3.amazonaws.com`. */
  service: string;
  /** ARN of the resource for which the service calls. */
  sourceArn: pulumi.Input<string>;
}

/** What {@link FunctionService} takes. */
export interface FunctionServiceArgs {
  /** Region of the function. A change replaces all of it. */
  region: string;
  /** Name of the function, unique in account and region, up to 64 characters. A change replaces it. */
  functionName: string;
  /** What it does, for the people who see it in the console. */
  description: string;
  /** Its code, as an archive; a change publishes a version. */
  code: pulumi.asset.Archive;
  /**
   * File and name of what Lambda calls.
   * @default "index.handler"
   */
  handler?: string;
  /** Key of environment, log, schedules and dead-letter queue in the region; it has to admit `KeyUser.CloudWatchLogs`. */
  keyArn: pulumi.Input<string>;
  /**
   * What the code reads from its environment. Never a secret: pass the ARN of one, and a statement to read it.
   * @default {}
   */
  environment?: Record<string, pulumi.Input<string>>;
  /**
   * What the code may do besides writing its log and traces.
   * @default []
   */
  permissions?: PolicyStatement[];
  /**
   * Megabytes of memory, 128 to 10240; processor time grows with it.
   * @default 512
   */
  memorySize?: number;
  /**
   * Seconds after which an invocation is ended, 1 to 900.
   * @default 10
   */
  timeout?: number;
  /**
   * Most invocations at the same time, 1 or more, taken out of those of the account (1000 in most regions, of which 100
   * have to stay free): no other function can take them, and this one can take no more.
   * @default none: what the account has left
   */
  reservedConcurrency?: number;
  /**
   * Environments that are kept warm. They cost by the hour: 0.0000033 USD for each gigabyte and second, or 4.40 USD a
   * month for one environment of 512 megabytes.
   * @default none
   */
  provisionedConcurrency?: ProvisionedConcurrency;
  /**
   * Leave the alias to CodeDeploy, which moves traffic step by step: Pulumi publishes versions and does not say which of
   * them answers. Without it an update moves all traffic at once.
   * @default false
   */
  deployedByCodeDeploy?: boolean;
  /**
   * VPC in which it runs; without one it reaches AWS's services alone.
   * @default none
   */
  network?: FunctionNetwork;
  /**
   * Queues whose messages it works on.
   * @default []
   */
  queues?: FunctionQueue[];
  /**
   * Calls by the clock.
   * @default []
   */
  schedules?: FunctionSchedule[];
  /**
   * Services that call it.
   * @default []
   */
  callers?: FunctionCaller[];
  /**
   * Further tries after an event at which the function failed, 0 to 2. For calls that wait for an answer the caller tries
   * again, and for queues SQS.
   * @default 2
   */
  asyncRetries?: number;
  /**
   * Seconds after which an event is too old to be tried, 60 to 21600.
   * @default 3600
   */
  asyncMaxAgeSeconds?: number;
  /**
   * The least that gets into the log.
   * @default LogLevel.Info
   */
  logLevel?: LogLevel;
  /**
   * Days that the log is kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
  /**
   * Protect the dead-letter queue and what is in it from deletion by Pulumi.
   * @default true
   */
  protect?: boolean;
}

/** Defaults of {@link FunctionServiceArgs}, and what every function has. */
export const defaults = {
  handler: "index.handler",
  memorySize: 512,
  timeout: 10,
  deployedByCodeDeploy: false,
  asyncRetries: 2,
  asyncMaxAgeSeconds: 3600,
  logLevel: LogLevel.Info,
  logRetentionInDays: 365,
  protect: true,
  batchSize: 10,
  batchWindowSeconds: 0,
  timezone: "UTC",
  targetUtilization: 70,
  runtime: "nodejs22.x",
  architecture: "arm64",
  /** Name of the alias that all callers use. */
  alias: "live",
  /** Seconds for which the dead-letter queue keeps an event: the longest that SQS does. */
  deadLetterRetentionSeconds: 1_209_600,
} as const;
