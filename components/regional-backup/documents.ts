/** Trust of the role that AWS Backup takes to make, copy and restore backups of one account. */
export function backupTrust(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** AWS's own policies of that role, by their paths below `policy/`. */
export const ROLE_POLICIES = {
  backup: "service-role/AWSBackupServiceRolePolicyForBackup",
  restore: "service-role/AWSBackupServiceRolePolicyForRestores",
  "s3-backup": "AWSBackupServiceRolePolicyForS3Backup",
  "s3-restore": "AWSBackupServiceRolePolicyForS3Restore",
} as const;

/** Nobody deletes or shortens a backup by hand; it leaves the vault when its days are over. */
export function vaultPolicy(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "KeepBackups",
        Effect: "Deny",
        Principal: "*",
        Action: [
          "backup:DeleteRecoveryPoint",
          "backup:UpdateRecoveryPointLifecycle",
          "backup:DeleteBackupVault",
        ],
        Resource: "*",
      },
    ],
  });
}
