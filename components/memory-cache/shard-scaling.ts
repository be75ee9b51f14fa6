import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import type { ShardScaling } from "./args";

/** What the shards of a cache are scaled by. */
interface Scaled extends ShardScaling {
  region: string;
  /** Shards that are there without scaling. */
  minimum: number;
  replicationGroupId: pulumi.Input<string>;
}

/** Adds shards when the primaries are busy and takes them away again; the keys move while they are read and written. */
export function createShardScaling(name: string, scaled: Scaled, parent: pulumi.Resource): void {
  const { region, minimum, maximum, targetCpu, replicationGroupId } = scaled;
  const target = new appautoscaling.Target(
    `${name}-shards`,
    {
      region,
      serviceNamespace: "elasticache",
      scalableDimension: "elasticache:replication-group:NodeGroups",
      resourceId: pulumi.interpolate`replication-group/${replicationGroupId}`,
      minCapacity: minimum,
      maxCapacity: maximum,
    },
    { parent },
  );
  new appautoscaling.Policy(
    `${name}-shards-cpu`,
    {
      region,
      name: "shards-cpu",
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ElastiCachePrimaryEngineCPUUtilization" },
        targetValue: targetCpu,
        // Moving keys costs processor time itself: quick to add, slow to take away.
        scaleOutCooldown: 600,
        scaleInCooldown: 1800,
      },
    },
    { parent },
  );
}
