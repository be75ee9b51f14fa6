import type { ApplicationLoadBalancer } from "../../components/application-load-balancer";
import { ContainerCluster } from "../../components/container-cluster";
import { ContainerService, type ContainerServiceArgs, Releaser } from "../../components/container-service";
import { CONSUMER, MIGRATION, pathOf } from "../settings/storefront/cross-checks";
import { accessOf, HEALTH, type Identity, type Use } from "./application";
import type { Foundation } from "./foundation";
import { imageOf } from "./registry";
import { LOG_DAYS, releasedByPipeline, type Shop } from "./shop";
import type { Stores } from "./stores";

/** Priority of the first service's rule at the load balancer; the user interface takes what is left. */
const FIRST_PRIORITY = 100;

/** What differs from service to service. */
interface Sizes {
  imageTag: string;
  cpu: number;
  memoryMb: number;
  spotPercent: number;
}

/** The microservices on Fargate, each a service of its own, and the one that works on orders. */
export function services(shop: Shop, base: Foundation, balancer: ApplicationLoadBalancer, stores: Stores) {
  const { settings, names, opts } = shop;
  const { region, orders } = settings;
  const cluster = new ContainerCluster(
    "cluster",
    { region, resourceName: names.cluster, logRetentionInDays: LOG_DAYS },
    opts,
  );
  const { namespaceArn } = cluster;
  const around = { shop, base, cluster, stores };
  const byName = Object.fromEntries(
    settings.services.map((service, index) => {
      const { name, port, minimum, maximum, desired, targetCpuPercent, uses } = service;
      const path = pathOf(service);
      const made = create(around, service, service, uses, {
        port,
        desiredCount: desired ?? minimum,
        scaling: { minimum, maximum, cpuPercent: targetCpuPercent },
        entrance: {
          priority: FIRST_PRIORITY + index,
          // The user interface asks for services by the inner name; customers' requests keep the shop's name, and go to it.
          hostHeaders: [names.insideIn(region)],
          pathPatterns: [path, `${path}/*`],
          healthCheckPath: HEALTH,
          listenerArn: balancer.listenerArn,
          loadBalancerGroupId: balancer.securityGroupId,
          loadBalancerArnSuffix: balancer.arnSuffix,
        },
        // Others call it by its name, through the proxy beside each task.
        admits: [{ name: "services", cidrIpv4: settings.network.cidr }],
        serviceConnect: { namespaceArn, server: { dnsName: name, port } },
      });
      return [name, made];
    }),
  );
  const consumer = create(around, PROCESSOR, orders, CONSUMER_USES, {
    healthCheckCommand: HEALTH_COMMAND,
    // Paused, there is none, and scaling makes none.
    desiredCount: orders.paused ? 0 : orders.minimum,
    scaling: orders.paused
      ? undefined
      : { minimum: orders.minimum, maximum: orders.maximum, cpuPercent: CONSUMER_CPU },
    serviceConnect: { namespaceArn },
    // Longer than an order takes, so that none is dropped half done.
    stopSeconds: Math.min(120, orders.consumerSeconds + 10),
  });
  migration(around, orders.imageTag);
  return { cluster, byName, consumer };
}

/** The services of a region. */
export type Services = ReturnType<typeof services>;

const PROCESSOR: Identity = { name: CONSUMER, databaseUser: "storefront_worker" };
const CONSUMER_USES: Use[] = ["database", "cache", "accepted-orders"];

/** Processor use of consumers, in percent, that scaling keeps to: the queue's age tells people when that is too slow. */
const CONSUMER_CPU = 50;

/** Port of the consumer's health, which nobody calls but ECS, in the container. */
const HEALTH_COMMAND = [
  "CMD",
  "node",
  "-e",
  "fetch('http://127.0.0.1:8080/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))",
];

interface Around {
  shop: Shop;
  base: Foundation;
  cluster: ContainerCluster;
  stores: Stores;
}

type Particular = Pick<
  ContainerServiceArgs,
  | "port"
  | "desiredCount"
  | "scaling"
  | "entrance"
  | "admits"
  | "serviceConnect"
  | "stopSeconds"
  | "healthCheckCommand"
  | "secrets"
  | "secretKeyArns"
>;

function create(
  { shop, base, cluster, stores }: Around,
  identity: Identity,
  sizes: Sizes,
  uses: readonly Use[],
  particular: Particular,
): ContainerService {
  const { settings, names, opts } = shop;
  const { region } = settings;
  const { name } = identity;
  const access = accessOf(shop, identity, uses, stores);
  return new ContainerService(
    name,
    {
      ...particular,
      region,
      resourceName: names.service(name),
      roleName: names.serviceRoles(name, region),
      clusterArn: cluster.arn,
      clusterName: cluster.clusterName,
      kmsKeyArn: cluster.kmsKeyArn,
      vpcId: base.network.vpcId,
      subnetIds: base.network.privateSubnetIds,
      image: imageOf(shop, name, sizes.imageTag),
      cpu: sizes.cpu,
      memory: sizes.memoryMb,
      spotPercent: sizes.spotPercent,
      environment: {
        AWS_REGION: region,
        SERVICE_NAME: name,
        ...(particular.port === undefined ? {} : { PORT: String(particular.port) }),
        ...access.environment,
      },
      statements: access.statements,
      reaches: [...access.reaches, ...calls(shop, name)],
      deployment: { releasedBy: releasedByPipeline(shop) ? Releaser.Pipeline : Releaser.Program },
      topicArn: base.topicArn,
      logRetentionInDays: LOG_DAYS,
    },
    opts,
  );
}

/**
 * Brings the schema up to date: a service without tasks, of which people or a pipeline start one task before the services'
 * next version. It alone gets the administrator's password.
 */
function migration(around: Around, imageTag: string): void {
  const { database } = around.stores;
  const identity = { name: MIGRATION, databaseUser: "storefront_administrator" };
  create(around, identity, { imageTag, cpu: 256, memoryMb: 512, spotPercent: 0 }, ["schema"], {
    desiredCount: 0,
    secrets: { DATABASE_SECRET: database.secretArn },
    secretKeyArns: [database.secretKeyArn],
  });
}

/** Other services, which a service may call within the network. */
function calls({ settings }: Shop, name: string) {
  return settings.services
    .filter((other) => other.name !== name)
    .map((other) => ({ name: `service-${other.name}`, cidrIpv4: settings.network.cidr, port: other.port }));
}
