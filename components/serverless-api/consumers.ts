import * as apigateway from "@pulumi/aws/apigateway";
import type * as pulumi from "@pulumi/pulumi";
import type { ServerlessApiArgs } from "./args";

/** Keys and usage plans, one of each for a consumer, so that a limit is nobody else's. */
export function createConsumers(
  name: string,
  { region, resourceName, consumers = [] }: ServerlessApiArgs,
  stage: apigateway.Stage,
  parent: pulumi.Resource,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    consumers.map((consumer) => {
      const role = `${name}-${consumer.name}`;
      const plan = new apigateway.UsagePlan(
        `${role}-plan`,
        {
          region,
          name: `${resourceName}-${consumer.name}`,
          description: `What ${consumer.name} may ask for`,
          apiStages: [{ apiId: stage.restApi, stage: stage.stageName }],
          throttleSettings: {
            rateLimit: consumer.throttle.ratePerSecond,
            burstLimit: consumer.throttle.burst,
          },
          quotaSettings: consumer.quota,
        },
        { parent },
      );
      const key = new apigateway.ApiKey(
        `${role}-key`,
        {
          region,
          name: `${resourceName}-${consumer.name}`,
          description: `Key of ${consumer.name}`,
          value: consumer.keyValue,
        },
        { parent },
      );
      new apigateway.UsagePlanKey(
        `${role}-plan-key`,
        { region, usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" },
        // The provider tells the key's value here, too, and does not say that it is a secret.
        { parent, additionalSecretOutputs: ["value"] },
      );
      return [consumer.name, key.id];
    }),
  );
}
