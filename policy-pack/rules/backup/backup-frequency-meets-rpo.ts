import { type Judgement, resourceRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, flag, given, number, type Props, text } from "../../frame/values";
import { longestGapHours } from "./schedules";

// AWS Backup's own schedule when a rule names none; https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
const DEFAULT_SCHEDULE = "cron(0 5 ? * * *)";

export const backupFrequencyMeetsRpo = resourceRule({
  id: "backup-frequency-meets-rpo",
  area: "backup",
  title: "A backup plan runs often enough and keeps backups long enough",
  severity: "high",
  why: "Between two backups everything is lost that replication lost too. And a mistake that is noticed after the last good backup has expired can't be undone.",
  mend: "Give the plan a rule that runs at least as often as the setting maximumHours says, or continuous backups; and one that keeps backups for the days of the setting retentionDays.",
  example: `
new aws.backup.Plan("daily", { rules: [{ ruleName: "daily", targetVaultName: vault.name,
  schedule: "cron(0 5 ? * * *)", lifecycle: { deleteAfter: 35 } }] });`,
  wellArchitected: ["REL13-BP01"],
  pci: [],
  settings: {
    maximumHours: integer("Hours between two backups, at most.", { minimum: 1 }, 24),
    retentionDays: integer("Days that backups are kept, at least by one rule.", { minimum: 1 }, 35),
  },
  types: types.backupPlan,
  check({ props }, judgement, { maximumHours, retentionDays }) {
    everyPart(
      () => judgeFrequency(props, maximumHours, judgement),
      () => judgeRetention(props, retentionDays, judgement),
    );
  },
});

function judgeFrequency(props: Props, maximumHours: number, { violation, notEvaluated }: Judgement): void {
  const gaps: (number | undefined)[] = [];
  eachBlock(props, "rules", (rule) => {
    // Continuous backups restore to any second.
    if (flag(rule, "enableContinuousBackup")) gaps.push(0);
    else gaps.push(longestGapHours(text(rule, "schedule") ?? DEFAULT_SCHEDULE));
  });
  if (gaps.some((gap) => gap !== undefined && gap <= maximumHours)) return;
  if (gaps.includes(undefined)) notEvaluated("a schedule is one that can't be told");
  else violation(`It lets more than ${maximumHours} hours pass between two backups.`);
}

function judgeRetention(props: Props, retentionDays: number, { violation }: Judgement): void {
  let longest = 0;
  eachBlock(props, "rules", (rule) => {
    const lifecycle = block(rule, "lifecycle") ?? {};
    // Without an end backups are kept for ever.
    const days = given(lifecycle, "deleteAfter") ? (number(lifecycle, "deleteAfter") ?? 0) : Infinity;
    longest = Math.max(longest, days);
  });
  if (longest < retentionDays) violation(`It keeps no backup for ${retentionDays} days.`);
}
