import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement, TrustScope } from "../arguments/policy-statements";
import { catalogueName, type ReportingExtractArgs, tableName } from "./args";

/** What the function's rights name. */
export interface StepSurroundings {
  exportRoleArn: pulumi.Output<string>;
  keyArn: pulumi.Output<string>;
  scope: pulumi.Output<TrustScope>;
}

/** What the steps do: look at the cluster's snapshots, export one by RDS's own role, and add partitions to their tables. */
export function stepStatements(
  { resourceName, source, tables }: ReportingExtractArgs,
  { exportRoleArn, keyArn, scope }: StepSurroundings,
): PolicyStatement[] {
  const arn = (service: string, rest: string) =>
    scope.apply(
      ({ partition, region, accountId }) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`,
    );
  const database = catalogueName(resourceName);
  return [
    {
      sid: "FindSnapshots",
      actions: ["rds:DescribeDBClusterSnapshots"],
      resources: [
        arn("rds", `cluster:${source.clusterIdentifier}`),
        // A snapshot's name says nothing of its cluster, unless RDS made it.
        arn("rds", `cluster-snapshot:rds:${source.clusterIdentifier}-*`),
      ],
    },
    {
      // They know no resources. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
      sid: "Export",
      actions: ["rds:StartExportTask", "rds:DescribeExportTasks"],
      resources: ["*"],
    },
    {
      sid: "LetExport",
      actions: ["iam:PassRole"],
      resources: [exportRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "export.rds.amazonaws.com" } },
    },
    {
      // RDS works on the export after the call that starts it, by a grant.
      sid: "GrantKey",
      actions: ["kms:CreateGrant", "kms:DescribeKey"],
      resources: [keyArn],
    },
    {
      sid: "AddPartitions",
      actions: ["glue:GetTable", "glue:CreatePartition"],
      resources: [
        arn("glue", "catalog"),
        arn("glue", `database/${database}`),
        ...tables.map((table) => arn("glue", `table/${database}/${tableName(table)}`)),
      ],
    },
  ];
}
