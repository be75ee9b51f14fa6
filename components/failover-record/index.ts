import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { OriginHealthCheck } from "../health-check/args";
import { decidingCheck } from "../health-check/create";

export { defaults, type OriginHealthCheck } from "../health-check/args";

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

    const { healthCheck: check, target, switches = [] } = args;
    const label = `${args.recordName} ${args.region}`;
    // The load balancer's own name is asked: the shared name would follow the failover that this check decides.
    const endpoint = check && { fqdn: target.dnsName, label, check };
    const healthCheckId = decidingCheck(name, label, endpoint, switches, this);
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
}
