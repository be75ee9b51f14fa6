import * as backup from "@pulumi/aws/backup";
import type * as pulumi from "@pulumi/pulumi";
import { RegionalKey } from "../regional-key";
import { LockMode, type VaultLock } from "./args";
import { vaultPolicy } from "./documents";

/** What a vault is made from. */
export interface VaultParts {
  region: string;
  /** Name of the vault and alias of its key. */
  vaultName: string;
  protect: boolean;
  /** Lock, and the days between which every backup of the vault is kept. */
  lock?: VaultLock & { minimumDays: number; maximumDays: number };
}

/** Makes a vault under a key of its own, from which nobody deletes backups by hand. */
export function createVault(name: string, parts: VaultParts, parent: pulumi.Resource): backup.Vault {
  const { region, vaultName, protect, lock } = parts;
  const key = new RegionalKey(
    `${name}-key`,
    { region, alias: vaultName, description: `Backups of ${vaultName}` },
    { parent, protect },
  );
  const vault = new backup.Vault(
    name,
    { region, name: vaultName, kmsKeyArn: key.arn, forceDestroy: !protect },
    { parent, protect },
  );
  if (protect) {
    new backup.VaultPolicy(
      `${name}-policy`,
      { region, backupVaultName: vault.name, policy: vaultPolicy() },
      { parent },
    );
  }
  if (lock !== undefined) {
    new backup.VaultLockConfiguration(
      `${name}-lock`,
      {
        region,
        backupVaultName: vault.name,
        minRetentionDays: lock.minimumDays,
        maxRetentionDays: lock.maximumDays,
        changeableForDays: lock.mode === LockMode.Compliance ? lock.graceDays : undefined,
      },
      { parent, protect },
    );
  }
  return vault;
}
