import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { mistakes as fleetMistakes } from "../instance-fleet/validate";
import { type ClusterInstancesArgs, type ContainerClusterArgs, defaults } from "./args";

/** What ECS would refuse, and what the fleet of its instances would. */
export function mistakes(args: ContainerClusterArgs): Mistake[] {
  const { resourceName, instances } = args;
  const found = [
    ...physicalNameMistakes("resourceName", resourceName, [
      { what: "cluster", name: resourceName, longest: 255 },
      { what: "launch template", name: `${resourceName}-instances`, longest: 128 },
    ]),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
  if (/^(aws|ecs|fargate)/i.test(resourceName)) {
    const reason = `"${resourceName}" is not allowed, a name that starts with neither "aws", "ecs" nor "fargate" is`;
    found.push({ propertyPath: "resourceName", reason });
  }
  const target = instances?.targetCapacityPercent ?? defaults.targetCapacityPercent;
  if (!Number.isInteger(target) || target < 1 || target > 100) {
    const reason = `${target} is not allowed, 1 to 100 is`;
    found.push({ propertyPath: "instances.targetCapacityPercent", reason });
  }
  return [...found, ...(instances === undefined ? [] : ofInstances(args, instances))];
}

/** In the words of the fleet, under the path of the cluster's arg; the fleet's name is the cluster's business. */
function ofInstances({ region }: ContainerClusterArgs, instances: ClusterInstancesArgs): Mistake[] {
  return fleetMistakes({ ...instances, region, resourceName: "instances" }).map(
    ({ propertyPath, reason }) => ({
      propertyPath: `instances.${propertyPath}`,
      reason,
    }),
  );
}
