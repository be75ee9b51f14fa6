import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import {
  type ApplicationLoadBalancer,
  LoadBalancerRoute,
  TargetKind,
} from "../../components/application-load-balancer";
import { HTTPS_ANYWHERE } from "../../components/arguments/traffic";
import { InstanceFleet } from "../../components/instance-fleet";
import { USER_INTERFACE } from "../settings/storefront/cross-checks";
import { startScript } from "../shared/start-script";
import { startStatements } from "../shared/start-statements";
import { HEALTH } from "./application";
import type { Foundation } from "./foundation";
import { imageOf, repository } from "./registry";
import { instanceTags, LOG_DAYS, type Shop } from "./shop";

/** Behind the rules of all services. */
const LAST_PRIORITY = 1000;

/** The user interface on EC2 instances of its own, which call services through the load balancer. */
export function userInterface(
  shop: Shop,
  { network, keyArn }: Foundation,
  balancer: ApplicationLoadBalancer,
) {
  const { settings, names, opts } = shop;
  const { region, ui } = settings;
  const { vpcId } = network;
  const route = new LoadBalancerRoute(
    "ui-route",
    {
      region,
      resourceName: names.ui,
      vpcId,
      listenerArn: balancer.listenerArn,
      targetKind: TargetKind.Instance,
      port: ui.port,
      priority: LAST_PRIORITY,
      pathPatterns: ["/*"],
      healthCheckPath: HEALTH,
    },
    opts,
  );
  const log = new cloudwatch.LogGroup(
    "ui-log",
    { region, name: names.uiLog, kmsKeyId: keyArn, retentionInDays: LOG_DAYS },
    { provider: opts.providers.aws },
  );
  const environment = {
    AWS_REGION: region,
    SERVICE_NAME: USER_INTERFACE,
    PORT: String(ui.port),
    BACKEND_URL: `https://${names.insideIn(region)}`,
  };
  const userData = pulumi
    .all([imageOf(shop, USER_INTERFACE, ui.imageTag), log.name])
    .apply(([image, logGroup]) =>
      startScript({ region, image, name: USER_INTERFACE, port: ui.port, logGroup, environment }),
    );
  const fleet = new InstanceFleet(
    "ui",
    {
      region,
      resourceName: names.ui,
      vpcId,
      subnetIds: network.privateSubnetIds,
      instanceTypes: ui.instanceTypes,
      minimum: ui.minimum,
      maximum: ui.maximum,
      spot: ui.spotPercent > 0 ? { onDemandBase: 0, percent: ui.spotPercent } : undefined,
      userData,
      port: ui.port,
      loadBalancerGroupId: balancer.securityGroupId,
      reaches: [...HTTPS_ANYWHERE],
      targetGroupArns: route.targetGroupArns,
      statements: startStatements(repository(shop, USER_INTERFACE).arn, log.arn),
      scaling: { cpuPercent: ui.targetCpuPercent },
      tags: instanceTags(shop),
    },
    opts,
  );
  return { route, fleet, log };
}

/** The user interface of a region. */
export type UserInterface = ReturnType<typeof userInterface>;
