import { rescueCluster } from "./documents";

/** What the policy of the documents' role depends on. */
export interface RoleScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** Twelve digits. */
  accountId: string;
  /** End of service names, such as `amazonaws.com`. */
  dnsSuffix: string;
  region: string;
  regions: readonly string[];
  resourceName: string;
  fenceFunctionArn: string;
  databaseKeyAlias: string;
  subnetGroup: string;
  parameterGroup: string;
}

/** Systems Manager may take the role for Automation of this account. */
export function automationTrust(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ssm.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** What the documents do and nothing else: they can't touch the database itself, only its rescue copies. */
export function rolePolicy(scope: RoleScope): string {
  const { partition, accountId, region, resourceName } = scope;
  const rds = (rest: string, where = region) => `arn:${partition}:rds:${where}:${accountId}:${rest}`;
  const cluster = rescueCluster(resourceName);
  const copies = rds(`cluster-snapshot:${cluster}-*`);
  const made = [rds(`cluster:${cluster}`), rds(`db:${cluster}-1`)];
  const allow = (Sid: string, Action: string[], Resource: string | string[], Condition?: object) => ({
    ...{ Sid, Effect: "Allow", Action, Resource },
    ...(Condition && { Condition }),
  });
  const Statement = [
    allow("CallFence", ["lambda:InvokeFunction"], scope.fenceFunctionArn),
    allow(
      "Copy",
      ["rds:CopyDBClusterSnapshot", "rds:AddTagsToResource"],
      [
        ...scope.regions.map((where) => rds("cluster-snapshot:rds:unplanned-global-failover-*", where)),
        copies,
      ],
    ),
    allow(
      "Restore",
      ["rds:RestoreDBClusterFromSnapshot", "rds:CreateDBInstance", "rds:AddTagsToResource"],
      [
        copies,
        ...made,
        rds(`subgrp:${scope.subnetGroup}`),
        rds(`cluster-pg:${scope.parameterGroup}`),
        rds("pg:default.*"),
      ],
    ),
    allow("Remove", ["rds:DeleteDBInstance", "rds:DeleteDBCluster"], made),
    allow("Wait", ["rds:DescribeDBClusterSnapshots", "rds:DescribeDBInstances"], [copies, ...made]),
    // The old writer's key reads, this region's writes; both only on behalf of RDS.
    allow(
      "Keys",
      ["kms:DescribeKey", "kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      scope.regions.map((where) => `arn:${partition}:kms:${where}:${accountId}:key/*`),
      {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${scope.databaseKeyAlias}` },
        StringEquals: { "kms:ViaService": scope.regions.map((where) => `rds.${where}.${scope.dnsSuffix}`) },
      },
    ),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
