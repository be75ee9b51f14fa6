import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { choice } from "../../frame/settings";
import { types } from "../../frame/types";
import { isUnknown } from "../../frame/values";
import { hasAction, isAbout, watches } from "../alarms";
import { checksOf, routingOf } from "./records";

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
const metrics = ["HealthCheckStatus", "HealthCheckPercentageHealthy"];

/** The one region of each partition that has Route 53's metrics. */
const metricRegions: readonly (string | undefined)[] = ["us-east-1", "us-gov-west-1", "cn-northwest-1"];

export const failoverEventAlarm = stackRule({
  id: "failover-event-alarm",
  area: "failover",
  title: "Somebody is told when a health check moves traffic",
  severity: "high",
  why: "Route 53 fails over without a word. Who does not know that the standby serves the users finds out when it fails too, and Route 53 has its metrics in us-east-1 only: an alarm elsewhere never gets data.",
  mend: "Add an alarm on HealthCheckStatus in us-east-1 with the health check's id and an action.",
  example: `
new aws.cloudwatch.MetricAlarm("api-moved", { region: "us-east-1", namespace: "AWS/Route53",
  metricName: "HealthCheckStatus", dimensions: { HealthCheckId: check.id }, statistic: "Minimum",
  comparisonOperator: "LessThanThreshold", threshold: 1, period: 60, evaluationPeriods: 1,
  treatMissingData: "breaching", alarmActions: [onCallInUsEast1.arn] });`,
  wellArchitected: ["REL11-BP06", "OPS08-BP04"],
  pci: [],
  settings: {
    alarms: choice(
      "Where the alarms live: this-stack (a health check without one is a violation) or any-stack (it is not evaluated).",
      ["this-stack", "any-stack"],
    ),
  },
  types: [...types.record, ...types.healthCheck, ...types.metricAlarm, ...types.compositeAlarm],
  check(stack, settings) {
    for (const check of movers(stack)) {
      stack.judge(check, (judgement) => {
        const { alarms, unread, elsewhere } = alarmsOn(stack, check);
        if (alarms.some((alarm) => tells(stack, alarm))) return;
        if (unread) judgement.notEvaluated("what an alarm watches, or its region, is not known");
        else tell(alarms.length > 0, elsewhere, settings.alarms === "any-stack", judgement);
      });
    }
  },
});

/** This stack's health checks that decide where traffic goes. */
function movers({ graph }: Stack): StackResource[] {
  const used = new Set(
    graph
      .ofType(types.record)
      .filter((record) => isRouted(record))
      .flatMap((record) => checksOf(graph, record)),
  );
  return graph.own(types.healthCheck).filter((check) => used.has(check));
}

function isRouted({ props }: StackResource): boolean {
  try {
    return routingOf(props) !== undefined;
  } catch (error) {
    if (isUnknown(error)) return true;
    throw error;
  }
}

interface Alarms {
  readonly alarms: readonly StackResource[];
  readonly unread: boolean;
  /** Whether one is in a region that never has the metric. */
  readonly elsewhere: boolean;
}

function alarmsOn({ graph }: Stack, check: StackResource): Alarms {
  const alarms: StackResource[] = [];
  let [unread, elsewhere] = [false, false];
  for (const alarm of graph.ofType(types.metricAlarm)) {
    try {
      if (!watches(alarm, metrics) || !isAbout(alarm, "HealthCheckId", check, ["id"])) continue;
      if (metricRegions.includes(alarm.region)) alarms.push(alarm);
      else if (alarm.region === undefined) unread = true;
      else elsewhere = true;
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unread = true;
    }
  }
  return { alarms, unread, elsewhere };
}

/** By an action of its own, or of a composite alarm that it is part of. */
function tells({ graph }: Stack, alarm: StackResource): boolean {
  if (hasAction(alarm)) return true;
  return graph
    .ofType(types.compositeAlarm)
    .some((composite) => hasAction(composite) && composite.references("alarmRule").includes(alarm));
}

function tell(
  silent: boolean,
  elsewhere: boolean,
  maybeOutside: boolean,
  { violation, notEvaluated }: Judgement,
): void {
  if (silent) violation("The alarm on its status has no action that is on.");
  else if (elsewhere) violation("The alarm on its status is in a region that has no metrics of Route 53.");
  else if (maybeOutside) notEvaluated("no alarm on its status is in this stack");
  else violation("No alarm in us-east-1 watches its status.");
}
