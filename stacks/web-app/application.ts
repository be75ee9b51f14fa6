import * as pulumi from "@pulumi/pulumi";
import { Algorithm } from "../../components/application-load-balancer";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { HTTPS_ANYWHERE } from "../../components/arguments/traffic";
import { ContainerCluster } from "../../components/container-cluster";
import { ContainerService, Releaser } from "../../components/container-service";
import { PrivateAuthority } from "../../components/private-authority";
import { accountOf } from "../shared/account";
import type { Repository } from "../shared/registry";
import type { App } from "./app";
import { DATABASE_USER, type Database } from "./database";
import type { Entrance } from "./entrance";
import type { Foundation } from "./foundation";

/** TCP port of the container. */
export const PORT = 8080;

/** Path whose answer tells whether a container can work. */
export const HEALTH = "/healthz";

/** What the application stands on. */
export interface Ground {
  base: Foundation;
  way: Entrance;
  database: Database;
  images: Repository;
  /** Range of another region's network with the database, where this region has none. */
  databaseRange: string | undefined;
}

/** The cluster: EC2 instances that ECS adds and takes away, unless everything runs on Fargate. */
export function cluster({ settings, names, opts }: App, { network }: Foundation): ContainerCluster {
  const { region, compute, system, environment, role, tags } = settings;
  const { instanceTypes, minimum, maximum } = compute;
  const instances = {
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    instanceTypes,
    minimum,
    maximum,
    tags: { ...tags, system, environment, role, "region-role": role },
  };
  const wanted = compute.kind === "ec2" || compute.keepInstances;
  return new ContainerCluster(
    "cluster",
    { region, resourceName: names.cluster, instances: wanted ? instances : undefined },
    opts,
  );
}

/** The website's containers, behind the load balancer alone. The pipeline brings all images after the first. */
export function website(app: App, made: ContainerCluster, ground: Ground): ContainerService {
  const { settings, names, opts } = app;
  const { region, compute, service } = settings;
  const { network, topicArn } = ground.base;
  const { balancer } = ground.way;
  return new ContainerService(
    "web",
    {
      region,
      resourceName: names.service,
      clusterArn: made.arn,
      clusterName: made.clusterName,
      kmsKeyArn: made.kmsKeyArn,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      instanceProviderName: compute.kind === "ec2" ? made.instanceProviderName : undefined,
      image: pulumi.interpolate`${ground.images.url}:${service.imageTag}`,
      cpu: service.cpu,
      memory: service.memoryMb,
      port: PORT,
      environment: environment(app, ground.database),
      ...secrets(app),
      statements: [logIn(app, ground.database)],
      desiredCount: service.desired ?? service.minimum,
      scaling: {
        minimum: service.minimum,
        maximum: service.maximum,
        steps: { above: service.stepUpAbovePercent, below: service.stepDownBelowPercent },
      },
      deployment: { releasedBy: Releaser.Pipeline },
      topicArn,
      entrance: {
        priority: 10,
        pathPatterns: ["/*"],
        healthCheckPath: HEALTH,
        algorithm: Algorithm.RoundRobin,
        listenerArn: balancer.listenerArn,
        loadBalancerGroupId: balancer.securityGroupId,
        loadBalancerArnSuffix: balancer.arnSuffix,
      },
      reaches: [...HTTPS_ANYWHERE, databaseTarget(ground)],
      serviceConnect: connect(app, made),
    },
    opts,
  );
}

function environment({ settings, names }: App, database: Database): Record<string, pulumi.Input<string>> {
  const { host, readerHost, port } = database;
  return {
    AWS_REGION: settings.region,
    SERVICE_NAME: names.service,
    PORT: String(PORT),
    DEPENDENCIES: pulumi.jsonStringify({ database: pulumi.interpolate`${host}:${port}` }),
    DATABASE_REGION: database.region,
    DATABASE_HOST: host,
    DATABASE_READER_HOST: readerHost,
    DATABASE_PORT: String(port),
    DATABASE_NAME: settings.database.name,
    DATABASE_USER,
    MEDIA_URL: `https://${names.mediaName}`,
  };
}

/** Parameters that ECS puts into the environment; only the role that starts tasks reads them. */
function secrets({ settings, opts }: App) {
  const { region, service } = settings;
  const account = accountOf(opts);
  const arnOf = (parameter: string) =>
    account.apply(
      ({ partition, accountId }) => `arn:${partition}:ssm:${region}:${accountId}:parameter${parameter}`,
    );
  return {
    secrets: Object.fromEntries(
      service.secrets.map(({ variable, parameter }) => [variable, arnOf(parameter)]),
    ),
    secretKeyArns: [...new Set(service.secrets.flatMap(({ keyArn }) => keyArn ?? []))],
  };
}

/** To one database, as one user. */
function logIn({ opts }: App, { region, resourceId }: Database): PolicyStatement {
  const user = pulumi
    .all([accountOf(opts), resourceId])
    .apply(
      ([{ partition, accountId }, id]) =>
        `arn:${partition}:rds-db:${region}:${accountId}:dbuser:${id}/${DATABASE_USER}`,
    );
  return { sid: "LogInToDatabase", actions: ["rds-db:connect"], resources: [user] };
}

/** A security group lets groups in; one of another region is none that this region knows. */
function databaseTarget({ database, databaseRange }: Ground) {
  const { port, securityGroupId } = database;
  return databaseRange === undefined
    ? { name: "database", securityGroupId, port }
    : { name: "database", cidrIpv4: databaseRange, port };
}

/** By setting, TLS between services, under an authority of the region. */
function connect({ settings, names, opts }: App, made: ContainerCluster) {
  if (settings.serviceConnect === undefined) return undefined;
  const { region } = settings;
  const authority = new PrivateAuthority(
    "authority",
    { region, commonName: `${names.prefix} ${region}` },
    opts,
  );
  return {
    namespaceArn: made.namespaceArn,
    server: { dnsName: "web", port: PORT },
    tls: { certificateAuthorityArn: authority.arn },
  };
}
