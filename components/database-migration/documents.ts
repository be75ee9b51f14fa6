/** Where a migration is. */
export interface MigrationScope {
  partition: string;
  region: string;
  accountId: string;
  dnsSuffix: string;
}

/** Trust of the role by which endpoints reach secret and database: DMS of the region, working for this account. */
export function endpointTrust({ region, accountId, dnsSuffix }: MigrationScope): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: [`dms.${region}.${dnsSuffix}`, "dms.amazonaws.com"] },
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** Trust of the roles that an account has once for DMS. */
export function accountTrust(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "dms.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** Roles that DMS wants under just these names, and AWS's own policies for them. */
export const ACCOUNT_ROLES = {
  "dms-vpc-role": "service-role/AmazonDMSVPCManagementRole",
  "dms-cloudwatch-logs-role": "service-role/AmazonDMSCloudWatchLogsRole",
} as const;

/** What the endpoint of the source may do: read one secret. */
export function sourcePolicy(
  { region, dnsSuffix }: MigrationScope,
  secretArn: string,
  secretKeyArn: string | undefined,
): string {
  const decrypt = {
    Sid: "DecryptSecret",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: secretKeyArn,
    Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.${dnsSuffix}` } },
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadSecret",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        Resource: secretArn,
      },
      ...(secretKeyArn === undefined ? [] : [decrypt]),
    ],
  });
}

/** What the endpoint of the target may do: log in to one cluster as one user. */
export function targetPolicy(
  { partition, region, accountId }: MigrationScope,
  { resourceId, username }: { resourceId: string; username: string },
): string {
  const Resource = `arn:${partition}:rds-db:${region}:${accountId}:dbuser:${resourceId}/${username}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "LogIn", Effect: "Allow", Action: "rds-db:connect", Resource }],
  });
}

/**
 * Which tables move: all of the given databases.
 * https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TableMapping.SelectionTransformation.Selections.html
 */
export function tableMappings(schemas: readonly string[]): string {
  return JSON.stringify({
    rules: schemas.map((schema, index) => ({
      "rule-type": "selection",
      "rule-id": String(index + 1),
      "rule-name": String(index + 1),
      "object-locator": { "schema-name": schema, "table-name": "%" },
      "rule-action": "include",
    })),
  });
}

/** Levels of log that a migration writes: what it did, and nothing of the data. */
const LOGGED = ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY", "TARGET_LOAD", "TASK_MANAGER"];

/**
 * Settings of the task: tables that are there already are left as they are and filled, each row is compared afterwards,
 * and large objects come whole.
 * https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.html
 */
export function taskSettings(): string {
  return JSON.stringify({
    FullLoadSettings: { TargetTablePrepMode: "DO_NOTHING" },
    TargetMetadata: { SupportLobs: true, FullLobMode: true, LobChunkSize: 64, LimitedSizeLobMode: false },
    ValidationSettings: { EnableValidation: true },
    Logging: {
      EnableLogging: true,
      LogComponents: LOGGED.map((Id) => ({ Id, Severity: "LOGGER_SEVERITY_DEFAULT" })),
    },
  });
}
