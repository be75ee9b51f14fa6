import { ProviderError } from "../../core/protocol/provider";
import { text } from "../../core/values/read";
import { planType, vendedBy } from "../vended-health-checks";
import type { FunctionTable } from "./table";

/** Functions about what switches regions. */
export const failover: FunctionTable = {
  "aws:arcregionswitch/getRoute53HealthChecks:getRoute53HealthChecks": ({ args, account, region }) => {
    const planArn = text(args, "planArn") ?? "";
    const plan = account.all(planType).find(({ outputs }) => text(outputs, "arn") === planArn);
    if (plan === undefined)
      throw new ProviderError(`getRoute53HealthChecks: the offline account has no plan ${planArn}`);
    const healthChecks = vendedBy(plan).map((check) => ({
      ...check,
      status: account.circumstances("health").get(check.healthCheckId) ?? "healthy",
    }));
    return { id: planArn, planArn, region, healthChecks };
  },
};
