import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { defaults, type ProvisionedCapacity, type ScaledCapacity, type TableIndex } from "./args";
import { type ScalableUnits, scalableUnits } from "./definition";

/** A table whose units are scaled. */
interface Scaled {
  region: string;
  tableName: pulumi.Output<string>;
  capacity: ProvisionedCapacity;
  indexes?: TableIndex[];
}

/**
 * Scales reads and writes of the table and of each index. In the table's own region alone: DynamoDB takes the settings
 * over to replicas that are added afterwards.
 *
 * @returns the policies: DynamoDB takes no replica of a table whose writes are not scaled
 */
export function createTableScaling(
  name: string,
  scaled: Scaled,
  parent: pulumi.Resource,
): appautoscaling.Policy[] {
  const { capacity, indexes } = scaled;
  return scalableUnits(indexes).flatMap((units) => [
    scale(name, scaled, units, "Read", capacity.read, parent),
    scale(name, scaled, units, "Write", capacity.write, parent),
  ]);
}

function scale(
  name: string,
  { region, tableName }: Scaled,
  { role, path, kind }: ScalableUnits,
  what: "Read" | "Write",
  { minimum, maximum, target: targetValue }: ScaledCapacity,
  parent: pulumi.Resource,
): appautoscaling.Policy {
  const child = `${name}-${role}-${what.toLowerCase()}`;
  const target = new appautoscaling.Target(
    child,
    {
      region,
      serviceNamespace: "dynamodb",
      scalableDimension: `dynamodb:${kind}:${what}CapacityUnits`,
      resourceId: pulumi.interpolate`table/${tableName}${path}`,
      minCapacity: minimum,
      maxCapacity: maximum,
    },
    { parent },
  );
  return new appautoscaling.Policy(
    `${child}-use`,
    {
      region,
      name: `${what.toLowerCase()}-use`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${what}CapacityUtilization` },
        targetValue: targetValue ?? defaults.target,
      },
    },
    { parent },
  );
}
