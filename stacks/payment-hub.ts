import * as fs from "node:fs";
import type { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { DnsValidatedCertificate } from "../components/dns-validated-certificate";
import {
  EdgeDistribution,
  GeoRestrictionType,
  OriginKind,
  type PriceClass,
} from "../components/edge-distribution";
import { FailoverRecord, FailoverRole } from "../components/failover-record";
import { GlobalDatabase, type GlobalDatabaseMembership } from "../components/global-database";
import { LogArchive } from "../components/log-archive";
import { PaymentCluster } from "../components/payment-cluster";
import { PublicZone } from "../components/public-zone";
import { RegionalNetwork } from "../components/regional-network";
import { ReplicatedSecret } from "../components/replicated-secret";
import { StaticSite } from "../components/static-site";
import { type ContractOutputs, readContract } from "./contract";
import { regionalProvider } from "./provider";
import type { LoadedSettings } from "./settings/load";
import { type Names, namesOf } from "./settings/names";
import type { PaymentHubSettings } from "./settings/payment-hub";
import { primaryStack, replicaRegions } from "./settings/stack-files";

/** What every part of the hub is made from. */
interface Hub {
  settings: PaymentHubSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

/**
 * The payment hub: payments taken at the edge, in front of a cluster and a database member in every region.
 * The primary stack owns what exists once; every stack owns its regional half.
 */
export async function paymentHub({ settings, siblings }: LoadedSettings): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  // Before the provider: without the primary's contract nothing is registered at all.
  const contract =
    settings.role === "secondary" ? await readContract(primaryStack(siblings), settings) : undefined;
  const hub = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  if (contract === undefined) return home(hub, replicaRegions(settings.recovery.replicaRegions, siblings));
  const membership = { joins: { sourceRegion: contract.region } };
  return regionalOutputs(regionalHalf(hub, contract.zoneId, membership));
}

/** The primary stack: zone, credentials, site and edge, and its own regional half. */
function home(hub: Hub, copies: string[]): Record<string, unknown> {
  const { settings, names, opts } = hub;
  const { dns, recovery } = settings;
  const zone = new PublicZone(
    "zone",
    { zoneName: dns.zone, adoptZoneId: dns.hostedZoneId, protect: recovery.protect },
    opts,
  );
  const half = regionalHalf(hub, zone.zoneId, {
    creates: {
      databaseName: settings.database.name,
      masterUsername: "hub_administrator",
      secretName: names.databaseSecret,
      secretReplicaRegions: copies,
    },
  });
  const edge = edgeOf(hub, zone.zoneId, copies);

  const contract: ContractOutputs = {
    version: 1,
    system: settings.system,
    environment: settings.environment,
    region: settings.region,
    zoneId: zone.zoneId,
    globalClusterIdentifier: half.database.globalClusterIdentifier,
  };
  return {
    contract,
    ...regionalOutputs(half),
    ...edge,
    databaseEndpoint: half.database.globalEndpoint,
    databaseSecretArn: half.database.secretArn,
    nameServers: zone.nameServers,
  };
}

/** What every stack owns: network, cluster behind its load balancer, database member, its half of the failover name. */
function regionalHalf(
  { settings, names, opts }: Hub,
  zoneId: pulumi.Input<string>,
  membership: GlobalDatabaseMembership,
) {
  const { region, recovery, network: addresses, cluster: compute } = settings;
  const { instanceClass, instanceCount, engineVersion, backupRetentionDays } = settings.database;
  const owner = settings.role === "primary";

  const network = new RegionalNetwork(
    "network",
    {
      region,
      cidrBlock: addresses.cidr,
      availabilityZones: addresses.availabilityZones,
      resourceName: names.prefix,
      flowLogRetentionInDays: addresses.flowLogRetentionDays,
    },
    opts,
  );
  const certificate = new DnsValidatedCertificate(
    "origin-certificate",
    { region, domainName: names.apiOrigin, zoneId: owner ? zoneId : undefined },
    opts,
  );
  const cluster = new PaymentCluster(
    "cluster",
    {
      region,
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnetIds,
      publicSubnetIds: network.publicSubnetIds,
      zoneCount: addresses.availabilityZones.length,
      clusterName: names.cluster,
      loadBalancerName: names.loadBalancer,
      targetGroupName: names.targetGroup,
      version: compute.version,
      administrators: compute.administrators,
      certificateArn: certificate.certificateArn,
      targetPort: compute.targetPort,
      protect: recovery.protect,
    },
    opts,
  );
  const database = new GlobalDatabase(
    "database",
    {
      region,
      globalClusterIdentifier: names.globalDatabase,
      clusterIdentifier: names.database,
      keyAlias: names.key("database"),
      engineVersion,
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
      clients: { cluster: cluster.clusterSecurityGroupId },
      instanceClass,
      instanceCount,
      backupRetentionDays,
      protect: recovery.protect,
      ...membership,
    },
    opts,
  );
  new FailoverRecord(
    "api-origin",
    {
      zoneId,
      recordName: names.apiOrigin,
      region,
      role: owner ? FailoverRole.Primary : FailoverRole.Secondary,
      loadBalancerDnsName: cluster.loadBalancerDnsName,
      loadBalancerZoneId: cluster.loadBalancerZoneId,
    },
    opts,
  );
  return { network, cluster, database };
}

/** Site and API at the edge: two distributions, the site's buckets in two regions, their access logs. */
function edgeOf(hub: Hub, zoneId: pulumi.Input<string>, copies: string[]) {
  const { settings, names, opts } = hub;
  const { region, edge, recovery } = settings;
  const kept = { protect: recovery.protect, forceDestroy: !recovery.protect };
  const logs = new LogArchive("edge-logs", { region, bucketName: names.accessLogBucket, ...kept }, opts);
  const bucket = (inRegion: string) => ({ region: inRegion, bucketName: names.siteBucket(inRegion) });
  const site = new StaticSite(
    "site",
    { resourceName: `${names.prefix}-site`, source: bucket(region), replicas: copies.map(bucket), ...kept },
    opts,
  );
  const common = {
    zoneId,
    accessLogBucketArn: logs.bucketArn,
    priceClass: edge.priceClass as PriceClass,
    geoRestriction:
      edge.blockedCountries.length > 0
        ? { type: GeoRestrictionType.Deny, countries: edge.blockedCountries }
        : undefined,
  };
  const [primary, secondary] = site.origins;
  const siteEdge = new EdgeDistribution(
    "site-edge",
    {
      ...common,
      resourceName: `${names.prefix}-site`,
      aliases: names.siteAliases,
      rateLimit: edge.requestsPerFiveMinutes,
      contentSecurityPolicy: edge.contentSecurityPolicy ?? sitePolicy(names.apiName),
      origin: {
        kind: OriginKind.Site,
        primary,
        secondary,
        originAccessControlId: site.originAccessControlId,
        viewerRequestCode: fs.readFileSync("workloads/spa-router/index.js", "utf8"),
      },
    },
    opts,
  );
  site.allowReadFrom(siteEdge.distributionArn);
  const apiEdge = new EdgeDistribution(
    "api-edge",
    {
      ...common,
      resourceName: `${names.prefix}-api`,
      aliases: [names.apiName],
      origin: {
        kind: OriginKind.Api,
        domainName: names.apiOrigin,
        secretHeaderValue: originHeader(hub, copies),
      },
    },
    opts,
  );
  return {
    siteUrl: `https://${names.siteName}`,
    apiUrl: `https://${names.apiName}`,
    siteDistributionId: siteEdge.distributionId,
    apiDistributionId: apiEdge.distributionId,
    siteBuckets: site.origins.map(({ bucketName }) => bucketName),
  };
}

/** The value by which the payment API knows that a request came through the edge, kept where each region's pods read it. */
function originHeader({ settings, names, opts }: Hub, copies: string[]): pulumi.Output<string> {
  const { region, recovery } = settings;
  const value = new RandomPassword("origin-header", { length: 48, special: false });
  const args = {
    region,
    secretName: names.originSecret,
    description: "Header that CloudFront sends to the payment API",
    keyAlias: names.key("edge-origin-header"),
    replicaRegions: copies,
    protect: recovery.protect,
  };
  new ReplicatedSecret("origin-header", args, value.result, opts);
  return value.result;
}

/** The site loads from itself and calls its API, and no other page frames it. */
function sitePolicy(apiName: string): string {
  return [
    "default-src 'self'",
    `connect-src 'self' https://${apiName}`,
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

function regionalOutputs({ cluster, database, network }: ReturnType<typeof regionalHalf>) {
  return {
    vpcId: network.vpcId,
    clusterName: cluster.clusterName,
    loadBalancerDnsName: cluster.loadBalancerDnsName,
    targetGroupArn: cluster.targetGroupArn,
    databaseClusterArn: database.clusterArn,
    databaseReaderEndpoint: database.readerEndpoint,
  };
}
