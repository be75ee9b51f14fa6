import type * as pulumi from "@pulumi/pulumi";

/** One request of a canary, and what its answer has to be. `workloads/canary/checks.js` reads it. */
export interface CanaryCheck {
  /** Name of the step in CloudWatch. */
  name: string;
  /** Address, over HTTPS. */
  url: string;
  /** Statuses that are right. */
  status: number[];
  /**
   * Headers of the answer by their lower-case names, each with a part of its value; an empty part asks for the header alone.
   * @default {}
   */
  headers?: Record<string, string>;
  /**
   * Text that the answer's body holds.
   * @default none
   */
  contains?: string;
  /**
   * Milliseconds until the whole answer is there.
   * @default 5000
   */
  withinMilliseconds?: number;
}

/** A canary: what is checked together, and fails together. */
export interface CanaryArgs {
  /** Short name, unique among the canaries of the region, for example `api`. A change replaces the canary. */
  name: string;
  /** What people read when it fails. */
  description: string;
  /** What it asks for, at least one. */
  checks: CanaryCheck[];
}

/** What {@link Canaries} takes. */
export interface CanariesArgs {
  /** Region that they ask from: another than those of what they watch. A change replaces all of it. */
  region: string;
  /** Start of the canaries' names, in lower case, unique in account and region. A change replaces the canaries. */
  resourceName: string;
  /** Name of the bucket for their code and for what each run leaves. A change replaces the bucket and loses the runs. */
  bucketName: string;
  /** Their code, as the runtime wants it: `nodejs/node_modules/canary.js` and what it needs. */
  code: pulumi.asset.Archive;
  /** The canaries, at least one. */
  canaries: CanaryArgs[];
  /** Topic of the region that hears of failures. */
  topicArn: pulumi.Input<string>;
  /**
   * Minutes between two runs, 1 to 5.
   * @default 5
   */
  everyMinutes?: number;
  /**
   * Synthetics runtime. AWS withdraws old ones; a change is an update in place.
   * @default "syn-nodejs-puppeteer-15.0"
   */
  runtimeVersion?: string;
  /**
   * Days that logs are kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
  /**
   * Protect the bucket from deletion by Pulumi.
   * @default true
   */
  protect?: boolean;
  /**
   * Delete all runs with the bucket; without it a bucket that holds runs can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of canaries unless their args say otherwise. */
export const defaults = {
  everyMinutes: 5,
  runtimeVersion: "syn-nodejs-puppeteer-15.0",
  logRetentionInDays: 365,
  protect: true,
  forceDestroy: false,
  /** Days that the files and the results of a run are kept. */
  runRetentionDays: 31,
  timeoutSeconds: 60,
  memoryInMb: 960,
  /** Folder of the bucket that runs are kept in. */
  runFolder: "runs/",
} as const;
