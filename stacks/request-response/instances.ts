import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancerRoute, TargetKind } from "../../components/application-load-balancer";
import { InstanceFleet } from "../../components/instance-fleet";
import { startScript } from "../shared/start-script";
import { startStatements } from "../shared/start-statements";
import { type DataStores, environmentOf, HEALTH, PORT, reachesOf, statementsOf } from "./application";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";
import type { InnerWay } from "./inner-way";
import { INNER } from "./routes";

/**
 * Instances of EC2, most of them Spot: reports, which take minutes and memory.
 *
 * @param image with its tag or digest; another one replaces the instances one after the other
 */
export function instances(
  flow: Flow,
  { network, keyArn }: Foundation,
  way: InnerWay,
  stores: DataStores,
  image: { uri: pulumi.Input<string>; repositoryArn: pulumi.Input<string> },
) {
  const { settings, names, opts } = flow;
  const { region, fleet, system, environment, role, tags, api } = settings;
  const { vpcId } = network;
  const route = new LoadBalancerRoute(
    "reports-route",
    {
      region,
      resourceName: names.fleet,
      vpcId,
      listenerArn: way.balancer.listenerArn,
      targetKind: TargetKind.Instance,
      port: PORT,
      priority: 20,
      pathPatterns: [`${INNER.reports}/*`],
      healthCheckPath: HEALTH,
    },
    opts,
  );
  const log = new cloudwatch.LogGroup(
    "reports-log",
    { region, name: names.fleetLog, kmsKeyId: keyArn, retentionInDays: api.logRetentionDays },
    { provider: opts.providers.aws },
  );
  const userData = pulumi
    .all([image.uri, log.name, environmentOf(flow, INNER.reports, stores)])
    .apply(([uri, logGroup, variables]) =>
      startScript({ region, image: uri, name: "reports", port: PORT, logGroup, environment: variables }),
    );
  const group = new InstanceFleet(
    "reports",
    {
      region,
      resourceName: names.fleet,
      vpcId,
      subnetIds: network.privateSubnetIds,
      instanceTypes: fleet.instanceTypes,
      minimum: fleet.minimum,
      maximum: fleet.maximum,
      spot:
        fleet.spotPercent > 0 ? { onDemandBase: fleet.onDemandBase, percent: fleet.spotPercent } : undefined,
      userData,
      // The container takes the instance's role from the bridge, one hop further.
      metadataHops: 2,
      port: PORT,
      loadBalancerGroupId: way.balancer.securityGroupId,
      reaches: reachesOf(stores),
      targetGroupArns: route.targetGroupArns,
      statements: [...statementsOf(flow, stores), ...startStatements(image.repositoryArn, log.arn)],
      scaling: { cpuPercent: fleet.targetCpuPercent },
      tags: { ...tags, system, environment, role, "region-role": role },
    },
    opts,
  );
  return { route, group, log };
}

/** The image that instances start: by setting, or the first one of the system's own repository. */
export function fleetImage(flow: Flow, repositoryUrl: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`${repositoryUrl}:${flow.settings.fleet.imageTag}`;
}
