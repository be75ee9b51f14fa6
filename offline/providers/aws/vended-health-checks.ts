import { stableUuid } from "../core/lifecycle/stable";
import { maps, text, texts } from "../core/values/read";
import type { ValueMap } from "../core/values/value";
import type { Account, Stored } from "./account/account";

export const planType = "aws:arcregionswitch/plan:Plan";

/** A health check that a Region switch plan makes for a record in one of its regions. */
export interface VendedHealthCheck {
  healthCheckId: string;
  hostedZoneId: string;
  recordName: string;
  region: string;
}

/**
 * The health checks of a plan: one for each record of its Route 53 steps in each of its regions.
 * Source: Amazon Application Recovery Controller, "Route 53 health check block".
 */
export function vendedBy(plan: Stored): VendedHealthCheck[] {
  const arn = text(plan.outputs, "arn") ?? plan.id;
  const steps = maps(plan.inputs, "workflows").flatMap((workflow) => maps(workflow, "steps"));
  const seen = new Set<string>();
  return steps.flatMap(recordsOf).flatMap((record) => {
    const hostedZoneId = text(record, "hostedZoneId") ?? "";
    const recordName = text(record, "recordName") ?? "";
    const key = `${hostedZoneId} ${recordName}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return texts(plan.inputs, "regions").map((region) => ({
      healthCheckId: stableUuid(arn, hostedZoneId, recordName, region),
      ...{ hostedZoneId, recordName, region },
    }));
  });
}

/** The health checks of all plans. */
export const vendedHealthChecks = (account: Account): VendedHealthCheck[] =>
  account.all(planType).flatMap(vendedBy);

function recordsOf(step: ValueMap): ValueMap[] {
  const parallel = maps(step, "parallelConfigs").flatMap((config) => maps(config, "steps"));
  return [...maps(step, "route53HealthCheckConfigs"), ...parallel.flatMap(recordsOf)];
}
