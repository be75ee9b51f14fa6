import type { Mistake } from "../arguments/mistakes";
import { defaults, LockMode, type RegionalBackupArgs } from "./args";

/** What AWS Backup would refuse, and what would lock more than was meant. */
export function mistakes(args: RegionalBackupArgs): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (args.region === args.copyRegion) {
    refuse(
      "copyRegion",
      `"${args.copyRegion}" is not allowed, another region than the one that is backed up is`,
    );
  }
  if (args.resources.length === 0) refuse("resources", "none is not allowed, a plan backs up at least one");
  const daily = args.dailyRetentionDays ?? defaults.dailyRetentionDays;
  const monthly = args.monthlyRetentionDays ?? defaults.monthlyRetentionDays;
  if (!Number.isInteger(daily) || daily < 1)
    refuse("dailyRetentionDays", `${daily} is not allowed, 1 or more is`);
  if (!Number.isInteger(monthly) || monthly < daily) {
    refuse(
      "monthlyRetentionDays",
      `${monthly} is not allowed, at least the ${daily} days of the daily backups are`,
    );
  }
  const { mode, graceDays } = args.lock ?? { ...defaults.lock, graceDays: undefined };
  if (mode === LockMode.Compliance && !(graceDays !== undefined && graceDays >= 3 && graceDays <= 36_500)) {
    refuse(
      "lock.graceDays",
      `${graceDays ?? "nothing"} is not allowed with a compliance lock, 3 to 36500 days are`,
    );
  }
  if (mode === LockMode.Governance && graceDays !== undefined) {
    refuse(
      "lock.graceDays",
      `${graceDays} is not allowed with a governance lock, which can always be taken off`,
    );
  }
  if (args.resourceName.length > 36 || !/^[\w-]+$/.test(args.resourceName)) {
    refuse("resourceName", `"${args.resourceName}" is not allowed, up to 36 letters, digits, - and _ are`);
  }
  return found;
}
