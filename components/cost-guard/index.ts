import * as budgets from "@pulumi/aws/budgets";
import * as costexplorer from "@pulumi/aws/costexplorer";
import * as pulumi from "@pulumi/pulumi";
import { type Mistake, refuse } from "../arguments/mistakes";

/** What {@link CostGuard} takes. */
export interface CostGuardArgs {
  /** Name of budget, monitor and subscription, unique in the account. A change replaces them. */
  resourceName: string;
  /** Value of the tag `system` whose costs are watched. */
  system: string;
  /** Value of the tag `environment` whose costs are watched. */
  environment: string;
  /** What the system may cost in a month, in USD. */
  monthlyUsd: number;
  /** What an unexpected cost has to come to before people hear of it, in USD. */
  anomalyUsd: number;
  /** Topic in us-east-1, where billing is, that hears of it. */
  topicArn: pulumi.Input<string>;
}

/** Shares of the budget, in percent, at which people hear of it: of what was spent, and of what the month will come to. */
export const defaults = { spent: [80, 100], forecast: [100] } as const;

/**
 * A monthly budget over all regions of a system, and an alert on costs that its past does not explain.
 *
 * Both tell costs apart by tags: activate the cost allocation tags `system` and `environment` once in the account that pays,
 * or the budget sees nothing. AWS learns of a tag a day after its first use, so that can't be part of a deployment.
 *
 * Cost: the first two budgets of an account are free, 0.02 USD a day for each more; anomaly detection is free.
 */
export class CostGuard extends pulumi.ComponentResource {
  constructor(name: string, args: CostGuardArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("CostGuard", name, mistakes(args));
    super("tandem:components:CostGuard", name, args, opts);
    this.budget(name, args);
    this.anomalies(name, args);
    this.registerOutputs({});
  }

  private budget(
    name: string,
    { resourceName, system, environment, monthlyUsd, topicArn }: CostGuardArgs,
  ): void {
    const notice = (notificationType: "ACTUAL" | "FORECASTED") => (threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberSnsTopicArns: [topicArn],
    });
    const tagged = (key: string, value: string) => ({
      tags: { key, values: [value], matchOptions: ["EQUALS"] },
    });
    new budgets.Budget(
      `${name}-budget`,
      {
        name: resourceName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        metrics: "UnblendedCost",
        filterExpression: { ands: [tagged("system", system), tagged("environment", environment)] },
        notifications: [
          ...defaults.spent.map(notice("ACTUAL")),
          ...defaults.forecast.map(notice("FORECASTED")),
        ],
      },
      { parent: this },
    );
  }

  private anomalies(name: string, { resourceName, system, anomalyUsd, topicArn }: CostGuardArgs): void {
    const monitor = new costexplorer.AnomalyMonitor(
      `${name}-monitor`,
      { name: resourceName, monitorType: "CUSTOM", monitorSpecification: monitored(system) },
      { parent: this },
    );
    new costexplorer.AnomalySubscription(
      `${name}-subscription`,
      {
        name: resourceName,
        // Only at once goes to a topic; by day and by week go to e-mail addresses.
        frequency: "IMMEDIATE",
        monitorArnLists: [monitor.arn],
        subscribers: [{ type: "SNS", address: topicArn }],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(anomalyUsd)],
          },
        },
      },
      { parent: this },
    );
  }
}

/**
 * A monitor takes one tag, not two. The keys without a value are those that AWS answers with: without them every refresh
 * would see a change.
 */
function monitored(system: string): string {
  return JSON.stringify({
    And: null,
    CostCategories: null,
    Dimensions: null,
    Not: null,
    Or: null,
    Tags: { Key: "system", MatchOptions: null, Values: [system] },
  });
}

function mistakes({ monthlyUsd, anomalyUsd }: CostGuardArgs): Mistake[] {
  return Object.entries({ monthlyUsd, anomalyUsd })
    .filter(([, amount]) => !(amount > 0))
    .map(([propertyPath, amount]) => ({ propertyPath, reason: `${amount} is not allowed, more than 0 is` }));
}
