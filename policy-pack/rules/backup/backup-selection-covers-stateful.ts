import type { StackResource } from "../../frame/graph";
import { matchesPattern } from "../../frame/pattern";
import { stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { given } from "../../frame/values";
import { backedUp, coveredBy, selectionsIn } from "./selections";

export const backupSelectionCoversStateful = stackRule({
  id: "backup-selection-covers-stateful",
  area: "backup",
  title: "Every database and file system is in a backup selection",
  severity: "high",
  why: "A database that no selection matches has no backup in the vault, and nothing says so: the plan runs and is green. A tag that was forgotten or a new kind of store is enough.",
  mend: "Give the resource the tag that the selection looks for, add its ARN to the selection, or name it in the setting exempt.",
  example: `
new aws.backup.Selection("tagged", { planId: plan.id, iamRoleArn: role.arn,
  selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }] });
new aws.rds.Cluster("payments", { tags: { backup: "daily" }, ... });`,
  wellArchitected: ["REL09-BP01"],
  pci: [],
  settings: {
    exempt: texts("Names of resources in the program that need no backup; * stands for any characters."),
  },
  types: [...types.backupSelection, ...Object.keys(backedUp)],
  check(stack, { exempt }) {
    for (const store of stack.graph.own(Object.keys(backedUp))) {
      if (exempt.some((pattern) => matchesPattern(pattern, store.name)) || followsAnother(store)) continue;
      stack.judge(store, ({ violation, notEvaluated }) => {
        // A selection sees its own region only.
        const near = selectionsIn(stack.graph, store.region);
        const answer = coveredBy(near, store);
        if (near.length === 0) notEvaluated("no backup selection of its region is in this stack");
        else if (answer === undefined) notEvaluated("what a backup selection covers is not known yet");
        else if (!answer) violation("No backup selection covers it.");
      });
    }
  },
});

/** The source of a read replica has the backups. */
function followsAnother({ props }: StackResource): boolean {
  return given(props, "replicateSourceDb");
}
