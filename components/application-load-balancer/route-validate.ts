import type { Mistake } from "../arguments/mistakes";
import { portMistakes } from "../arguments/traffic";
import type { LoadBalancerRouteArgs, RouteConditions, TargetSettings } from "./route-args";

/** Values that the conditions of one rule may have in all. */
const MOST_VALUES = 5;

/** What Elastic Load Balancing would refuse of a route. */
export function routeMistakes(args: LoadBalancerRouteArgs): Mistake[] {
  const found = [
    ...conditionMistakes("", args),
    ...targetSettingMistakes("", args),
    ...portMistakes("port", args.port),
  ];
  if (args.testListenerArn !== undefined && args.shifter === undefined) {
    found.push({
      propertyPath: "testListenerArn",
      reason: "is not allowed without a shifter: nothing is tested",
    });
  }
  return found;
}

/** @param at path of the conditions, empty or with a dot at its end */
export function conditionMistakes(at: string, conditions: RouteConditions): Mistake[] {
  const { priority, pathPatterns = [], hostHeaders = [], requiredHeader } = conditions;
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) =>
    found.push({ propertyPath: `${at}${propertyPath}`, reason });
  if (!Number.isInteger(priority) || priority < 1 || priority > 50000) {
    refuse("priority", `${priority} is not allowed, 1 to 50000 is`);
  }
  for (const pattern of pathPatterns) {
    if (/^[/*][\w.$/~"'@:+&*?-]{0,127}$/.test(pattern)) continue;
    refuse("pathPatterns", `"${pattern}" is not allowed, up to 128 characters of a path such as /api/* are`);
  }
  for (const host of hostHeaders) {
    if (/^[\w.*?-]{1,128}$/.test(host)) continue;
    refuse("hostHeaders", `"${host}" is not allowed, a host such as api.example.com is`);
  }
  if (requiredHeader !== undefined && !/^[\w!#$%&'*+.^`|~-]{1,40}$/.test(requiredHeader.name)) {
    refuse("requiredHeader.name", `"${requiredHeader.name}" is not allowed, a header's name is`);
  }
  if (requiredHeader?.values.length === 0) {
    refuse("requiredHeader.values", "none is not allowed: no request would be right");
  }
  const values = pathPatterns.length + hostHeaders.length + (requiredHeader?.values.length ?? 0);
  if (values === 0) refuse("pathPatterns", 'nothing says which requests are taken; ["/*"] takes all');
  if (values > MOST_VALUES) {
    refuse(
      "pathPatterns",
      `${values} paths, hosts and headers are not allowed, ${MOST_VALUES} in one rule are`,
    );
  }
  return found;
}

/** @param at path of the settings, empty or with a dot at its end */
export function targetSettingMistakes(at: string, settings: TargetSettings): Mistake[] {
  const { healthCheckPath, healthyCodes = "200", deregistrationSeconds: seconds = 0 } = settings;
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) =>
    found.push({ propertyPath: `${at}${propertyPath}`, reason });
  if (!/^\/\S{0,1023}$/.test(healthCheckPath)) {
    refuse("healthCheckPath", `"${healthCheckPath}" is not allowed, a path such as /healthz is`);
  }
  if (!/^[2-4]\d\d([,-][2-4]\d\d)*$/.test(healthyCodes)) {
    refuse("healthyCodes", `"${healthyCodes}" is not allowed, codes of 200 to 499 such as 200-299 are`);
  }
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3600) {
    refuse("deregistrationSeconds", `${seconds} is not allowed, 0 to 3600 is`);
  }
  return found;
}
