import type { Mistake } from "../arguments/mistakes";
import { isWeeklyWindow } from "../arguments/windows";
import type { TableAcceleratorArgs } from "./accelerator-args";

/**
 * Regions with DynamoDB but without DAX.
 * https://docs.aws.amazon.com/general/latest/gr/ddb.html
 */
export const REGIONS_WITHOUT_DAX: readonly string[] = [
  "me-central-1",
  "me-south-1",
  "us-gov-east-1",
  "us-gov-west-1",
];

/** What DAX would refuse, or what a lost zone would stop. */
export function acceleratorMistakes(args: TableAcceleratorArgs): Mistake[] {
  const found: Mistake[] = [];
  const wrong = (propertyPath: string, value: unknown, allowed: string) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  if (REGIONS_WITHOUT_DAX.includes(args.region)) {
    wrong("region", args.region, "DAX is not offered there: leave the accelerator out in this region");
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(args.resourceName) || args.resourceName.length > 20) {
    const allowed = "up to 20 lower-case letters, digits and single hyphens are, a letter first";
    wrong("resourceName", args.resourceName, allowed);
  }
  if (args.tables.length === 0) wrong("tables", [], "at least one table is");
  if (!/^dax\.[a-z][a-z0-9]*\.[a-z0-9]+$/.test(args.nodeType)) {
    wrong("nodeType", args.nodeType, "a class such as dax.r7i.large is");
  }
  const { nodeCount, itemTtlSeconds, queryTtlSeconds, maintenanceWindow } = args;
  if (nodeCount !== undefined && !(Number.isInteger(nodeCount) && nodeCount >= 3 && nodeCount <= 11)) {
    wrong("nodeCount", nodeCount, "3 to 11 is: fewer don't outlive the loss of a zone");
  }
  for (const [path, seconds] of Object.entries({ itemTtlSeconds, queryTtlSeconds })) {
    // In DAX 0 is for ever.
    if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1)) {
      wrong(path, seconds, "a whole number of seconds from 1 up is");
    }
  }
  if (maintenanceWindow !== undefined && !isWeeklyWindow(maintenanceWindow)) {
    wrong("maintenanceWindow", maintenanceWindow, "a window in UTC is, for example sun:05:00-sun:06:00");
  }
  return found;
}
