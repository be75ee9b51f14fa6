import type * as pulumi from "@pulumi/pulumi";
import { ContainerCluster } from "../../components/container-cluster";
import { ContainerService, DeploymentKind } from "../../components/container-service";
import { type DataStores, environmentOf, HEALTH, PORT, reachesOf, statementsOf } from "./application";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";
import type { InnerWay } from "./inner-way";
import { INNER } from "./routes";

/**
 * Containers on Fargate: the catalogue, and the consumer that fulfils orders.
 *
 * @param image of the first deployment; CodeDeploy brings all later ones
 */
export function containers(
  flow: Flow,
  { network }: Foundation,
  { balancer }: InnerWay,
  stores: DataStores,
  image: pulumi.Input<string>,
) {
  const { settings, names, opts } = flow;
  const { region, containers: sizes, api } = settings;
  const cluster = new ContainerCluster(
    "cluster",
    { region, resourceName: names.cluster, logRetentionInDays: api.logRetentionDays },
    opts,
  );
  const service = new ContainerService(
    "catalog",
    {
      region,
      resourceName: names.catalog,
      clusterArn: cluster.arn,
      clusterName: cluster.clusterName,
      kmsKeyArn: cluster.kmsKeyArn,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      image,
      cpu: sizes.cpu,
      memory: sizes.memoryMb,
      port: PORT,
      environment: environmentOf(flow, INNER.catalog, stores),
      statements: statementsOf(flow, stores),
      spotPercent: sizes.spotPercent,
      desiredCount: sizes.minimum,
      scaling: { minimum: sizes.minimum, maximum: sizes.maximum, cpuPercent: sizes.targetCpuPercent },
      deployment: { kind: DeploymentKind.CodeDeploy },
      entrance: {
        priority: 10,
        pathPatterns: [`${INNER.catalog}/*`],
        healthCheckPath: HEALTH,
        listenerArn: balancer.listenerArn,
        testListenerArn: balancer.testListenerArn,
        loadBalancerGroupId: balancer.securityGroupId,
        loadBalancerArnSuffix: balancer.arnSuffix,
      },
      reaches: reachesOf(stores),
      logRetentionInDays: api.logRetentionDays,
    },
    opts,
  );
  return { cluster, service };
}
