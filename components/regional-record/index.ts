import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { decidingCheck } from "../health-check/create";
import { type Answer, nearestName, regionAnswers } from "./answers";
import { defaults, isValues, type RegionalRecordArgs, RoutingKind, ValueType } from "./args";
import { isSecondary, mistakes } from "./validate";

export * from "./args";

/**
 * One region's answers for a name that several regions share. Each region's stack owns its own, so that none waits for
 * another, and losing a region or its stack leaves the others' as they are.
 *
 * By location, three kinds of records work together. Each region has records for its countries and continents, and one
 * latency record under a name of their own, the nearest name; one stack has the record for everybody else, an alias of
 * the nearest name. When a region is down, Route 53 takes its records for places as absent and looks at the next larger
 * place, and at the default last: so those callers end at the nearest name, where the dead region is out, too. A default
 * that answered with one region would lose everybody else with it.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-geo.html (health check)
 *
 * Cost: 3.50 USD a month for a check of an AWS endpoint (HTTPS, fast, latency), 0.70 and 0.60 USD for a million answers by location and latency
 * (an alias of an AWS resource costs nothing).
 */
export class RegionalRecord extends pulumi.ComponentResource {
  /** The name that all regions share. */
  readonly fqdn: pulumi.Output<string>;
  /** Id of the health check that decides, where there is one. Route 53 has its metric in us-east-1 alone. */
  readonly healthCheckId: pulumi.Output<string> | undefined;
  /** Name that answers with the nearest region, by location only. */
  readonly nearestName: string | undefined;

  constructor(name: string, args: RegionalRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RegionalRecord", name, mistakes(args));
    super("tandem:components:RegionalRecord", name, args, opts);

    const { recordName, routing } = args;
    this.healthCheckId = this.check(name, args);
    this.nearestName =
      routing.kind === RoutingKind.Geolocation ? nearestName(recordName, routing) : undefined;
    const made = new Map<string, route53.Record>();
    for (const answer of regionAnswers(args)) {
      made.set(answer.role, this.record(name, args, answer, made.get(nearestRole(answer))));
    }
    this.ownRecord(name, args);
    const [shared] = [...made.values()].slice(-1);
    this.fqdn = (shared as route53.Record).fqdn;
    this.registerOutputs({ fqdn: this.fqdn, healthCheckId: this.healthCheckId });
  }

  private check(name: string, args: RegionalRecordArgs): pulumi.Output<string> | undefined {
    const { healthCheck: check, switches = [], routing, recordName, region } = args;
    const label = [recordName, region, ...(args.label === undefined ? [] : [args.label])].join(" ");
    const endpoint = check && !isSecondary(routing) ? { ...asked(args), label, check } : undefined;
    return decidingCheck(name, label, endpoint, switches, this);
  }

  private record(
    name: string,
    args: RegionalRecordArgs,
    answer: Answer,
    nearest: route53.Record | undefined,
  ): route53.Record {
    const { recordName, type, setIdentifier, policy } = answer;
    const common = { zoneId: args.zoneId, name: recordName, type, setIdentifier, ...policy };
    if (answer.answers === "region") {
      return new route53.Record(
        `${name}-${answer.role}`,
        { ...common, ...answered(args), healthCheckId: this.healthCheckId },
        { parent: this },
      );
    }
    const alias = { name: this.nearestName as string, zoneId: args.zoneId, evaluateTargetHealth: true };
    // Route 53 refuses an alias of a record that is not there.
    const dependsOn = nearest === undefined ? [] : [nearest];
    return new route53.Record(
      `${name}-${answer.role}`,
      { ...common, aliases: [alias] },
      { parent: this, dependsOn },
    );
  }

  private ownRecord(name: string, args: RegionalRecordArgs): void {
    const { regionalName, zoneId, target } = args;
    if (regionalName === undefined) return;
    const type = isValues(target) ? target.type : ValueType.A;
    new route53.Record(
      `${name}-own`,
      { zoneId, name: regionalName, type, ...answered(args) },
      { parent: this },
    );
  }
}

/** Role of the record that a default answers with: the one of its own type. */
function nearestRole({ role }: Answer): string {
  return role.replace("default", "nearest");
}

function answered({ target }: RegionalRecordArgs): Partial<route53.RecordArgs> {
  if (isValues(target)) return { records: target.values, ttl: target.ttl ?? defaults.ttl };
  return { aliases: [{ name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: true }] };
}

/** What a check asks. Never the shared name: that follows what the check decides. */
function asked({ target, regionalName }: RegionalRecordArgs) {
  if (!isValues(target)) return { fqdn: regionalName ?? target.dnsName };
  const [value] = target.values;
  if (target.type === ValueType.CNAME) return { fqdn: regionalName ?? value };
  return { ipAddress: value, fqdn: regionalName };
}
