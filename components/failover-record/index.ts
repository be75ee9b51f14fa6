import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** Place of a region in a failover pair. It is the home order, not a statement of which region is active now. */
export enum FailoverRole {
  /** Answered while healthy. */
  Primary = "PRIMARY",
  /** Answered while the primary is not healthy. */
  Secondary = "SECONDARY",
}

/** What a record answers with. */
export interface AliasTarget {
  /** DNS name of a load balancer, or another record of the zone. */
  dnsName: pulumi.Input<string>;
  /** Hosted zone id of the load balancer, or of the other record. */
  zoneId: pulumi.Input<string>;
}

/** An HTTPS check of a load balancer from the public internet. */
export interface OriginHealthCheck {
  /**
   * Path that the health checkers request over HTTPS. It must answer 2xx or 3xx within two seconds, and only
   * while the region can take payments.
   * @default "/healthz/ready"
   */
  path?: string;
  /**
   * Seconds between two checks of one checker: 10 (fast, costs more) or 30.
   * @default 10
   */
  requestInterval?: 10 | 30;
  /**
   * Failed checks in a row that make an endpoint unhealthy, 1 to 10.
   * @default 3
   */
  failureThreshold?: number;
}

/** What {@link FailoverRecord} takes. */
export interface FailoverRecordArgs {
  /** Hosted zone of the name. */
  zoneId: pulumi.Input<string>;
  /** The name that both halves share, for example `api-origin.example.com`. */
  recordName: string;
  /** Region that this record stands for; also the record's set identifier. */
  region: string;
  /** Whether this is the first or the second answer. */
  role: FailoverRole;
  /** What it answers with: the region's load balancer, or a name that fails over in its turn. */
  target: AliasTarget;
  /**
   * Check of the target besides the health of its own targets.
   * @default none: the target's own health decides
   */
  healthCheck?: OriginHealthCheck;
}

/** Defaults of {@link OriginHealthCheck}. */
export const defaults = {
  path: "/healthz/ready",
  requestInterval: 10,
  failureThreshold: 3,
  // Three is the least that Route 53 takes; one on each of three continents, so that no single outage decides.
  checkerRegions: ["us-west-1", "eu-west-1", "ap-southeast-1"],
} as const;

/**
 * One region's half of a Route 53 failover pair: an alias to its load balancer, or to the name that is asked next, and
 * an HTTPS health check where one is asked for. Each region's stack owns its own half, so neither waits for the other.
 *
 * Give a secondary no health check: when both halves are unhealthy Route 53 answers the primary, so a checked
 * secondary could only lose an answer. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html
 */
export class FailoverRecord extends pulumi.ComponentResource {
  /** The name that resolves to the healthy region. */
  readonly fqdn: pulumi.Output<string>;
  /** Id of the health check, where one was asked for. */
  readonly healthCheckId: pulumi.Output<string> | undefined;

  constructor(name: string, args: FailoverRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:FailoverRecord", name, args, opts);

    const healthCheck = args.healthCheck && this.healthCheck(name, args, args.healthCheck);
    const record = new route53.Record(
      `${name}-record`,
      {
        zoneId: args.zoneId,
        name: args.recordName,
        type: "A",
        setIdentifier: args.region,
        failoverRoutingPolicies: [{ type: args.role }],
        healthCheckId: healthCheck?.id,
        aliases: [{ name: args.target.dnsName, zoneId: args.target.zoneId, evaluateTargetHealth: true }],
      },
      { parent: this },
    );

    this.fqdn = record.fqdn;
    this.healthCheckId = healthCheck?.id;
    this.registerOutputs({ fqdn: this.fqdn, healthCheckId: this.healthCheckId });
  }

  private healthCheck(
    name: string,
    { target, recordName, region }: FailoverRecordArgs,
    check: OriginHealthCheck,
  ): route53.HealthCheck {
    return new route53.HealthCheck(
      `${name}-health-check`,
      {
        type: "HTTPS",
        // The load balancer's own name: the shared name would follow the failover that this check decides.
        fqdn: target.dnsName,
        port: 443,
        resourcePath: check.path ?? defaults.path,
        requestInterval: check.requestInterval ?? defaults.requestInterval,
        failureThreshold: check.failureThreshold ?? defaults.failureThreshold,
        enableSni: true,
        measureLatency: true,
        regions: [...defaults.checkerRegions],
        tags: { Name: `${recordName} ${region}` },
      },
      { parent: this },
    );
  }
}
