import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { defaults, type ProvisionedConcurrency } from "./args";

/** What is kept warm. */
interface Warm extends ProvisionedConcurrency {
  region: string;
  alias: lambda.Alias;
}

/** Keeps environments of the alias warm, and lets their number follow the load where it may. */
export function createProvisionedConcurrency(name: string, warm: Warm, parent: pulumi.Resource): void {
  const { region, alias, minimum, maximum = minimum, targetUtilization = defaults.targetUtilization } = warm;
  const scales = maximum > minimum;
  const provisioned = new lambda.ProvisionedConcurrencyConfig(
    `${name}-provisioned`,
    {
      region,
      functionName: alias.functionName,
      qualifier: alias.name,
      provisionedConcurrentExecutions: minimum,
    },
    // Scaling changes the number; the next update would take the added environments away.
    { parent, ignoreChanges: scales ? ["provisionedConcurrentExecutions"] : [] },
  );
  if (!scales) return;
  const target = new appautoscaling.Target(
    `${name}-scaling`,
    {
      region,
      serviceNamespace: "lambda",
      scalableDimension: "lambda:function:ProvisionedConcurrency",
      resourceId: pulumi.interpolate`function:${alias.functionName}:${alias.name}`,
      minCapacity: minimum,
      maxCapacity: maximum,
    },
    { parent, dependsOn: provisioned },
  );
  new appautoscaling.Policy(
    `${name}-scaling-utilization`,
    {
      region,
      name: "utilization",
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "LambdaProvisionedConcurrencyUtilization" },
        targetValue: targetUtilization / 100,
      },
    },
    { parent },
  );
}
