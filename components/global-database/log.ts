import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { RegionalKey } from "../regional-key";
import { defaults, type GlobalDatabaseMember } from "./args";

/** The log that RDS writes to, made before the cluster: RDS would make it without a key, and keep it for ever. */
export function createDatabaseLog(
  name: string,
  { region, clusterIdentifier, logRetentionInDays }: GlobalDatabaseMember,
  key: RegionalKey,
  parent: pulumi.Resource,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    `${name}-log`,
    {
      region,
      name: `/aws/rds/cluster/${clusterIdentifier}/postgresql`,
      kmsKeyId: key.arn,
      retentionInDays: logRetentionInDays ?? defaults.logRetentionInDays,
    },
    { parent },
  );
}
