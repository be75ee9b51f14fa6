import type * as pulumi from "@pulumi/pulumi";

/** Traces that people look at together. */
export interface TraceGroup {
  /** Short name, for example `faults`. A change replaces the group. */
  name: string;
  /** Filter expression of X-Ray, for example `fault = true`. */
  filter: string;
  /**
   * Whether X-Ray looks for what is unusual in it, and tells EventBridge; costs by the trace.
   * @default true
   */
  insights?: boolean;
}

/** How many of some requests are traced. Of several rules that match, the lowest priority decides. */
export interface SamplingRule {
  /** Short name, for example `payments`. A change replaces the rule. */
  name: string;
  /** 1 (first) to 9999, each once. */
  priority: number;
  /** Requests of each second that are always traced, by all of a region's instances together, 0 to 1,000,000. */
  reservoir: number;
  /** Share of the others that is traced, 0 to 1. */
  rate: number;
  /**
   * Path of the request; `*` and `?` stand for any characters and one.
   * @default "*"
   */
  urlPath?: string;
  /** @default "*" (all methods) */
  httpMethod?: string;
  /** @default "*" (all hosts) */
  host?: string;
  /**
   * Name of the service in its traces.
   * @default "*"
   */
  serviceName?: string;
  /**
   * Type of the service in its traces, such as `AWS::Lambda::Function`.
   * @default "*"
   */
  serviceType?: string;
}

/** A question to the logs that people ask again and again. */
export interface SavedQuery {
  /** Short name, for example `errors`; in the console below the prefix of all. */
  name: string;
  /** Source in the language of CloudWatch Logs Insights. */
  query: string;
  /** Log groups that it asks, 1 to 50. */
  logGroupNames: pulumi.Input<string>[];
}

/** What {@link RequestTracing} takes. */
export interface RequestTracingArgs {
  /** Region of the traces and logs. A change replaces all of it. */
  region: string;
  /** Start of all names, unique in account and region. A change replaces groups, rules and key. */
  resourceName: string;
  /**
   * Groups of traces.
   * @default [] (all traces are in X-Ray's own group)
   */
  groups?: TraceGroup[];
  /**
   * Sampling rules.
   * @default [] (X-Ray's own: one request a second and 5 % of the others)
   */
  samplingRules?: SamplingRule[];
  /**
   * Saved queries.
   * @default []
   */
  queries?: SavedQuery[];
  /**
   * Whether this stack owns the encryption of all traces of the account in this region: it is one setting for all systems,
   * so one of their stacks says true. Traces are then under a key of the account's own.
   * @default false
   */
  ownsEncryption?: boolean;
  /**
   * Protect the key of the traces from deletion by Pulumi: without it the traces can't be read.
   * @default true
   */
  protect?: boolean;
}

/** Defaults of {@link RequestTracingArgs} and its parts. */
export const defaults = { insights: true, anything: "*", ownsEncryption: false, protect: true } as const;
