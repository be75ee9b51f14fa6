import type { ResourceGraph, StackResource } from "../../frame/graph";
import type { Stack } from "../../frame/rule";
import { types } from "../../frame/types";
import { isUnknown } from "../../frame/values";
import { isAbout, watches } from "../alarms";
import { clusterNames } from "./aurora-members";

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
const lagMetrics = ["AuroraGlobalDBRPOLag", "AuroraGlobalDBReplicationLag"];

/** What a stack knows of alarms on lag. */
export interface LagAlarms {
  readonly alarms: readonly StackResource[];
  /** Whether there is an alarm that may be one, but is not known enough yet. */
  readonly unread: boolean;
}

const cached = new WeakMap<ResourceGraph, LagAlarms>();

/** The alarms on the lag of a member, in the member's own region: CloudWatch has the metric there only. */
export function lagAlarmsOf({ graph }: Stack, member: StackResource): LagAlarms {
  const all = cached.get(graph) ?? select(graph.ofType(types.metricAlarm), (one) => watches(one, lagMetrics));
  cached.set(graph, all);
  const own = select(
    all.alarms,
    (one) => one.region === member.region && isAbout(one, "DBClusterIdentifier", member, clusterNames),
  );
  return { alarms: own.alarms, unread: all.unread || own.unread };
}

function select(candidates: readonly StackResource[], fits: (alarm: StackResource) => boolean): LagAlarms {
  const alarms: StackResource[] = [];
  let unread = false;
  for (const alarm of candidates) {
    try {
      if (fits(alarm)) alarms.push(alarm);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unread = true;
    }
  }
  return { alarms, unread };
}
