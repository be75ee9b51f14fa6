import type * as pulumi from "@pulumi/pulumi";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { FailoverRecord, FailoverRole } from "../../components/failover-record";
import { GlobalDatabase, type GlobalDatabaseMembership } from "../../components/global-database";
import { PaymentCluster } from "../../components/payment-cluster";
import { RegionalNetwork } from "../../components/regional-network";
import { failoverOrder } from "../settings/stack-files";
import type { Hub } from "./hub";

/** What every stack owns: network, cluster behind its load balancer, database member, its half of the failover name. */
export function regionalHalf(
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
  originNames({ settings, names, opts }, zoneId, cluster);
  return { network, cluster, database };
}

/**
 * The region's place in the chain of origin names. The home region is the first answer of `api-origin`. Failover
 * region number n is the second answer of the name before it and the first of its own name, which a region n + 1 can
 * join later: so one region more changes no record of the others.
 */
function originNames({ settings, names, opts }: Hub, zoneId: pulumi.Input<string>, cluster: PaymentCluster) {
  const { region, role, recovery } = settings;
  const loadBalancer = { dnsName: cluster.loadBalancerDnsName, zoneId: cluster.loadBalancerZoneId };
  const common = { zoneId, region };
  if (role === "primary") {
    const first = { ...common, recordName: names.apiOrigin(0), role: FailoverRole.Primary };
    new FailoverRecord("api-origin", { ...first, target: loadBalancer, healthCheck: {} }, opts);
    return;
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
    },
    opts,
  );
}

/** Outputs of every stack. */
export function regionalOutputs({ cluster, database, network }: ReturnType<typeof regionalHalf>) {
  return {
    vpcId: network.vpcId,
    clusterName: cluster.clusterName,
    loadBalancerDnsName: cluster.loadBalancerDnsName,
    targetGroupArn: cluster.targetGroupArn,
    databaseClusterArn: database.clusterArn,
    databaseReaderEndpoint: database.readerEndpoint,
  };
}
