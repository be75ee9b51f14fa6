import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { CostGuard } from "../../components/cost-guard";
import type { watch } from "../settings/watch";
import type { Part } from "./part";

/**
 * The budget over all regions, and the alert on costs that nothing explains.
 *
 * @param topicArn topic in us-east-1, where billing is
 */
export function guardCosts(
  { settings, names, opts }: Part<{ watch: z.output<typeof watch> }>,
  topicArn: pulumi.Input<string>,
): void {
  const { system, environment, watch: watched } = settings;
  new CostGuard(
    "costs",
    {
      resourceName: names.prefix,
      system,
      environment,
      monthlyUsd: watched.monthlyBudgetUsd,
      anomalyUsd: watched.costAnomalyUsd,
      topicArn,
    },
    opts,
  );
}
