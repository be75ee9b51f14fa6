import type { StackResource } from "../../frame/graph";
import { type Judgement, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { everyPart, given, number, textsOf } from "../../frame/values";

export const regionSwitchPlanCoversRecovery = stackRule({
  id: "region-switch-plan-covers-recovery",
  area: "failover",
  title: "A Region switch plan covers every region, the recovery time objective and its alarms",
  severity: "medium",
  why: "A plan can't move a system to a region that it does not name. Without alarms it can't tell when the system has recovered, and an objective that is longer than the system's own never warns anybody.",
  mend: "Name all regions of the system in regions, set recoveryTimeObjectiveMinutes to its objective or less, and add the application's alarms of each region.",
  example: `
new aws.arcregionswitch.Plan("hub", { executionRole: role.arn, recoveryApproach: "activePassive",
  regions: ["us-east-2", "us-west-2"], primaryRegion: "us-east-2", recoveryTimeObjectiveMinutes: 15,
  associatedAlarms: [{ mapBlockKey: "orders", alarmType: "applicationHealth", resourceIdentifier: alarm.arn }], ... });`,
  wellArchitected: ["REL13-BP05"],
  pci: [],
  settings: { regions: shared.regions, rtoSeconds: shared.rtoSeconds },
  types: types.regionSwitchPlan,
  check(stack, { regions, rtoSeconds }) {
    const peers = stack.peers.flatMap(({ region }) => region ?? []);
    const needed = regions.length > 0 ? regions : peers;
    for (const plan of stack.graph.own(types.regionSwitchPlan)) {
      stack.judge(plan, (judgement) => {
        everyPart(
          () => judgeRegions(plan, needed, judgement),
          () => {
            const minutes = number(plan.props, "recoveryTimeObjectiveMinutes");
            if (minutes !== undefined && minutes * 60 > rtoSeconds) {
              judgement.violation(`Its recoveryTimeObjectiveMinutes is longer than ${rtoSeconds} seconds.`);
            }
          },
          () => {
            if (!given(plan.props, "associatedAlarms")) judgement.violation("It has no associatedAlarms.");
          },
        );
      });
    }
  },
});

function judgeRegions(
  { props }: StackResource,
  needed: readonly string[],
  { violation, notEvaluated }: Judgement,
): void {
  const named = textsOf(props, "regions");
  const missing = needed.filter((region) => !named.includes(region));
  if (needed.length === 0) notEvaluated("the setting regions names no region");
  else if (missing.length > 0) violation(`It does not name ${missing.join(", ")}.`);
}
