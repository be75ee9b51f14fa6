import { types } from "../../frame/types";

/** Everything that keeps backups. */
export const vaultTypes: readonly string[] = [...types.backupVault, ...types.airGappedVault];

/** Properties by which other resources name a vault. */
export const vaultNames = ["name", "id", "arn"] as const;
