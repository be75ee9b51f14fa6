import type { ValueMap } from "../../../../providers/core/values/value";
import { Cloud, type CloudOptions } from "../../support";
import { aurora, distribution, subnet, types, vpc } from "../fixtures";

export const other = (cloud: Cloud, options: CloudOptions): Cloud =>
  new Cloud({
    account: cloud.account,
    ...(cloud.allow === undefined ? {} : { allow: cloud.allow }),
    ...options,
  });
export const edge = (cloud: Cloud, changes: ValueMap) =>
  cloud.create(types.distribution, "edge", distribution(changes));
export const certificateIn = (cloud: Cloud, region: string, names: string[] = ["example.com"]) =>
  cloud.create(types.certificate, `cert-${region}`, {
    region,
    domainName: names[0] ?? "",
    subjectAlternativeNames: names.slice(1),
    validationMethod: "DNS",
  });
export const viewer = (arn: unknown): ValueMap => ({
  viewerCertificate: { acmCertificateArn: String(arn), sslSupportMethod: "sni-only" },
});

export function rule(cloud: Cloud, name: string, group: string, changes: ValueMap) {
  return cloud.create(types.ingress, name, {
    securityGroupId: group,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...changes,
  });
}

export const prefixList = (cloud: Cloud, name: string): ValueMap => ({
  prefixListId: cloud.invoke("aws:ec2/getManagedPrefixList:getManagedPrefixList", { name }).id ?? "",
});

export const zone = (cloud: Cloud, inputs: ValueMap = {}) =>
  cloud.create(types.zone, "zone", { name: "example.com", ...inputs });
export const record = (cloud: Cloud, name: string, inputs: ValueMap) =>
  cloud.create(types.record, name, { type: "A", ttl: 60, records: ["192.0.2.1"], ...inputs });

export function balancer(cloud: Cloud, kind: string, count: number, name = "lb") {
  const net = vpc(cloud, `net-${name}`);
  const subnets = Array.from({ length: count }, (_, index) => subnet(cloud, net, index).id);
  return cloud.create(types.balancer, name, { name, loadBalancerType: kind, subnets });
}

export const listener = (cloud: Cloud, name: string, arn: string, port: number, changes: ValueMap = {}) =>
  cloud.create(types.listener, name, {
    loadBalancerArn: arn,
    port,
    protocol: "TCP",
    defaultActions: [{ type: "forward" }],
    ...changes,
  });

export const replica = (cloud: Cloud, from: string, to: string) =>
  cloud.create(types.replication, "replication", {
    bucket: from,
    role: "arn:aws:iam::123456789012:role/r",
    rules: [{ status: "Enabled", destination: { bucket: `arn:aws:s3:::${to}` } }],
  });

export const versioned = (cloud: Cloud, bucket: string, status = "Enabled") =>
  cloud.create(types.versioning, `versioning-${bucket}`, { bucket, versioningConfiguration: { status } });

export const buckets = (cloud: Cloud) => {
  cloud.create(types.bucket, "from", { bucket: "from" });
  cloud.create(types.bucket, "to", { bucket: "to", region: "us-east-1" });
};

export const secondary = (cloud: Cloud, changes: ValueMap) => {
  const second = other(cloud, { region: "eu-central-1", stack: "second" });
  return second.create(
    types.cluster,
    "reader",
    aurora({ clusterIdentifier: "pay-b", globalClusterIdentifier: "pay", ...changes }),
  );
};

export const keyArn = (region: string): string =>
  `arn:aws:kms:${region}:123456789012:key/11111111-2222-4333-a444-555555555555`;

export function acl(cloud: Cloud, scope: string, region: string): string {
  const shared = { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: true };
  const made = cloud.create(types.webAcl, "acl", {
    region,
    scope,
    defaultAction: { allow: {} },
    visibilityConfig: shared,
  });
  return String(made.outputs.arn);
}

export function twoDistributions(cloud: Cloud, first: string, second: string): void {
  const arn = certificateIn(cloud, "us-east-1", ["*.example.com"]).id;
  cloud.create(types.distribution, "one", distribution({ aliases: [first], ...viewer(arn) }));
  cloud.create(types.distribution, "two", distribution({ aliases: [second], ...viewer(arn) }));
}

export function twoRules(cloud: Cloud, first: string, second: string): void {
  const group = cloud.create(types.group, "group", {}).id;
  rule(cloud, "one", group, { cidrIpv4: first });
  rule(cloud, "two", group, { cidrIpv4: second });
}

export function subnetsIn(cloud: Cloud, zones: string, use: (ids: string[]) => unknown): void {
  const net = vpc(cloud);
  use([...zones].map((zoneLetter, index) => subnet(cloud, net, index, zoneLetter).id));
}

export const eks = (cloud: Cloud, subnetIds: string[]) =>
  cloud.create(types.eks, "eks", { roleArn: "arn:aws:iam::123456789012:role/r", vpcConfig: { subnetIds } });

export function ecsService(cloud: Cloud, withListener: boolean): void {
  const target = cloud.create(types.target, "t", { port: 80, protocol: "TCP", targetType: "ip" });
  const forward = { defaultActions: [{ type: "forward", targetGroupArn: target.id }] };
  if (withListener) listener(cloud, "l", balancer(cloud, "network", 1).id, 80, forward);
  cloud.create(types.service, "s", {
    loadBalancers: [{ containerName: "c", containerPort: 80, targetGroupArn: target.id }],
  });
}

/** Two stacks register their own failover record of one name, as two regions do. */
export function twoRecords(cloud: Cloud, secondIdentifier: string): void {
  const zoneId = zone(cloud).id;
  record(cloud, "api", {
    zoneId,
    name: "api",
    setIdentifier: "eu-west-1",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
  });
  record(other(cloud, { stack: "second" }), "api", {
    zoneId,
    name: "api",
    setIdentifier: secondIdentifier,
    failoverRoutingPolicies: [{ type: "SECONDARY" }],
  });
}

export const aliasRecord = (cloud: Cloud, zoneId: string, alias: ValueMap) =>
  cloud.create(types.record, "alias", {
    zoneId,
    name: "api",
    type: "A",
    aliases: [{ ...alias, evaluateTargetHealth: true }],
  });

export function clusterWithInstance(cloud: Cloud) {
  const cluster = cloud.create(types.cluster, "c", aurora());
  const instance = instanceOf(cloud, cluster, "i");
  return { cluster, instance };
}

/** An instance of a cluster in the cloud's own region. */
export const instanceOf = (cloud: Cloud, cluster: { id: string }, name: string) =>
  cloud.create(types.instance, name, {
    clusterIdentifier: cluster.id,
    engine: "aurora-postgresql",
    instanceClass: "db.r7g.large",
  });

export const ownership = (cloud: Cloud, bucket: string, objectOwnership: string) =>
  cloud.create("aws:s3/bucketOwnershipControls:BucketOwnershipControls", `ownership-${bucket}`, {
    bucket,
    rule: { objectOwnership },
  });
