import * as backup from "@pulumi/aws/backup";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type RegionalBackupArgs, RestoredDatabase } from "./args";
import { backupTrust, ROLE_POLICIES } from "./documents";
import { mistakes } from "./validate";
import { createVault } from "./vault";

export * from "./args";

/**
 * Backups of what a region holds: every day into a vault of the region, each copied into a locked vault of another
 * region, and one restored every week to see that it can be.
 *
 * Replication carries a wrong statement to every region within a second; a backup doesn't.
 *
 * Cost: storage by the gigabyte in both regions, 2 USD a month for the keys, and the hours of the restored cluster.
 */
export class RegionalBackup extends pulumi.ComponentResource {
  /** ARN of the region's vault. */
  readonly vaultArn: pulumi.Output<string>;
  /** ARN of the locked vault in the other region. */
  readonly copyVaultArn: pulumi.Output<string>;

  private readonly protect: boolean;

  constructor(name: string, args: RegionalBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RegionalBackup", name, mistakes(args));
    super("tandem:components:RegionalBackup", name, args, opts);
    this.protect = args.protect ?? defaults.protect;

    const { region, copyRegion, resourceName } = args;
    const { protect } = this;
    const daily = args.dailyRetentionDays ?? defaults.dailyRetentionDays;
    const monthly = args.monthlyRetentionDays ?? defaults.monthlyRetentionDays;
    const vault = createVault(`${name}-vault`, { region, vaultName: resourceName, protect }, this);
    const copies = createVault(
      `${name}-copies`,
      {
        region: copyRegion,
        vaultName: `${resourceName}-copies-${region}`,
        protect,
        lock: { ...(args.lock ?? defaults.lock), minimumDays: daily, maximumDays: monthly },
      },
      this,
    );
    const role = this.role(name, args);
    this.plan(name, args, { vault, copies, role, retention: { daily, monthly } });
    this.restoreTest(name, args, vault, role);
    new backup.VaultNotifications(
      `${name}-notifications`,
      {
        region,
        backupVaultName: vault.name,
        snsTopicArn: args.topicArn,
        backupVaultEvents: [
          "BACKUP_JOB_FAILED",
          "COPY_JOB_FAILED",
          "RESTORE_JOB_FAILED",
          "S3_BACKUP_OBJECT_FAILED",
        ],
      },
      { parent: this },
    );

    this.vaultArn = vault.arn;
    this.copyVaultArn = copies.arn;
    this.registerOutputs({ vaultArn: this.vaultArn, copyVaultArn: this.copyVaultArn });
  }

  private role(name: string, { region, resourceName }: RegionalBackupArgs): iam.Role {
    const invoke = { parent: this };
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Backups of ${resourceName} in ${region}`,
        assumeRolePolicy: getCallerIdentityOutput({}, invoke).accountId.apply(backupTrust),
      },
      { parent: this },
    );
    const { partition } = getPartitionOutput({}, invoke);
    for (const [purpose, path] of Object.entries(ROLE_POLICIES)) {
      new iam.RolePolicyAttachment(
        `${name}-role-${purpose}`,
        { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${path}` },
        { parent: this },
      );
    }
    return role;
  }

  private plan(
    name: string,
    { region, resourceName, resources }: RegionalBackupArgs,
    made: {
      vault: backup.Vault;
      copies: backup.Vault;
      role: iam.Role;
      retention: { daily: number; monthly: number };
    },
  ): void {
    const rule = (ruleName: "daily" | "monthly", schedule: string) => {
      const lifecycle = { deleteAfter: made.retention[ruleName] };
      const copyActions = [{ destinationVaultArn: made.copies.arn, lifecycle }];
      return { ruleName, schedule, targetVaultName: made.vault.name, lifecycle, copyActions };
    };
    const plan = new backup.Plan(
      `${name}-plan`,
      {
        region,
        name: resourceName,
        rules: [rule("daily", defaults.dailySchedule), rule("monthly", defaults.monthlySchedule)],
      },
      { parent: this },
    );
    new backup.Selection(
      `${name}-selection`,
      {
        region,
        name: resourceName,
        planId: plan.id,
        iamRoleArn: made.role.arn,
        resources: resources.map(({ arn }) => arn),
      },
      { parent: this },
    );
  }

  /** Restores the newest backup of the database every week; AWS Backup deletes what it has restored. */
  private restoreTest(
    name: string,
    { region, resourceName, restoreTest }: RegionalBackupArgs,
    vault: backup.Vault,
    role: iam.Role,
  ): void {
    const nobody = new ec2.SecurityGroup(
      `${name}-restore-group`,
      {
        region,
        vpcId: restoreTest.vpcId,
        description: `Restored for a test of ${resourceName}: reached by nobody`,
      },
      { parent: this },
    );
    // Letters, digits and underscores alone.
    const testName = resourceName.replaceAll("-", "_");
    const plan = new backup.RestoreTestingPlan(
      `${name}-restore-plan`,
      {
        region,
        name: testName,
        scheduleExpression: defaults.restoreSchedule,
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: 7,
        },
      },
      { parent: this },
    );
    new backup.RestoreTestingSelection(
      `${name}-restore-selection`,
      {
        region,
        name: `${testName}_database`,
        restoreTestingPlanName: plan.name,
        iamRoleArn: role.arn,
        protectedResourceType: restoreTest.kind ?? RestoredDatabase.Aurora,
        protectedResourceArns: [restoreTest.databaseArn],
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
        restoreMetadataOverrides: {
          dbSubnetGroupName: restoreTest.subnetGroupName,
          vpcSecurityGroupIds: pulumi.jsonStringify([nobody.id]),
        },
        validationWindowHours: 4,
      },
      { parent: this },
    );
  }
}
