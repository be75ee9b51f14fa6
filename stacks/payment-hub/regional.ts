import type * as pulumi from "@pulumi/pulumi";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { FailoverRecord, FailoverRole } from "../../components/failover-record";
import { GlobalDatabase, type GlobalDatabaseMembership } from "../../components/global-database";
import { PaymentCluster } from "../../components/payment-cluster";
import { RegionGateway } from "../../components/region-link";
import { RegionalNetwork } from "../../components/regional-network";
import { failoverOrder } from "../settings/stack-files";
import type { Hub } from "./hub";
import type { Switching } from "./switching";

/** What every stack owns: network, cluster behind its load balancer, database member, its half of the failover name. */
export function regionalHalf(
  hub: Hub,
  zoneId: pulumi.Input<string>,
  membership: GlobalDatabaseMembership,
  switching: Switching,
) {
  const { settings, names, opts } = hub;
  const { region, recovery, network: addresses, cluster: compute } = settings;
  const { instanceClass, serverless, instanceCount, engineVersion, backupRetentionDays } = settings.database;
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
    { region, domainName: names.apiOrigin(0), zoneId: owner ? zoneId : undefined },
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
      scalingRoles: switching.scalingRoles,
      certificateArn: certificate.certificateArn,
      targetPort: compute.targetPort,
      nodes: compute.compute === "managed-node-groups" ? (compute.nodes ?? {}) : undefined,
      addonVersions: compute.addonVersions,
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
      serverless,
      instanceCount,
      backupRetentionDays,
      protect: recovery.protect,
      ...membership,
    },
    opts,
  );
  const healthCheckId = originNames(hub, zoneId, cluster, switching.switches);
  const gateway = addresses.link === "transit-gateway" ? transitGateway(hub, network) : undefined;
  return { network, cluster, database, gateway, healthCheckId };
}

/** The regional half of a stack. */
export type RegionalHalf = ReturnType<typeof regionalHalf>;

/** Its AS number tells the regions apart: the home region has the first. */
function transitGateway({ settings, opts }: Hub, network: RegionalNetwork): RegionGateway {
  const { region, role, recovery } = settings;
  const amazonSideAsn = 64_512 + (role === "primary" ? 0 : failoverOrder(recovery.order));
  const { vpcId, privateSubnetIds: subnetIds } = network;
  return new RegionGateway("transit", { region, vpcId, subnetIds, amazonSideAsn }, opts);
}

/**
 * The region's place in the chain of origin names. The home region is the first answer of `api-origin`. Failover
 * region number n is the second answer of the name before it and the first of its own name, which a region n + 1 can
 * join later: so one region more changes no record of the others.
 *
 * @param switches health checks by which people keep traffic out of this region
 * @returns id of the health check of the home region
 */
function originNames(
  { settings, names, opts }: Hub,
  zoneId: pulumi.Input<string>,
  cluster: PaymentCluster,
  switches: pulumi.Input<string>[],
) {
  const { region, role, recovery } = settings;
  const loadBalancer = { dnsName: cluster.loadBalancerDnsName, zoneId: cluster.loadBalancerZoneId };
  const common = { zoneId, region };
  if (role === "primary") {
    const first = { ...common, recordName: names.apiOrigin(0), role: FailoverRole.Primary };
    const { intervalSeconds: requestInterval, failures: failureThreshold } = recovery.healthCheck;
    const healthCheck = { requestInterval, failureThreshold };
    return new FailoverRecord("api-origin", { ...first, target: loadBalancer, healthCheck, switches }, opts)
      .healthCheckId;
  }
  const order = failoverOrder(recovery.order);
  const own = new FailoverRecord(
    "api-origin-own",
    { ...common, recordName: names.apiOrigin(order), role: FailoverRole.Primary, target: loadBalancer },
    opts,
  );
  new FailoverRecord(
    "api-origin",
    {
      ...common,
      recordName: names.apiOrigin(order - 1),
      role: FailoverRole.Secondary,
      target: { dnsName: own.fqdn, zoneId },
      switches,
    },
    opts,
  );
  return undefined;
}

/** Outputs of every stack. */
export function regionalOutputs({ cluster, database, network }: RegionalHalf) {
  return {
    vpcId: network.vpcId,
    clusterName: cluster.clusterName,
    loadBalancerDnsName: cluster.loadBalancerDnsName,
    targetGroupArn: cluster.targetGroupArn,
    databaseClusterArn: database.clusterArn,
    databaseReaderEndpoint: database.readerEndpoint,
  };
}
