import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { portMistakes } from "../arguments/traffic";
import type { AcceleratedEndpointArgs, AcceleratedRegionArgs } from "./args";

/** What Global Accelerator would refuse in an accelerator. */
export function acceleratorMistakes({ resourceName, ports, flowLog }: AcceleratedEndpointArgs): Mistake[] {
  const found: Mistake[] = [];
  if (!/^(?!-)[A-Za-z0-9-]{1,64}(?<!-)$/.test(resourceName)) {
    const reason = `"${resourceName}" is not allowed, 1 to 64 letters, digits and "-" are, with "-" at neither end`;
    found.push({ propertyPath: "resourceName", reason });
  }
  if (ports !== undefined) {
    found.push(...ports.flatMap((port, index) => portMistakes(`ports[${index}]`, port)));
    if (ports.length === 0 || ports.length > 10 || new Set(ports).size !== ports.length) {
      const reason = `[${ports.join(", ")}] is not allowed, one to ten different ports are`;
      found.push({ propertyPath: "ports", reason });
    }
  }
  if (flowLog !== undefined && !/^[\w.-]+(\/[\w.-]+)*$/.test(flowLog.prefix)) {
    const reason = `"${flowLog.prefix}" is not allowed, a folder without slashes at its ends is`;
    found.push({ propertyPath: "flowLog.prefix", reason });
  }
  return found;
}

/** What Global Accelerator would refuse in a group, and a group that answers nobody. */
export function regionMistakes({ endpointArns, health, ...args }: AcceleratedRegionArgs): Mistake[] {
  const found = wholeNumberMistakes("trafficDialPercentage", args.trafficDialPercentage, {
    least: 0,
    most: 100,
    unit: "percent",
  });
  // https://docs.aws.amazon.com/global-accelerator/latest/dg/limits-global-accelerator.html
  if (endpointArns.length < 1 || endpointArns.length > 10) {
    const reason = `${endpointArns.length} endpoints are not allowed, 1 to 10 are`;
    found.push({ propertyPath: "endpointArns", reason });
  }
  if (health === undefined) return found;
  found.push(...portMistakes("health.port", health.port));
  if (health.path !== undefined && !/^\/[-a-zA-Z0-9@:%_\\+.~#?&/=]{0,254}$/.test(health.path)) {
    found.push({
      propertyPath: "health.path",
      reason: `"${health.path}" is not allowed, a path such as /health is`,
    });
  }
  return found;
}
