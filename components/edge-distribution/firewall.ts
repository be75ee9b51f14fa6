import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { KeyUser, RegionalKey } from "../regional-key";
import { byVersion } from "./address-ranges";
import { defaults, EDGE_REGION, type EdgeDistributionArgs, OriginKind } from "./args";
import { type AddressSet, firewallRules } from "./firewall-rules";
import { physicalNames } from "./names";
import { dataProtections, redactedFields } from "./redaction";

/** Creates the web ACL of a distribution with its address lists and its log, all in us-east-1. */
export function createFirewall(
  name: string,
  args: EdgeDistributionArgs,
  parent: pulumi.Resource,
): wafv2.WebAcl {
  const acl = new wafv2.WebAcl(
    `${name}-web-acl`,
    {
      region: EDGE_REGION,
      scope: "CLOUDFRONT",
      name: physicalNames(args.resourceName).webAcl.name,
      description: `Guards the distribution ${args.resourceName}`,
      defaultAction: { allow: {} },
      rules: rules(args, addressSets(name, args, parent)),
      visibilityConfig: {
        metricName: args.resourceName,
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: true,
      },
      dataProtectionConfig: { dataProtections },
    },
    { parent },
  );
  createLog(name, args, acl, parent);
  return acl;
}

function rules(args: EdgeDistributionArgs, sets: AddressSet<pulumi.Output<string>>[]) {
  const { origin } = args;
  return firewallRules(
    {
      rateLimit: args.rateLimit ?? defaults.rateLimit[origin.kind],
      rateLimitedPaths: (origin.kind === OriginKind.Api && origin.rateLimitedPaths) || [],
      admitHostingProviders: origin.kind === OriginKind.Api,
      botControl: args.botControl ?? defaults.botControl,
    },
    sets,
  );
}

function addressSets(
  name: string,
  args: EdgeDistributionArgs,
  parent: pulumi.Resource,
): AddressSet<pulumi.Output<string>>[] {
  const names = physicalNames(args.resourceName);
  const lists = [
    { role: "allowed", action: "allow", prefix: names.allowedAddresses.name, ranges: args.allowedAddresses },
    { role: "denied", action: "block", prefix: names.deniedAddresses.name, ranges: args.deniedAddresses },
  ] as const;
  return lists.flatMap(({ role, action, prefix, ranges }) =>
    Object.entries(byVersion(ranges ?? []))
      .filter(([, addresses]) => addresses.length > 0)
      .map(([ipAddressVersion, addresses]) => {
        const version = ipAddressVersion.toLowerCase();
        const set = new wafv2.IpSet(
          `${name}-${role}-${version}`,
          {
            region: EDGE_REGION,
            scope: "CLOUDFRONT",
            name: `${prefix}-${version}`,
            ipAddressVersion,
            addresses,
          },
          { parent },
        );
        return { name: `${role}-addresses-${version}`, arn: set.arn, action };
      }),
  );
}

function createLog(
  name: string,
  args: EdgeDistributionArgs,
  acl: wafv2.WebAcl,
  parent: pulumi.Resource,
): void {
  const names = physicalNames(args.resourceName);
  const key = new RegionalKey(
    `${name}-firewall-log-key`,
    {
      region: EDGE_REGION,
      alias: names.firewallLogKey.name,
      description: `Log of the web ACL ${names.webAcl.name}`,
      users: [KeyUser.CloudWatchLogs],
    },
    { parent },
  );
  const log = new cloudwatch.LogGroup(
    `${name}-firewall-log`,
    {
      region: EDGE_REGION,
      name: names.firewallLog.name,
      kmsKeyId: key.arn,
      retentionInDays: args.firewallLogRetentionInDays ?? defaults.firewallLogRetentionInDays,
    },
    { parent },
  );
  new wafv2.WebAclLoggingConfiguration(
    `${name}-firewall-logging`,
    {
      region: EDGE_REGION,
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      redactedFields,
    },
    { parent },
  );
}
