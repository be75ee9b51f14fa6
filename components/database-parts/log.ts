import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

/** A log that RDS or ElastiCache writes to. */
export interface ServiceLog {
  region: string;
  /** Name that the service gives the log group, for example `/aws/rds/cluster/orders/postgresql`. */
  logGroupName: string;
  /** Days that the log is kept; one of CloudWatch's numbers. */
  retentionInDays: number;
  /** Key that CloudWatch Logs may use. */
  keyArn: pulumi.Input<string>;
}

/** The log that a service writes to, made before it: the service would make it without a key, and keep it for ever. */
export function createServiceLog(
  name: string,
  { region, logGroupName, retentionInDays, keyArn }: ServiceLog,
  parent: pulumi.Resource,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    name,
    { region, name: logGroupName, kmsKeyId: keyArn, retentionInDays },
    { parent },
  );
}
