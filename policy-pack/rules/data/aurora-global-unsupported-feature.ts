import { stackRule } from "../../frame/rule";
import { everyPart, flag, number, text } from "../../frame/values";
import { globalMembers, memberTypes } from "./aurora-members";

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html (limitations)
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
export const auroraGlobalUnsupportedFeature = stackRule({
  id: "aurora-global-unsupported-feature",
  area: "data",
  title: "A member of an Aurora global database uses only features that global databases support",
  severity: "high",
  why: "RDS refuses these features on a member, so the region can't join, or a failover stops at them. Rules made for single clusters demand some of them.",
  mend: "Remove the feature: keep the password in a replicated secret, use snapshots and point-in-time recovery for backtrack, and provisioned or Serverless v2 instances.",
  example: `
new aws.rds.Cluster("east", {
  globalClusterIdentifier: global.id,
  engineMode: "provisioned",
  masterUsername: "hub_admin",
  masterPassword: password.result, // instead of manageMasterUserPassword
  backupRetentionPeriod: 35,       // instead of backtrackWindow
});`,
  wellArchitected: ["REL13-BP02"],
  pci: ["8.6.2"],
  types: memberTypes,
  check(stack) {
    for (const member of globalMembers(stack)) {
      const { props } = member;
      stack.judge(member, ({ violation }) =>
        everyPart(
          () => {
            if (flag(props, "manageMasterUserPassword")) {
              violation(
                "manageMasterUserPassword: RDS does not manage the password of a global database's member.",
              );
            }
          },
          () => {
            if ((number(props, "backtrackWindow") ?? 0) > 0) {
              violation("backtrackWindow: a global database has no backtrack.");
            }
          },
          () => {
            if (text(props, "engineMode") === "serverless") {
              violation("engineMode: Serverless v1 can't be a member of a global database.");
            }
          },
        ),
      );
    }
  },
});
