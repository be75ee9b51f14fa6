import type { Rule } from "../../frame/rule";
import { backupCopiedCrossRegion } from "./backup-copied-cross-region";
import { backupFrequencyMeetsRpo } from "./backup-frequency-meets-rpo";
import { backupSelectionCoversStateful } from "./backup-selection-covers-stateful";
import { backupVaultImmutable } from "./backup-vault-immutable";
import { backupVaultRegionalCmk } from "./backup-vault-regional-cmk";
import { pitrAndRetentionFloor } from "./pitr-and-retention-floor";
import { restoreTestScheduled } from "./restore-test-scheduled";

/** In the order of the catalogue. */
export const backupRules: readonly Rule[] = [
  backupCopiedCrossRegion,
  backupVaultImmutable,
  backupVaultRegionalCmk,
  backupSelectionCoversStateful,
  backupFrequencyMeetsRpo,
  restoreTestScheduled,
  pitrAndRetentionFloor,
];
