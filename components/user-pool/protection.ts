import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as cognito from "@pulumi/aws/cognito";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { defaults, FeaturePlan, type UserPoolArgs } from "./args";

/** What watches a pool: threat protection, a log of what happened, a firewall. */
export function createProtection(
  name: string,
  args: UserPoolArgs,
  pool: cognito.UserPool,
  parent: pulumi.Resource,
): void {
  const { region, plan = defaults.plan } = args;
  if (plan === FeaturePlan.Plus) threats(name, region, pool.id, parent);
  log(name, args, pool.id, plan, parent);
  if (args.webAclArn !== undefined) {
    new wafv2.WebAclAssociation(
      `${name}-firewall`,
      { region, resourceArn: pool.arn, webAclArn: args.webAclArn },
      { parent },
    );
  }
}

/** Without a configuration threat protection sees and does nothing. */
function threats(
  name: string,
  region: string,
  userPoolId: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  new cognito.RiskConfiguration(
    `${name}-risk`,
    {
      region,
      userPoolId,
      compromisedCredentialsRiskConfiguration: {
        actions: { eventAction: "BLOCK" },
        eventFilters: ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"],
      },
      accountTakeoverRiskConfiguration: {
        actions: {
          highAction: { eventAction: "BLOCK", notify: false },
          mediumAction: { eventAction: "MFA_REQUIRED", notify: false },
          lowAction: { eventAction: "MFA_IF_CONFIGURED", notify: false },
        },
      },
    },
    { parent },
  );
}

/** Mail that did not go out, and with `FeaturePlan.Plus` who signed in, from where, and at what risk. */
function log(
  name: string,
  args: UserPoolArgs,
  userPoolId: pulumi.Output<string>,
  plan: FeaturePlan,
  parent: pulumi.Resource,
): void {
  const { region, keyArn } = args;
  const group = new cloudwatch.LogGroup(
    `${name}-log`,
    {
      region,
      // CloudWatch admits deliveries to groups of this prefix without a policy of their own.
      name: `/aws/vendedlogs/cognito/${args.poolName.replaceAll(/[^\w./-]/g, "-")}`,
      kmsKeyId: keyArn,
      retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
    },
    { parent },
  );
  const to = { cloudWatchLogsConfiguration: { logGroupArn: group.arn } };
  new cognito.LogDeliveryConfiguration(
    `${name}-log-delivery`,
    {
      region,
      userPoolId,
      logConfigurations: [
        { eventSource: "userNotification", logLevel: "ERROR", ...to },
        ...(plan === FeaturePlan.Plus ? [{ eventSource: "userAuthEvents", logLevel: "INFO", ...to }] : []),
      ],
    },
    { parent },
  );
}
