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
  /**
   * Ids of health checks that people turn, such as those of Region switch plans. The record answers only while all of
   * them, and the check of the target, are healthy.
   * @default [] (nobody turns the record)
   */
  switches?: pulumi.Input<string>[];
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
 * health checks where they are asked for. Each region's stack owns its own half, so neither waits for the other.
 *
 * Give a secondary no check of its target: when both halves are unhealthy Route 53 answers the primary, so a checked
 * secondary could only lose an answer. A switch is something else: it keeps traffic out until people let it in. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html
 */
export class FailoverRecord extends pulumi.ComponentResource {
  /** The name that resolves to the healthy region. */
  readonly fqdn: pulumi.Output<string>;
  /** Id of the health check that decides, where one was asked for. */
  readonly healthCheckId: pulumi.Output<string> | undefined;

  constructor(name: string, args: FailoverRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:FailoverRecord", name, args, opts);

    const healthCheckId = this.decidingCheck(name, args);
    const record = new route53.Record(
      `${name}-record`,
      {
        zoneId: args.zoneId,
        name: args.recordName,
        type: "A",
        setIdentifier: args.region,
        failoverRoutingPolicies: [{ type: args.role }],
        healthCheckId,
        aliases: [{ name: args.target.dnsName, zoneId: args.target.zoneId, evaluateTargetHealth: true }],
      },
      { parent: this },
    );

    this.fqdn = record.fqdn;
    this.healthCheckId = healthCheckId;
    this.registerOutputs({ fqdn: this.fqdn, healthCheckId: this.healthCheckId });
  }

  /** The one check that a record can have; several are summed up in one that is healthy while all of them are. */
  private decidingCheck(name: string, args: FailoverRecordArgs): pulumi.Output<string> | undefined {
    const { healthCheck, switches = [], recordName, region } = args;
    const own = healthCheck && this.healthCheck(name, args, healthCheck).id;
    const [first, ...others] = own === undefined ? switches : [own, ...switches];
    if (first === undefined) return undefined;
    if (others.length === 0) return pulumi.output(first);
    return new route53.HealthCheck(
      `${name}-all-checks`,
      {
        type: "CALCULATED",
        childHealthchecks: [first, ...others],
        childHealthThreshold: others.length + 1,
        tags: { Name: `${recordName} ${region}: all checks` },
      },
      { parent: this },
    ).id;
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
