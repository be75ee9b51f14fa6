import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import type { ServerlessApiArgs } from "./args";
import { createKey } from "./consumer-key";

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
      const keyId = consumer.keyId ?? createKey(role, { region, resourceName, ...consumer }, parent).id;
      new apigateway.UsagePlanKey(
        `${role}-plan-key`,
        { region, usagePlanId: plan.id, keyId, keyType: "API_KEY" },
        // The provider tells the key's value here, too, and does not say that it is a secret.
        { parent, additionalSecretOutputs: ["value"] },
      );
      return [consumer.name, pulumi.output(keyId)];
    }),
  );
}
