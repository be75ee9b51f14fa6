import { stackRule } from "../../frame/rule";
import { choice } from "../../frame/settings";
import { types } from "../../frame/types";
import { hasAction } from "../alarms";
import { globalMembers, memberTypes } from "./aurora-members";
import { lagAlarmsOf } from "./lag-alarms";

export const auroraReplicaLagAlarm = stackRule({
  id: "aurora-replica-lag-alarm",
  area: "data",
  title: "Somebody is told when a member of an Aurora global database falls behind",
  severity: "high",
  why: "What has not reached the other region when one is lost, is lost. The lag is the only number that says how much that would be, and CloudWatch has it only in the region that follows; since any member may be the follower, each region needs the alarm.",
  mend: "Add an alarm on AuroraGlobalDBRPOLag or AuroraGlobalDBReplicationLag in each member's region, with the member's DBClusterIdentifier and an action.",
  example: `
new aws.cloudwatch.MetricAlarm("lag", { region: "us-west-2", namespace: "AWS/RDS",
  metricName: "AuroraGlobalDBRPOLag", dimensions: { DBClusterIdentifier: west.clusterIdentifier },
  comparisonOperator: "GreaterThanThreshold", threshold: 5000, statistic: "Maximum", period: 60,
  evaluationPeriods: 5, treatMissingData: "notBreaching", alarmActions: [onCallInWest.arn] });`,
  wellArchitected: ["REL06-BP03"],
  pci: [],
  settings: {
    alarms: choice(
      "Where the alarms live: this-stack (a member without one is a violation) or any-stack (it is not evaluated).",
      ["this-stack", "any-stack"],
    ),
  },
  types: [...memberTypes, ...types.metricAlarm],
  check(stack, settings) {
    for (const member of globalMembers(stack)) {
      stack.judge(member, ({ violation, notEvaluated }) => {
        const { alarms, unread } = lagAlarmsOf(stack, member);
        if (alarms.some(hasAction)) return;
        if (unread) notEvaluated("what an alarm watches is not known yet");
        else if (alarms.length > 0) violation("The alarm on its lag has no action that is on.");
        else if (settings.alarms === "any-stack") notEvaluated("no alarm on its lag is in this stack");
        else violation("No alarm in its region watches how far it lags behind.");
      });
    }
  },
});
