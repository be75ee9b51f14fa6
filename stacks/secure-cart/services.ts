import * as pulumi from "@pulumi/pulumi";
import type { ApplicationLoadBalancer, RouteConditions } from "../../components/application-load-balancer";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { HTTPS_ANYWHERE, type TrafficTarget } from "../../components/arguments/traffic";
import { ContainerCluster } from "../../components/container-cluster";
import { ContainerService, type ContainerServiceArgs } from "../../components/container-service";
import { TableAccess, tableStatements } from "../../components/global-table/policies";
import type { DeliveredQueue } from "../../components/messaging";
import type { RelationalDatabase } from "../../components/relational-database";
import type { ReplicatedBucket } from "../../components/replicated-bucket";
import type { Cart } from "./cart";
import type { TableHere } from "./data";
import type { Foundation } from "./foundation";

/** TCP port of the services behind the load balancer. */
export const PORT = 8080;

/** TCP port of the payment gateway's tasks, which speak TLS. */
export const PAYMENTS_PORT = 8443;

/** Path whose answer tells whether a task can work. */
export const HEALTH = "/healthz";

/** User of PostgreSQL as whom services log in, by a token of IAM. */
const DATABASE_USER = "cart";

/** What the services work with. */
export interface Stores {
  sessions: TableHere;
  database: RelationalDatabase;
  images: ReplicatedBucket;
  /** What partners have reported of orders. */
  reports: DeliveredQueue;
}

/** The services of a region on Fargate, and their cluster. */
export function services(cart: Cart, base: Foundation, balancer: ApplicationLoadBalancer, stores: Stores) {
  const { settings, names, opts } = cart;
  const { region, api, privateLink } = settings;
  const cluster = new ContainerCluster(
    "cluster",
    { region, resourceName: names.cluster, logRetentionInDays: api.logRetentionDays },
    opts,
  );
  const { sessions, database, images, reports } = stores;
  const connected = databaseAccess(cart, base, database);
  const catalog = create(cart, base, cluster, "catalog", {
    port: PORT,
    environment: {
      SESSION_TABLE: sessions.name,
      IMAGE_BUCKET: images.store.bucketName,
      ...connected.environment,
    },
    statements: [
      ...useSessions(cart, base, sessions),
      ...readImages(cart, base, images),
      connected.statement,
    ],
    reaches: [...HTTPS_ANYWHERE, connected.target],
    entrance: entranceOf(balancer, { priority: 100, pathPatterns: ["/*"] }),
  });
  const checkout = create(cart, base, cluster, "checkout", {
    port: PORT,
    environment: {
      SESSION_TABLE: sessions.name,
      REPORT_QUEUE_URL: reports.url,
      // Answers with the nearest region whose payment gateway is well.
      PAYMENTS_URL: `https://${names.gatewayName}:${privateLink.port}`,
      ...connected.environment,
    },
    statements: [...useSessions(cart, base, sessions), ...reports.consume, connected.statement],
    reaches: [...HTTPS_ANYWHERE, connected.target, ...calledByPort(cart)],
    entrance: entranceOf(balancer, { priority: 10, hostHeaders: [names.checkoutName] }),
  });
  const payments = (targetGroupArn: pulumi.Input<string>) =>
    create(cart, base, cluster, "payments", {
      port: PAYMENTS_PORT,
      otherTargetGroupArns: [targetGroupArn],
      // Card networks and nothing of the system's own.
      reaches: HTTPS_ANYWHERE.slice(),
    });
  return { cluster, catalog, checkout, createPayments: payments };
}

/** Ports besides 443 that checkout calls: those of the payment gateway and of partners. */
function calledByPort({ settings }: Cart): TrafficTarget[] {
  const ports = [
    settings.privateLink.port,
    ...settings.partnerEndpoints.flatMap((endpoint) => endpoint.ports),
  ];
  return [...new Set(ports)]
    .filter((port) => port !== 443)
    .map((port) => ({ name: `port-${port}`, cidrIpv4: "10.0.0.0/8", port }));
}

function create(
  { settings, names, opts }: Cart,
  { network, topicArn }: Foundation,
  cluster: ContainerCluster,
  name: "catalog" | "checkout" | "payments",
  args: Pick<
    ContainerServiceArgs,
    "port" | "environment" | "statements" | "reaches" | "entrance" | "otherTargetGroupArns"
  >,
): ContainerService {
  const { region, services: all, api, onPremises } = settings;
  const { image, cpu, memoryMb, minimum, maximum, targetCpuPercent, spotPercent } = all[name];
  return new ContainerService(
    name,
    {
      ...args,
      region,
      resourceName: names.service(name),
      clusterArn: cluster.arn,
      clusterName: cluster.clusterName,
      kmsKeyArn: cluster.kmsKeyArn,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      image,
      cpu,
      memory: memoryMb,
      environment: { AWS_REGION: region, SERVICE_NAME: name, PORT: String(args.port), ...args.environment },
      spotPercent,
      desiredCount: minimum,
      scaling: { minimum, maximum, cpuPercent: targetCpuPercent },
      admits: (onPremises?.developers ?? []).map((cidrIpv4) => ({
        name: `developers-${cidrIpv4.replaceAll(/[./]/g, "-")}`,
        cidrIpv4,
      })),
      topicArn,
      logRetentionInDays: api.logRetentionDays,
    },
    opts,
  );
}

function entranceOf(balancer: ApplicationLoadBalancer, conditions: RouteConditions) {
  return {
    ...conditions,
    healthCheckPath: HEALTH,
    listenerArn: balancer.listenerArn,
    loadBalancerGroupId: balancer.securityGroupId,
    loadBalancerArnSuffix: balancer.arnSuffix,
  };
}

function useSessions(
  { settings }: Cart,
  { account }: Foundation,
  { arn, keyArn }: TableHere,
): PolicyStatement[] {
  const dnsSuffix = account.apply((one) => one.dnsSuffix);
  return tableStatements(
    { region: settings.region, tableArn: arn, keyArn, dnsSuffix },
    TableAccess.ReadWrite,
  ).map((statement) => ({ ...statement, sid: `Session${statement.sid}` }));
}

function readImages(
  { settings }: Cart,
  { account }: Foundation,
  { arn, keyArn }: ReplicatedBucket,
): PolicyStatement[] {
  return [
    { sid: "ReadImages", actions: ["s3:GetObject"], resources: [pulumi.interpolate`${arn}/*`] },
    {
      sid: "DecryptImages",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: {
        StringEquals: {
          "kms:ViaService": account.apply(({ dnsSuffix }) => `s3.${settings.region}.${dnsSuffix}`),
        },
      },
    },
  ];
}

/** What it takes to log in to the database as one user. */
function databaseAccess({ settings }: Cart, { account }: Foundation, database: RelationalDatabase) {
  const { region } = settings;
  const { endpoint, port, securityGroupId, resourceId } = database;
  const target: TrafficTarget = { name: "database", securityGroupId, port };
  const statement: PolicyStatement = {
    sid: "LogInToDatabase",
    actions: ["rds-db:connect"],
    resources: [
      pulumi
        .all([account, resourceId])
        .apply(
          ([{ partition, accountId }, id]) =>
            `arn:${partition}:rds-db:${region}:${accountId}:dbuser:${id}/${DATABASE_USER}`,
        ),
    ],
  };
  const environment = {
    DATABASE_HOST: endpoint,
    DATABASE_PORT: String(port),
    DATABASE_NAME: settings.database.name,
    DATABASE_USER,
  };
  return { target, statement, environment };
}
