import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type WebFirewallArgs } from "./args";
import { createWebAcl } from "./create";
import { firewallNames } from "./names";
import { mistakes } from "./validate";

export * from "./args";

/**
 * A web ACL of one region, for load balancers, APIs and user pools: lists of addresses, rate limits, and AWS's managed rules
 * for bad addresses, common attacks, known bad inputs and SQL injection. The edge has the same rules by EdgeDistribution.
 * Its log is encrypted, ends, and shows no credentials.
 *
 * Cost: 5 USD a month, 1 USD for each rule and 0.60 USD for a million requests; 1 USD for the key of its log.
 */
export class WebFirewall extends pulumi.ComponentResource {
  /** ARN of the web ACL, for what is associated elsewhere. */
  readonly webAclArn: pulumi.Output<string>;
  /** Name of the web ACL, as its metrics carry it. */
  readonly webAclName: string;

  constructor(name: string, args: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("WebFirewall", name, mistakes(args));
    super("tandem:components:WebFirewall", name, args, opts);
    const { region, resourceName } = args;
    const acl = createWebAcl(
      name,
      {
        scope: "REGIONAL",
        region,
        resourceName,
        description: `Guards ${resourceName} in ${region}`,
        rules: {
          rateLimit: args.rateLimit ?? defaults.rateLimit,
          rateLimitedPaths: args.rateLimitedPaths ?? [],
          admitHostingProviders: args.admitHostingProviders ?? defaults.admitHostingProviders,
          botControl: args.botControl ?? defaults.botControl,
          clientAddressHeader: args.clientAddressHeader,
        },
        allowedAddresses: args.allowedAddresses ?? [],
        deniedAddresses: args.deniedAddresses ?? [],
        logRetentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      this,
    );
    for (const guarded of args.guarded ?? []) {
      new wafv2.WebAclAssociation(
        `${name}-guards-${guarded.name}`,
        { region, webAclArn: acl.arn, resourceArn: guarded.arn },
        { parent: this },
      );
    }
    this.webAclArn = acl.arn;
    this.webAclName = firewallNames(resourceName).webAcl.name;
    this.registerOutputs({ webAclArn: this.webAclArn });
  }
}
