import type * as ecs from "@pulumi/aws/ecs";
import { type ContainerServiceArgs, defaults } from "./args";

type Capacity = Pick<ecs.ServiceArgs, "capacityProviderStrategies" | "orderedPlacementStrategies">;

/**
 * Where tasks run: a service has either Fargate's providers or one with instances. On instances they are spread over the
 * zones, then over the instances; Fargate spreads by itself and takes no placement.
 */
export function capacityOf({
  instanceProviderName,
  spotPercent = defaults.spotPercent,
}: Pick<ContainerServiceArgs, "instanceProviderName" | "spotPercent">): Capacity {
  if (instanceProviderName !== undefined) {
    return {
      capacityProviderStrategies: [{ capacityProvider: instanceProviderName, weight: 1 }],
      orderedPlacementStrategies: [
        { type: "spread", field: "attribute:ecs.availability-zone" },
        { type: "spread", field: "instanceId" },
      ],
    };
  }
  if (spotPercent === 0) return { capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] };
  return {
    capacityProviderStrategies: [
      { capacityProvider: "FARGATE", weight: 100 - spotPercent, base: 1 },
      { capacityProvider: "FARGATE_SPOT", weight: spotPercent },
    ],
  };
}
