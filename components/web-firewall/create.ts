import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { KeyUser, RegionalKey } from "../regional-key";
import { byVersion } from "./address-ranges";
import { firewallNames } from "./names";
import { dataProtections, redactedFields } from "./redaction";
import { type AddressSet, type FirewallPlan, firewallRules } from "./rules";

/** A web ACL with its lists and its log, all defaults settled. */
export interface WebAclPlan {
  scope: "CLOUDFRONT" | "REGIONAL";
  /** us-east-1 for CloudFront. */
  region: string;
  /** Start of all names. */
  resourceName: string;
  /** What it guards, for the people who see it in the console. */
  description: string;
  rules: FirewallPlan;
  allowedAddresses: readonly string[];
  deniedAddresses: readonly string[];
  logRetentionInDays: number;
}

/** Creates a web ACL with its address lists and its encrypted log. */
export function createWebAcl(name: string, plan: WebAclPlan, parent: pulumi.Resource): wafv2.WebAcl {
  const { region, scope, resourceName } = plan;
  const acl = new wafv2.WebAcl(
    `${name}-web-acl`,
    {
      region,
      scope,
      name: firewallNames(resourceName).webAcl.name,
      description: plan.description,
      defaultAction: { allow: {} },
      rules: firewallRules(plan.rules, addressSets(name, plan, parent)),
      visibilityConfig: {
        metricName: resourceName,
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: true,
      },
      dataProtectionConfig: { dataProtections },
    },
    { parent },
  );
  createLog(name, plan, acl, parent);
  return acl;
}

function addressSets(
  name: string,
  { region, scope, resourceName, allowedAddresses, deniedAddresses }: WebAclPlan,
  parent: pulumi.Resource,
): AddressSet<pulumi.Output<string>>[] {
  const names = firewallNames(resourceName);
  const lists = [
    { role: "allowed", action: "allow", prefix: names.allowedAddresses.name, ranges: allowedAddresses },
    { role: "denied", action: "block", prefix: names.deniedAddresses.name, ranges: deniedAddresses },
  ] as const;
  return lists.flatMap(({ role, action, prefix, ranges }) =>
    Object.entries(byVersion(ranges))
      .filter(([, addresses]) => addresses.length > 0)
      .map(([ipAddressVersion, addresses]) => {
        const version = ipAddressVersion.toLowerCase();
        const set = new wafv2.IpSet(
          `${name}-${role}-${version}`,
          { region, scope, name: `${prefix}-${version}`, ipAddressVersion, addresses },
          { parent },
        );
        return { name: `${role}-addresses-${version}`, arn: set.arn, action };
      }),
  );
}

function createLog(
  name: string,
  { region, resourceName, logRetentionInDays }: WebAclPlan,
  acl: wafv2.WebAcl,
  parent: pulumi.Resource,
): void {
  const names = firewallNames(resourceName);
  const key = new RegionalKey(
    `${name}-firewall-log-key`,
    {
      region,
      alias: names.firewallLogKey.name,
      description: `Log of the web ACL ${names.webAcl.name}`,
      users: [KeyUser.CloudWatchLogs],
    },
    { parent },
  );
  const log = new cloudwatch.LogGroup(
    `${name}-firewall-log`,
    { region, name: names.firewallLog.name, kmsKeyId: key.arn, retentionInDays: logRetentionInDays },
    { parent },
  );
  new wafv2.WebAclLoggingConfiguration(
    `${name}-firewall-logging`,
    { region, resourceArn: acl.arn, logDestinationConfigs: [log.arn], redactedFields },
    { parent },
  );
}
