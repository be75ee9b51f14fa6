import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { logRetentionMistakes } from "../arguments/log-retention";
import { refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { deliveryPolicy } from "./delivery-policy";

/** What {@link QueryLog} takes. */
export interface QueryLogArgs {
  /** Public hosted zone whose queries are logged. */
  zoneId: pulumi.Input<string>;
  /** Domain of the zone; the log group is `/aws/route53/<zoneName>`. A change replaces it. */
  zoneName: string;
  /** Start of the names that are unique in the account: alias of the key, name of the resource policy. */
  resourceName: string;
  /**
   * Days that queries are kept; one of CloudWatch's numbers.
   * @default 400
   */
  retentionInDays?: number;
}

/** Defaults of {@link QueryLogArgs}. */
export const defaults = { retentionInDays: 400 } as const;

/** Route 53 writes query logs to this region alone. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
const LOG_REGION = "us-east-1";

/**
 * The DNS queries of a public zone, in an encrypted log group with an end.
 *
 * Cost: 1 USD a month for the key, and 0.50 USD per gigabyte of log.
 */
export class QueryLog extends pulumi.ComponentResource {
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: QueryLogArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("QueryLog", name, logRetentionMistakes("retentionInDays", args.retentionInDays));
    super("tandem:components:QueryLog", name, args, opts);
    const { zoneId, zoneName, resourceName } = args;
    const key = new RegionalKey(
      `${name}-key`,
      {
        region: LOG_REGION,
        alias: `${resourceName}-dns-queries`,
        description: `DNS queries of ${zoneName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this },
    );
    const logGroup = new cloudwatch.LogGroup(
      `${name}-group`,
      {
        region: LOG_REGION,
        name: `/aws/route53/${zoneName}`,
        kmsKeyId: key.arn,
        retentionInDays: args.retentionInDays ?? defaults.retentionInDays,
      },
      { parent: this },
    );
    const invoke = { parent: this };
    const policy = new cloudwatch.LogResourcePolicy(
      `${name}-policy`,
      {
        region: LOG_REGION,
        policyName: `${resourceName}-dns-queries`,
        policyDocument: pulumi
          .all([
            logGroup.arn,
            zoneId,
            getPartitionOutput({}, invoke).partition,
            getCallerIdentityOutput({}, invoke).accountId,
          ])
          .apply((parts) => deliveryPolicy(...parts)),
      },
      { parent: this },
    );
    new route53.QueryLog(
      `${name}-log`,
      { zoneId, cloudwatchLogGroupArn: logGroup.arn },
      { parent: this, dependsOn: policy },
    );
    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}
