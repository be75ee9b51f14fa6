import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { createAlarms } from "../regional-alarms/create";
import type { AlarmOverride, AlarmSpec } from "../regional-alarms/specs";
import { alarmMistakes, overridden } from "../regional-alarms/validate";

/** A distribution that is watched. */
export interface WatchedDistribution {
  /** Short name, part of its alarms' names, for example `api`. */
  name: string;
  /** Id of the distribution. */
  distributionId: pulumi.Input<string>;
  /** Name of its web ACL. */
  webAclName: string;
}

/** A health check that is watched. */
export interface WatchedHealthCheck {
  /** Last part of its alarm's name, for example `home-origin-unhealthy`. */
  role: string;
  /** What has happened when it changes. */
  description: string;
  healthCheckId: pulumi.Input<string>;
  /**
   * Which change people hear of: that it fails, or that one which fails as a rule no longer does, such as that of a
   * standby which is kept out until traffic is moved there.
   * @default "fails"
   */
  tells?: "fails" | "recovers";
}

/** What {@link EdgeAlarms} takes. */
export interface EdgeAlarmsArgs {
  /** Start of the alarms' names, unique in the account. A change replaces the alarms. */
  resourceName: string;
  /** Topic that hears of it, in us-east-1. */
  topicArn: pulumi.Input<string>;
  /**
   * Distributions that are watched, each by its own name.
   * @default []
   */
  distributions?: WatchedDistribution[];
  /** Route 53 health checks that move traffic to another region when they fail. */
  healthChecks: WatchedHealthCheck[];
  /**
   * What settings say of single alarms, by their roles, where this component says otherwise.
   * @default {}
   */
  overrides?: Record<string, AlarmOverride>;
  /**
   * Requests that a web ACL may turn away in five minutes before people hear of it.
   * @default 10000
   */
  blockedRequests?: number;
}

/** Defaults of {@link EdgeAlarmsArgs}. */
export const defaults = {
  blockedRequests: 10_000,
  /** Share of answers with a server error, in percent. */
  serverErrorRate: 1,
} as const;

/** CloudFront, WAF for CloudFront and Route 53 send their metrics to this region alone. */
const METRICS_REGION = "us-east-1";

/**
 * Alarms of what exists once for all regions: distributions, their web ACLs, and the health checks behind shared
 * names. All are in us-east-1, whichever the home region is.
 *
 * Cost: 0.10 USD a month for each alarm.
 */
export class EdgeAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: EdgeAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { resourceName, topicArn, distributions = [], overrides = {} } = args;
    const blocked = args.blockedRequests ?? defaults.blockedRequests;
    const specs = [
      ...distributions.flatMap((distribution) => distributionAlarms(distribution, blocked)),
      ...distributions.flatMap(edgeFunctionAlarms),
      ...args.healthChecks.map(({ role, description, healthCheckId, tells }) => ({
        ...originAlarm(role, description, healthCheckId),
        ...(tells === "recovers" ? RECOVERED : {}),
      })),
    ];
    refuse("EdgeAlarms", name, alarmMistakes(resourceName, specs, overrides));
    super("tandem:components:EdgeAlarms", name, args, opts);
    const place = { region: METRICS_REGION, resourceName, topicArn };
    createAlarms(name, overridden(specs, overrides), place, this);
    this.registerOutputs({});
  }
}

function distributionAlarms(
  { name, distributionId, webAclName }: WatchedDistribution,
  blockedRequests: number,
): AlarmSpec[] {
  const above = { comparison: "GreaterThanThreshold", missing: "notBreaching" } as const;
  return [
    {
      role: `${name}-server-errors`,
      description: `More than ${defaults.serverErrorRate} % of the answers of ${name} were server errors for five minutes.`,
      severity: "page",
      watches: {
        namespace: "AWS/CloudFront",
        metricName: "5xxErrorRate",
        dimensions: { DistributionId: distributionId, Region: "Global" },
        statistic: "Average",
      },
      ...above,
      threshold: defaults.serverErrorRate,
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
    },
    {
      role: `${name}-blocked-requests`,
      description: `The firewall of ${name} turns away unusually many requests: an attack, or a rule that hits customers.`,
      severity: "warn",
      watches: {
        namespace: "AWS/WAFV2",
        metricName: "BlockedRequests",
        dimensions: { WebACL: webAclName, Rule: "ALL" },
        statistic: "Sum",
      },
      ...above,
      threshold: blockedRequests,
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
  ];
}

/**
 * Errors of Lambda@Edge, which CloudFront counts for all edge regions together; silent while a distribution has no function.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-testing-debugging.html
 */
function edgeFunctionAlarms({ name, distributionId }: WatchedDistribution): AlarmSpec[] {
  const kinds = {
    LambdaExecutionError: ["edge-function-fails", "throws, or takes too long"],
    LambdaValidationError: ["edge-function-answers-wrongly", "gives CloudFront what it can't use"],
  } as const;
  return Object.entries(kinds).map(([metricName, [role, does]]) => ({
    role: `${name}-${role}`,
    description: `A Lambda@Edge function of ${name} ${does}: viewers get an error. Its log is in the region of the edge location.`,
    severity: "page",
    watches: {
      namespace: "AWS/CloudFront",
      metricName,
      dimensions: { DistributionId: distributionId, Region: "Global" },
      statistic: "Sum",
    },
    comparison: "GreaterThanThreshold",
    threshold: 0,
    missing: "notBreaching",
    period: 300,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
  }));
}

/** Passed in every second of a minute: a check that turns for a moment has moved nothing. Silence is what is usual. */
const RECOVERED = {
  comparison: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  missing: "notBreaching",
} as const;

/** An alarm on a Route 53 health check, in us-east-1 like its metric. */
export function originAlarm(
  role: string,
  description: string,
  healthCheckId: pulumi.Input<string>,
): AlarmSpec {
  return {
    role,
    description,
    severity: "page",
    watches: {
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: healthCheckId },
      statistic: "Minimum",
    },
    comparison: "LessThanThreshold",
    threshold: 1,
    missing: "breaching",
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
  };
}
