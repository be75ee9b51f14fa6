import type { StackResource } from "../../frame/graph";
import { regionOfArn } from "../../frame/region";
import { stackRule } from "../../frame/rule";
import { choice } from "../../frame/settings";
import { types } from "../../frame/types";
import { eachBlock, everyPart, isUnknown, type Props, text } from "../../frame/values";
import { vaultTypes } from "./vaults";

export const backupCopiedCrossRegion = stackRule({
  id: "backup-copied-cross-region",
  area: "backup",
  title: "Backups are copied to another region",
  severity: "high",
  why: "Replicas copy mistakes and attacks within seconds; a backup is what is left then. One that lies only in the region that it was taken in is lost with the region, or with whoever rules it.",
  mend: "Give the plan's rules a copy action to a vault in another region.",
  example: `
new aws.backup.Plan("daily", { region: "us-east-2", rules: [{
  ruleName: "daily", targetVaultName: vault.name, schedule: "cron(0 5 ? * * *)",
  lifecycle: { deleteAfter: 35 },
  copyActions: [{ destinationVaultArn: vaultInUsWest2.arn, lifecycle: { deleteAfter: 35 } }],
}] });`,
  wellArchitected: ["REL09-BP01"],
  pci: [],
  settings: {
    rules: choice("Which rules of a plan must copy: every one, or at least one.", ["every", "at-least-one"]),
  },
  types: [...types.backupPlan, ...vaultTypes],
  check(stack, settings) {
    for (const plan of stack.graph.own(types.backupPlan)) {
      stack.judge(plan, ({ violation, notEvaluated }) => {
        const found: Copy[] = [];
        let unknown: unknown;
        try {
          eachBlock(plan.props, "rules", (rule, index) => {
            found.push({ position: index + 1, copied: isCopiedAway(plan, rule) });
          });
        } catch (error) {
          if (!isUnknown(error)) throw error;
          unknown = error;
        }
        const within = found.filter(({ copied }) => copied === false);
        if (settings.rules === "every") {
          for (const { position } of within) violation(`Rule ${position} has no copy in another region.`);
        } else if (unknown === undefined && found.length > 0 && within.length === found.length) {
          violation("None of its rules has a copy in another region.");
        }
        if (found.some(({ copied }) => copied === undefined)) {
          notEvaluated("the region of the plan or of a vault is not stated");
        }
        if (unknown !== undefined) throw unknown;
      });
    }
  },
});

interface Copy {
  position: number;
  /** `undefined` when a region is not stated. */
  copied: boolean | undefined;
}

/** @throws UnknownValueError when a vault is not known and the plan's edges say nothing of it */
function isCopiedAway(plan: StackResource, rule: Props): boolean | undefined {
  const regions: (string | undefined)[] = [];
  let count = 0;
  const parts: (() => void)[] = [];
  eachBlock(rule, "copyActions", (action) => {
    count += 1;
    parts.push(() => regions.push(vaultRegion(plan, action)));
  });
  if (count === 0) return false;
  try {
    everyPart(...parts);
  } catch (error) {
    // One copy that is known to be away is enough.
    if (!isUnknown(error) || !isAway(plan, regions)) throw error;
  }
  if (isAway(plan, regions)) return true;
  return plan.region === undefined || regions.includes(undefined) ? undefined : false;
}

function isAway(plan: StackResource, regions: readonly (string | undefined)[]): boolean {
  return (
    plan.region !== undefined && regions.some((region) => region !== undefined && region !== plan.region)
  );
}

/** While the ARN is not known, a vault of another region among the edges of the plan's rules is taken for it. */
function vaultRegion(plan: StackResource, action: Props): string | undefined {
  try {
    return regionOfArn(text(action, "destinationVaultArn"));
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const vaults = plan.references("rules").filter(({ type }) => vaultTypes.includes(type));
    const away = vaults.find(({ region }) => region !== undefined && region !== plan.region);
    if (!away) throw error;
    return away.region;
  }
}
