import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import type { ReaderScaling } from "./capacity";

/** What the readers of a cluster are scaled by. */
interface Scaled extends ReaderScaling {
  region: string;
  /** Readers that are there without scaling. */
  fixedReaders: number;
  clusterIdentifier: pulumi.Input<string>;
}

/**
 * Adds readers when they are busy and takes them away again. Not for a secondary cluster of a global database: Aurora
 * scales no readers there.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html#aurora-global-database.limitations
 */
export function createReaderScaling(name: string, scaled: Scaled, parent: pulumi.Resource): void {
  const { region, maximum, targetCpu, fixedReaders, clusterIdentifier } = scaled;
  const target = new appautoscaling.Target(
    `${name}-readers`,
    {
      region,
      serviceNamespace: "rds",
      scalableDimension: "rds:cluster:ReadReplicaCount",
      resourceId: clusterResource(clusterIdentifier),
      minCapacity: fixedReaders,
      maxCapacity: maximum,
    },
    { parent },
  );
  new appautoscaling.Policy(
    `${name}-readers-cpu`,
    {
      region,
      name: "readers-cpu",
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
        targetValue: targetCpu,
        // A reader takes minutes to come and its cache longer to warm: quick to add, slow to take away.
        scaleOutCooldown: 300,
        scaleInCooldown: 1800,
      },
    },
    { parent },
  );
}

function clusterResource(identifier: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`cluster:${identifier}`;
}
