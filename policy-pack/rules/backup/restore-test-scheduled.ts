import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { attachedTo } from "../attached";

// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
export const restoreTestScheduled = stackRule({
  id: "restore-test-scheduled",
  area: "backup",
  title: "Backups of a tier-0 system are restored on trial, by schedule",
  severity: "medium",
  why: "A backup that nobody ever restored is a hope: a missing key permission or a wrong network shows only when it is restored, and that is the worst moment to learn of it.",
  mend: "Add a RestoreTestingPlan with a selection for each kind of resource that the backup plan covers.",
  example: `
const trial = new aws.backup.RestoreTestingPlan("weekly", { scheduleExpression: "cron(0 5 ? * SUN *)",
  recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: [vault.arn],
    recoveryPointTypes: ["SNAPSHOT"] } });
new aws.backup.RestoreTestingSelection("aurora", { restoreTestingPlanName: trial.name,
  protectedResourceType: "Aurora", protectedResourceArns: ["*"], iamRoleArn: role.arn });`,
  wellArchitected: ["REL09-BP04"],
  pci: [],
  settings: { tier: shared.tier },
  types: [...types.backupPlan, ...types.restoreTestingPlan, ...types.restoreTestingSelection],
  check(stack, { tier }) {
    if (tier !== "tier-0") return;
    const trials = stack.graph.ofType(types.restoreTestingPlan);
    for (const plan of stack.graph.own(types.backupPlan)) {
      stack.judge(plan, ({ violation }) => {
        if (trials.length === 0) violation("Nothing restores its backups on trial.");
      });
    }
    for (const trial of stack.graph.own(types.restoreTestingPlan)) {
      stack.judge(trial, ({ violation }) => {
        const names = ["name", "id", "arn"];
        const selections = attachedTo(
          stack.graph,
          types.restoreTestingSelection,
          "restoreTestingPlanName",
          trial,
          names,
        );
        if (selections.length === 0) violation("It has no selection, so it restores nothing.");
      });
    }
  },
});
