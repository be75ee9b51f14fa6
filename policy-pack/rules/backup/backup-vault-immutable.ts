import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { choice } from "../../frame/settings";
import { types } from "../../frame/types";
import { eachBlock, everyPart, given, known, text } from "../../frame/values";
import { attachedTo } from "../attached";
import { eachStatement } from "../policy-documents";
import { vaultNames } from "./vaults";

// What takes backups away, or opens the way to it.
const destructive = [
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:PutBackupVaultAccessPolicy",
  "backup:DeleteBackupVault",
];

// https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
export const backupVaultImmutable = stackRule({
  id: "backup-vault-immutable",
  area: "backup",
  title: "Nobody can delete backups from a vault before their time",
  severity: "high",
  why: "Whoever encrypts the data for ransom deletes the backups first. A vault lock in compliance mode lets nobody do that, not the account's root and not AWS; in governance mode an administrator's stolen credentials are enough. A vault that everything is copied out of may do without, since the copies are what must last.",
  mend: "Lock the vault with a VaultLockConfiguration (with changeableForDays it is compliance mode), or keep the copies in a logically air-gapped vault; and allow no deletion in the vault's policy.",
  example: `
new aws.backup.VaultLockConfiguration("lock", {
  backupVaultName: vault.name, minRetentionDays: 7, maxRetentionDays: 400, changeableForDays: 3 });`,
  wellArchitected: ["REL09-BP02"],
  pci: [],
  settings: {
    // Compliance can't be undone by anybody, so a default must not push anyone into it.
    lock: choice("Which lock is enough: any (governance), or one that nobody can take off (compliance).", [
      "governance",
      "compliance",
    ]),
  },
  types: [...types.backupVault, ...types.backupVaultLock, ...types.backupVaultPolicy, ...types.backupPlan],
  check(stack, { lock }) {
    for (const vault of stack.graph.own(types.backupVault)) {
      stack.judge(vault, (judgement) =>
        everyPart(
          () => judgeLock(stack, vault, lock, judgement),
          () => judgePolicies(stack, vault, judgement),
        ),
      );
    }
  },
});

function judgeLock(
  stack: Stack,
  vault: StackResource,
  mode: "compliance" | "governance",
  { violation }: Judgement,
): void {
  const locks = configuring(stack.graph, types.backupVaultLock, vault);
  if (locks.length === 0) {
    if (!isCopiedOut(stack, vault)) violation("It has no VaultLockConfiguration.");
  } else if (mode === "compliance" && !locks.some(({ props }) => given(props, "changeableForDays"))) {
    violation("Its lock is in governance mode: changeableForDays is not set.");
  }
}

/**
 * Whether plans put backups into a vault, and each rule that does copies them on.
 * @throws UnknownValueError when the vault of a rule is not known yet
 */
function isCopiedOut({ graph }: Stack, vault: StackResource): boolean {
  let filled = false;
  let copied = true;
  const names = vaultNames.flatMap((name) => known(() => text(vault.outputs, name)) ?? []);
  for (const plan of graph.ofType(types.backupPlan)) {
    eachBlock(plan.props, "rules", (rule) => {
      if (plan.region !== vault.region || !names.includes(text(rule, "targetVaultName") ?? "")) return;
      filled = true;
      copied &&= given(rule, "copyActions");
    });
  }
  return filled && copied;
}

function judgePolicies({ graph }: Stack, vault: StackResource, judgement: Judgement): void {
  everyPart(
    ...configuring(graph, types.backupVaultPolicy, vault).map(({ props }) => () => {
      eachStatement(props, "policy", judgement, (statement) => {
        if (!statement.allows) return;
        const allowed = destructive.filter((action) => statement.speaksOf(action));
        if (allowed.length > 0) {
          judgement.violation(
            `Statement ${statement.position} of its policy allows ${allowed.length === destructive.length ? "everything" : allowed.join(", ")}.`,
          );
        }
      });
    }),
  );
}

function configuring(
  graph: Stack["graph"],
  tokens: readonly string[],
  vault: StackResource,
): StackResource[] {
  return attachedTo(graph, tokens, "backupVaultName", vault, vaultNames);
}
