import type { ResourceGraph, StackResource } from "../../frame/graph";
import { types } from "../../frame/types";
import { given, number, text } from "../../frame/values";
import { meant } from "../related";

// https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
const DEFAULT_INTERVAL = 30;
const DEFAULT_THRESHOLD = 3;

/**
 * Seconds until a health check takes a dead target for unhealthy.
 * @returns `undefined` when that depends on something that the graph does not hold
 * @throws UnknownValueError when one of its numbers is not known yet
 */
export function detectionSeconds(
  graph: ResourceGraph,
  check: StackResource,
  seen: Set<StackResource> = new Set(),
): number | undefined {
  if (seen.has(check)) return undefined;
  seen.add(check);
  const { props } = check;
  switch (text(props, "type")) {
    case "RECOVERY_CONTROL":
      // A routing control is switched, it detects nothing.
      return 0;
    case "CLOUDWATCH_METRIC":
      return longest(alarmsOf(graph, check).map(alarmSeconds));
    case "CALCULATED": {
      const children = meant(check, "childHealthchecks", graph.ofType(types.healthCheck), ["id"]);
      return longest(children.map((child) => detectionSeconds(graph, child, seen)));
    }
    default:
      return (
        (number(props, "requestInterval") ?? DEFAULT_INTERVAL) *
        (number(props, "failureThreshold") ?? DEFAULT_THRESHOLD)
      );
  }
}

function alarmsOf(graph: ResourceGraph, check: StackResource): readonly StackResource[] {
  return meant(check, "cloudwatchAlarmName", graph.ofType(types.metricAlarm), ["name", "id"]);
}

function alarmSeconds({ props }: StackResource): number | undefined {
  if (!given(props, "period")) return undefined;
  return (number(props, "period") ?? 0) * (number(props, "evaluationPeriods") ?? 1);
}

function longest(seconds: readonly (number | undefined)[]): number | undefined {
  if (seconds.length === 0) return undefined;
  return seconds.reduce(
    (most, one) => (most === undefined || one === undefined ? undefined : Math.max(most, one)),
    0,
  );
}
