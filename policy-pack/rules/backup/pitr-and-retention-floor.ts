import { resourceRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { isOneOf, types } from "../../frame/types";
import { block, everyPart, flag, given, number, type Props } from "../../frame/values";

const clusters = [...types.cluster, "aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster"];

/** Caches that are more than a copy are restored from snapshots; AWS takes none by itself. */
const snapshotted = [
  ...types.cache,
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:memorydb/cluster:Cluster",
];
const SNAPSHOTS = "snapshotRetentionLimit";

export const pitrAndRetentionFloor = resourceRule({
  id: "pitr-and-retention-floor",
  area: "backup",
  title: "Databases can be restored to any second of the last days, caches to yesterday",
  severity: "high",
  why: "A deployment that writes wrong values, or a deletion, is in every replica a moment later. Point-in-time recovery goes back to the second before; a day of it, RDS's default, is over before a weekend is.",
  mend: "Set backupRetentionPeriod of RDS, DocumentDB and Neptune to at least the days of the setting retentionDays, turn pointInTimeRecovery of DynamoDB tables on, and give caches a snapshotRetentionLimit.",
  example: `
new aws.rds.Cluster("payments", { backupRetentionPeriod: 35, ... });
new aws.dynamodb.Table("orders", { pointInTimeRecovery: { enabled: true }, ... });`,
  wellArchitected: ["REL09-BP03"],
  pci: [],
  settings: {
    retentionDays: integer(
      "Days to which a database can be restored, at least.",
      { minimum: 1, maximum: 35 },
      7,
    ),
  },
  types: [...clusters, ...types.databaseInstance, ...types.table, ...snapshotted],
  check({ type, props }, { violation }, { retentionDays }) {
    if (isOneOf(types.table, type)) {
      const recovery = block(props, "pointInTimeRecovery") ?? {};
      everyPart(
        () => {
          // A table that is restored from another takes nothing over, so there is no exception.
          if (flag(recovery, "enabled") !== true) violation("pointInTimeRecovery is not on.");
        },
        () => {
          if ((number(recovery, "recoveryPeriodInDays") ?? 35) < retentionDays) {
            violation(`pointInTimeRecovery goes back less than ${retentionDays} days.`);
          }
        },
      );
    } else if (isOneOf(snapshotted, type)) {
      if ((number(props, SNAPSHOTS) ?? 0) < 1) violation(`${SNAPSHOTS} is less than a day.`);
    } else if (!followsAnother(type, props) && days(type, props) < retentionDays) {
      violation(`backupRetentionPeriod is less than ${retentionDays} days.`);
    }
  },
  remediate({ type, props }, { retentionDays }) {
    if (isOneOf(types.table, type)) {
      const recovery = block(props, "pointInTimeRecovery") ?? {};
      const short = (number(recovery, "recoveryPeriodInDays") ?? 35) < retentionDays;
      if (flag(recovery, "enabled") === true && !short) return undefined;
      const period = short ? { recoveryPeriodInDays: retentionDays } : {};
      return { pointInTimeRecovery: { ...recovery, enabled: true, ...period } };
    }
    if (isOneOf(snapshotted, type))
      return (number(props, SNAPSHOTS) ?? 0) < 1 ? { [SNAPSHOTS]: 1 } : undefined;
    const enough = followsAnother(type, props) || days(type, props) >= retentionDays;
    return enough ? undefined : { backupRetentionPeriod: retentionDays };
  },
});

/** A read replica's source has the backups; an instance of an Aurora or Multi-AZ cluster has the cluster's. */
function followsAnother(type: string, props: Props): boolean {
  return isOneOf(types.databaseInstance, type) && given(props, "replicateSourceDb");
}

/** What AWS does without a word: clusters keep one day, instances none. */
function days(type: string, props: Props): number {
  const fallback = isOneOf(types.databaseInstance, type) ? 0 : 1;
  return given(props, "backupRetentionPeriod") ? (number(props, "backupRetentionPeriod") ?? 0) : fallback;
}
