import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { type Mistake, refuse } from "../arguments/mistakes";
import type { AliasTarget } from "../failover-record";

/** What {@link AliasRecord} takes. */
export interface AliasRecordArgs {
  /** Hosted zone of the name. */
  zoneId: pulumi.Input<string>;
  /** The name, for example `checkout.example.com`. A change replaces the record. */
  recordName: string;
  /** What it answers with. A change is an update in place: the name is never gone. */
  target: AliasTarget;
  /**
   * Whether the name is unhealthy while its target is, for names that lead on to this one. An accelerator has no health
   * that Route 53 knows.
   * @default true
   */
  evaluateTargetHealth?: boolean;
}

/** The posture of a record unless its args say otherwise. */
export const defaults = { evaluateTargetHealth: true } as const;

/** One name that answers, over IPv4, with whatever one of AWS's names or another name of the zone does. */
export class AliasRecord extends pulumi.ComponentResource {
  /** The name as Route 53 has it. */
  readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: AliasRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("AliasRecord", name, mistakes(args));
    super("tandem:components:AliasRecord", name, args, opts);
    const { zoneId, recordName, target } = args;
    const { fqdn } = new route53.Record(
      `${name}-record`,
      {
        zoneId,
        name: recordName,
        type: "A",
        aliases: [
          {
            name: target.dnsName,
            zoneId: target.zoneId,
            evaluateTargetHealth: args.evaluateTargetHealth ?? defaults.evaluateTargetHealth,
          },
        ],
      },
      { parent: this },
    );
    this.fqdn = fqdn;
    this.registerOutputs({ fqdn });
  }
}

function mistakes({ recordName }: AliasRecordArgs): Mistake[] {
  if (/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(recordName)) return [];
  const reason = `"${recordName}" is not allowed, a whole name in lower case such as checkout.example.com is`;
  return [{ propertyPath: "recordName", reason }];
}
