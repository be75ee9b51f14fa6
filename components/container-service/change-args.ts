import type * as pulumi from "@pulumi/pulumi";

/** How a new version takes the place of the old one. */
export enum DeploymentKind {
  /** Tasks one after the other. */
  Rolling = "rolling",
  /** All tasks a second time, then all requests at once. */
  BlueGreen = "blue-green",
  /** All tasks a second time, then a small share of the requests, then the rest. */
  Canary = "canary",
  /** All tasks a second time, then the requests in equal steps. */
  Linear = "linear",
  /** By AWS CodeDeploy, which owns task definition and traffic from the first deployment on. */
  CodeDeploy = "code-deploy",
}

/** Who brings a new version. */
export enum Releaser {
  /** The program: its `image` is what runs. */
  Program = "program",
  /** A pipeline, which registers task definitions of its own: the program's is the first one, and later ones are left alone. */
  Pipeline = "pipeline",
}

/** How versions change. */
export interface ServiceDeployment {
  /**
   * How a new version takes over; all but rolling ones need an entrance. A change from or to CodeDeploy replaces the service.
   * @default DeploymentKind.Rolling
   */
  kind?: DeploymentKind;
  /**
   * Who brings a new version. Always the pipeline with CodeDeploy.
   * @default Releaser.Program
   */
  releasedBy?: Releaser;
  /**
   * Minutes that the old version is kept beside the new one, 0 to 1440; for blue/green, canary and linear deployments.
   * @default 5
   */
  bakeMinutes?: number;
  /**
   * Percentage of the requests that a canary gets first, or that each step of a linear deployment adds, 3 to 100.
   * @default 10
   */
  stepPercent?: number;
  /**
   * Minutes between two steps, or that a canary is watched, 0 to 1440.
   * @default 5
   */
  stepMinutes?: number;
  /**
   * Percentage of requests that may fail with a 5xx before a deployment is rolled back, above 0 to 100; with an entrance.
   * @default 5
   */
  errorPercent?: number;
  /**
   * Names of further alarms that roll a deployment back.
   * @default []
   */
  alarmNames?: pulumi.Input<string>[];
}

/** What the steps of {@link StepScaling} look at. */
export enum StepMetric {
  Cpu = "CPUUtilization",
  Memory = "MemoryUtilization",
}

/** Scaling in steps by two alarms. */
export interface StepScaling {
  /**
   * What is looked at, as the average of all tasks in percent of what they have.
   * @default StepMetric.Cpu
   */
  metric?: StepMetric;
  /** Percent above which tasks are added: one, or two from 20 points more on. */
  above: number;
  /** Percent below which one task is taken away after a quarter of an hour. */
  below: number;
}

/** How many tasks there are; each target that is given is followed, by the one that asks for most. */
export interface ServiceScaling {
  /** Fewest tasks. */
  minimum: number;
  /** Most tasks. */
  maximum: number;
  /**
   * CPU in percent that is aimed at.
   * @default none
   */
  cpuPercent?: number;
  /**
   * Memory in percent that is aimed at.
   * @default none
   */
  memoryPercent?: number;
  /**
   * Requests a minute and task that are aimed at; with an entrance, and with rolling deployments only.
   * @default none
   */
  requestsPerTask?: number;
  /**
   * Steps by alarms.
   * @default none
   */
  steps?: StepScaling;
  /**
   * Seconds between two steps up.
   * @default 60
   */
  upCooldownSeconds?: number;
  /**
   * Seconds between two steps down.
   * @default 300
   */
  downCooldownSeconds?: number;
}
