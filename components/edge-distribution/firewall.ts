import type * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { createWebAcl } from "../web-firewall/create";
import { defaults, EDGE_REGION, type EdgeDistributionArgs, OriginKind } from "./args";

/** Creates the web ACL of a distribution with its address lists and its log, all in us-east-1. */
export function createFirewall(
  name: string,
  args: EdgeDistributionArgs,
  parent: pulumi.Resource,
): wafv2.WebAcl {
  const { origin, resourceName } = args;
  return createWebAcl(
    name,
    {
      scope: "CLOUDFRONT",
      region: EDGE_REGION,
      resourceName,
      description: `Guards the distribution ${resourceName}`,
      rules: {
        rateLimit: args.rateLimit ?? defaults.rateLimit[origin.kind],
        rateLimitedPaths: (origin.kind !== OriginKind.Site && origin.rateLimitedPaths) || [],
        admitHostingProviders: args.admitHostingProviders ?? origin.kind === OriginKind.Api,
        botControl: args.botControl ?? defaults.botControl,
      },
      allowedAddresses: args.allowedAddresses ?? [],
      deniedAddresses: args.deniedAddresses ?? [],
      logRetentionInDays: args.firewallLogRetentionInDays ?? defaults.firewallLogRetentionInDays,
    },
    parent,
  );
}
