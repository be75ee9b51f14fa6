import type { Mistake } from "../arguments/mistakes";
import type { RegionSwitchPlanArgs } from "./args";

/** What ARC would refuse, or would accept and fail at in an emergency. */
export function mistakes(args: RegionSwitchPlanArgs): Mistake[] {
  const found: Mistake[] = [];
  const { planName, home, failover, routingControls, recoveryTimeObjectiveMinutes: minutes } = args;
  const wrong = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  // https://docs.aws.amazon.com/arc-region-switch/latest/api/API_CreatePlan.html
  if (!/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(planName)) {
    wrong("planName", `"${planName}" is not allowed, 1 to 32 letters, digits and inner hyphens are`);
  }
  if (home.region === failover.region) {
    wrong("failover.region", `"${failover.region}" is not allowed, another region than the home region is`);
  }
  if (home.recordSetIdentifier === failover.recordSetIdentifier) {
    wrong(
      "failover.recordSetIdentifier",
      `"${failover.recordSetIdentifier}" is not allowed, a record of its own is`,
    );
  }
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(args.approvalRoleArn)) {
    wrong("approvalRoleArn", `"${args.approvalRoleArn}" is not allowed, the ARN of an IAM role is`);
  }
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < 1 || minutes > 10_080)) {
    wrong("recoveryTimeObjectiveMinutes", `${minutes} is not allowed, 1 to 10080 is`);
  }
  if (routingControls !== undefined) {
    const regions = routingControls.map(({ region }) => region).sort();
    const needed = [home.region, failover.region].sort();
    if (regions.join() !== needed.join()) {
      wrong(
        "routingControls",
        `those of ${regions.join(", ") || "no region"} are not allowed, one for each of ${needed.join(", ")} is`,
      );
    }
  }
  return found;
}
