import type { StackResource } from "../../frame/graph";
import { type Stack, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, given, known, number, type Props, text } from "../../frame/values";
import { meant } from "../related";
import { globalMembers, globalOf, memberTypes } from "./aurora-members";
import { lagAlarmsOf } from "./lag-alarms";

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html (managing RPOs)
const PARAMETER = "rds.global_db_rpo";
const SMALLEST = 20;

export const auroraGlobalRpoGuard = stackRule({
  id: "aurora-global-rpo-guard",
  area: "data",
  title: "Something guards how much an Aurora PostgreSQL global database may lose with a region",
  severity: "medium",
  why: "Aurora replicates without waiting. Nothing keeps the lag within the recovery point objective unless the parameter rds.global_db_rpo holds commits back, or an alarm calls somebody. A value above the objective guards nothing.",
  mend: "Watch AuroraGlobalDBRPOLag with an alarm, or set rds.global_db_rpo in the cluster parameter group to 20 seconds up to the recovery point objective.",
  example: `
new aws.rds.ClusterParameterGroup("payments", {
  family: "aurora-postgresql16",
  parameters: [{ name: "rds.global_db_rpo", value: "60", applyMethod: "immediate" }],
});`,
  wellArchitected: ["REL13-BP01"],
  pci: [],
  settings: { rpoSeconds: shared.rpoSeconds },
  types: [...memberTypes, ...types.clusterParameterGroup, ...types.metricAlarm],
  check(stack, { rpoSeconds }) {
    for (const member of globalMembers(stack)) {
      stack.judge(member, ({ violation, notEvaluated }) => {
        if (!isPostgres(stack, member)) return;
        const { alarms, unread } = lagAlarmsOf(stack, member);
        const group = groupOf(stack, member);
        const seconds = group && guardOf(group.props);
        if (seconds !== undefined) {
          const most = Math.max(SMALLEST, rpoSeconds);
          if (seconds < SMALLEST)
            violation(`The RPO parameter of its group is below ${SMALLEST} seconds, the least it can be.`);
          else if (seconds > most && alarms.length === 0) {
            violation("The RPO parameter of its group allows more than the recovery point objective.");
          }
        } else if (alarms.length === 0) {
          if (unread) notEvaluated("what an alarm watches is not known yet");
          else if (!group && namesOwnGroup(member)) notEvaluated("its parameter group is not in this stack");
          else violation("Neither an RPO parameter in its group nor an alarm guards its lag.");
        }
      });
    }
  },
});

/** A member that says no engine has its global database's. */
function isPostgres(stack: Stack, member: StackResource): boolean {
  const engine = text(member.props, "engine");
  if (engine !== undefined) return engine === "aurora-postgresql";
  const global = globalOf(stack, member);
  return global !== undefined && text(global.props, "engine") === "aurora-postgresql";
}

function groupOf({ graph }: Stack, member: StackResource): StackResource | undefined {
  const property = "dbClusterParameterGroupName";
  const [reference] = member
    .references(property)
    .filter(({ type }) => isOneOf(types.clusterParameterGroup, type));
  return reference ?? meant(member, property, graph.ofType(types.clusterParameterGroup), ["name", "id"])[0];
}

/** RDS's default groups, which nobody can change, do not hold commits back. */
function namesOwnGroup({ props }: StackResource): boolean {
  const property = "dbClusterParameterGroupName";
  return given(props, property) && !known(() => text(props, property))?.startsWith("default.");
}

/** Seconds of the guard; `undefined` when it is off, which is also what -1 means. */
function guardOf(props: Props): number | undefined {
  let seconds: number | undefined;
  eachBlock(props, "parameters", (parameter) => {
    if (text(parameter, "name") === PARAMETER) seconds = number(parameter, "value");
  });
  return seconds === -1 ? undefined : seconds;
}
