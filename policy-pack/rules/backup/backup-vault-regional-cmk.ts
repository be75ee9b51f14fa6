import { stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { judgeRegionalKey } from "../regional-keys";

export const backupVaultRegionalCmk = stackRule({
  id: "backup-vault-regional-cmk",
  area: "backup",
  title: "A backup vault is under a customer managed key of its own region",
  severity: "medium",
  why: "A vault without a key of its own is under AWS's, whose policy nobody can narrow and which can't be shared with a recovery account. A key of another region is out of reach when the backups are needed.",
  mend: "Set kmsKeyArn to a key of the vault's region whose policy lets backup and restore roles use it, and nobody else.",
  example: `
const key = new aws.kms.Key("backups", { region: "us-west-2", enableKeyRotation: true });
new aws.backup.Vault("copies", { region: "us-west-2", kmsKeyArn: key.arn });`,
  wellArchitected: ["REL09-BP02"],
  pci: ["3.6.1"],
  types: [...types.backupVault, ...types.key],
  check(stack) {
    for (const vault of stack.graph.own(types.backupVault)) {
      stack.judge(vault, (judgement) => judgeRegionalKey(vault, "kmsKeyArn", "vault", judgement));
    }
  },
});
