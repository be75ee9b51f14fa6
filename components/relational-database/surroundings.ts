import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import type { RegionalKey } from "../regional-key";

/** What a database of any form stands on. */
export interface Surroundings {
  key: RegionalKey;
  subnetGroup: rds.SubnetGroup;
  securityGroup: ec2.SecurityGroup;
  protect: boolean;
  /** `standard` or `advanced`. */
  insightsMode: string;
  /** Performance Insights, equal in a cluster and its instances. */
  insights: {
    performanceInsightsEnabled: boolean;
    performanceInsightsKmsKeyId?: pulumi.Output<string>;
    performanceInsightsRetentionPeriod?: number;
  };
  /** Enhanced monitoring of an instance. */
  monitoring: { monitoringInterval: number; monitoringRoleArn: pulumi.Output<string> };
  /** Makes the log groups of a cluster or instance, for its `dependsOn`. */
  createLogs(kind: "cluster" | "instance", identifier: string): cloudwatch.LogGroup[];
}

/** What every form of database has in the end. */
export interface Database {
  arn: pulumi.Output<string>;
  resourceId: pulumi.Output<string>;
  endpoint: pulumi.Output<string>;
  readerEndpoints: pulumi.Output<string>[];
  reportingEndpoint: pulumi.Output<string> | undefined;
  secretArn: pulumi.Output<string>;
  secretKeyArn: pulumi.Output<string>;
  instanceIdentifiers: string[];
}

/** ARN of the secret in which RDS keeps the password. */
export function managedSecret(secrets: pulumi.Output<{ secretArn: string }[]>): pulumi.Output<string> {
  return secrets.apply(([secret]) => {
    if (secret === undefined) throw new Error("RDS names no secret for the administrator's password.");
    return secret.secretArn;
  });
}
