import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { originAlarm } from "../edge-alarms";
import { defaults } from "../failover-record";
import { createAlarms } from "../regional-alarms/create";

/** What {@link OriginWatch} takes. */
export interface OriginWatchArgs {
  /** Region of the origin. */
  originRegion: string;
  /** DNS name of its load balancer. */
  loadBalancerDnsName: pulumi.Input<string>;
  /** Start of the alarm's name, unique in the account's us-east-1. A change replaces the alarm. */
  resourceName: string;
  /** Topic that hears of it, in us-east-1. */
  topicArn: pulumi.Input<string>;
  /**
   * Path that the checkers request over HTTPS.
   * @default "/healthz/ready"
   */
  path?: string;
}

/** Route 53 sends its metrics to this region alone. */
const METRICS_REGION = "us-east-1";

/**
 * Asks a standby's origin from three continents whether it could take payments, through the same load balancer and
 * certificate that CloudFront would use, and pages somebody when it couldn't. Nothing fails over by it: it stands behind
 * no record.
 *
 * A canary can't do this: the load balancer admits CloudFront and Route 53's checkers, and nobody else.
 *
 * Cost: 3.75 USD a month for the check (HTTPS, fast, latency), 0.10 for the alarm.
 */
export class OriginWatch extends pulumi.ComponentResource {
  constructor(name: string, args: OriginWatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:OriginWatch", name, args, opts);
    const { originRegion, resourceName, topicArn } = args;
    const check = new route53.HealthCheck(
      `${name}-check`,
      {
        type: "HTTPS",
        fqdn: args.loadBalancerDnsName,
        port: 443,
        resourcePath: args.path ?? defaults.path,
        requestInterval: defaults.requestInterval,
        failureThreshold: defaults.failureThreshold,
        enableSni: true,
        measureLatency: true,
        regions: [...defaults.checkerRegions],
        tags: { Name: `${resourceName} ${originRegion}, watched only` },
      },
      { parent: this },
    );
    const spec = originAlarm(
      `origin-unhealthy-${originRegion}`,
      `${originRegion} does not answer from outside: it could not take over.`,
      check.id,
    );
    createAlarms(name, [spec], { region: METRICS_REGION, resourceName, topicArn }, this);
    this.registerOutputs({});
  }
}
