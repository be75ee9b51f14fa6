import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { flag, type Props, text } from "../../frame/values";

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
export const healthCheckMissingDataUnhealthy = resourceRule({
  id: "health-check-missing-data-unhealthy",
  area: "failover",
  title: "A health check of an alarm takes missing data for unhealthy",
  severity: "high",
  why: "A region that is down sends no metrics. A health check that keeps its last status then, which was healthy, keeps the traffic in the lost region.",
  mend: "Set insufficientDataHealthStatus to Unhealthy. An inverted check is a switch that people turn and is not judged: it must keep its position while no data come.",
  example: `
new aws.route53.HealthCheck("orders", { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: alarm.name,
  cloudwatchAlarmRegion: "us-east-2", insufficientDataHealthStatus: "Unhealthy" });`,
  wellArchitected: ["REL11-BP01"],
  pci: [],
  types: types.healthCheck,
  check({ props }, { violation }) {
    if (isTrusting(props)) violation("Missing data of its alarm do not make it unhealthy.");
  },
  remediate({ props }) {
    return isTrusting(props) ? { insufficientDataHealthStatus: "Unhealthy" } : undefined;
  },
});

function isTrusting(props: Props): boolean {
  if (text(props, "type") !== "CLOUDWATCH_METRIC" || flag(props, "invertHealthcheck") === true) return false;
  // Without the property Route 53 keeps the last status.
  return text(props, "insufficientDataHealthStatus") !== "Unhealthy";
}
