import { failure, type Log } from "../../lambda/log";
import type { Announce } from "../../lambda/topic";

/** A recovery point, as far as it is used. */
export interface RecoveryPoint {
  ResourceArn?: string;
  Status?: string;
  CompletionDate?: Date;
  IsEncrypted?: boolean;
}

/** The part of `@aws-sdk/client-backup` that is used; Lambda's runtime brings the package along. */
export interface BackupClient {
  listRecoveryPointsByBackupVault(input: {
    BackupVaultName: string;
    ByResourceArn: string;
    NextToken?: string;
  }): Promise<{ RecoveryPoints?: RecoveryPoint[]; NextToken?: string }>;
}

export interface Tools {
  /** Of the region with the copies. */
  backup: BackupClient;
  vault: string;
  /** ARNs of what has to be copied, in its own region. */
  resources: string[];
  /** Hours that the newest copy may be old. */
  mostHours: number;
  announce: Announce;
  log: Log;
  /** Writes a figure of a resource. */
  measure(resource: string, hours: number): void;
  now(): Date;
}

export interface Finding {
  resource: string;
  /** Hours since the newest good copy; none without one. */
  hours?: number;
  problem?: string;
}

/**
 * Looks whether each resource has a copy in the other region's vault that is complete, encrypted and young enough, and
 * tells of those that have none. A resource that can't be looked at counts as one without: nobody knows better.
 */
export async function checkCopies(tools: Tools): Promise<Finding[]> {
  const { resources, mostHours, announce, log, measure, now } = tools;
  const findings = await Promise.all(resources.map((resource) => lookAt(resource, tools)));
  for (const { resource, hours } of findings) if (hours !== undefined) measure(resource, hours);
  const bad = findings.filter(({ problem }) => problem !== undefined);
  log(bad.length > 0 ? "ERROR" : "INFO", "looked at the copies", {
    resources: findings.length,
    missing: bad.length,
  });
  if (bad.length > 0) {
    // The same once an hour and no more often, however often it is asked.
    const id = `copies-missing/${now().toISOString().slice(0, 13)}`;
    await announce(
      { ...{ id, type: "snapshot-copies.missing" }, ...{ mostHours, missing: bad } },
      "snapshot-copies",
    );
  }
  return findings;
}

async function lookAt(resource: string, { backup, vault, mostHours, log, now }: Tools): Promise<Finding> {
  try {
    const points = await pointsOf(resource, backup, vault);
    const good = points.filter(({ Status, IsEncrypted }) => Status === "COMPLETED" && IsEncrypted === true);
    const newest = Math.max(...good.map(({ CompletionDate }) => CompletionDate?.getTime() ?? 0));
    if (good.length === 0)
      return {
        resource,
        problem: points.length === 0 ? "no copy" : "no copy that is complete and encrypted",
      };
    const hours = Math.round(((now().getTime() - newest) / 3_600_000) * 10) / 10;
    return hours > mostHours
      ? { resource, hours, problem: `the newest copy is ${hours} hours old` }
      : { resource, hours };
  } catch (error) {
    log("ERROR", "the vault can't be read", failure(error));
    return { resource, problem: "the vault can't be read" };
  }
}

async function pointsOf(
  ByResourceArn: string,
  backup: BackupClient,
  BackupVaultName: string,
): Promise<RecoveryPoint[]> {
  const found: RecoveryPoint[] = [];
  let NextToken: string | undefined;
  do {
    const page = await backup.listRecoveryPointsByBackupVault({ BackupVaultName, ByResourceArn, NextToken });
    found.push(...(page.RecoveryPoints ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}
