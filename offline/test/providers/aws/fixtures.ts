import type { ValueMap } from "../../../providers/core/values/value";
import type { Cloud, Resource } from "../support";

export const types = {
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  group: "aws:ec2/securityGroup:SecurityGroup",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  nat: "aws:ec2/natGateway:NatGateway",
  eip: "aws:ec2/eip:Eip",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  target: "aws:lb/targetGroup:TargetGroup",
  listener: "aws:lb/listener:Listener",
  global: "aws:rds/globalCluster:GlobalCluster",
  cluster: "aws:rds/cluster:Cluster",
  instance: "aws:rds/clusterInstance:ClusterInstance",
  subnetGroup: "aws:rds/subnetGroup:SubnetGroup",
  eks: "aws:eks/cluster:Cluster",
  key: "aws:kms/key:Key",
  alias: "aws:kms/alias:Alias",
  secret: "aws:secretsmanager/secret:Secret",
  role: "aws:iam/role:Role",
  logs: "aws:cloudwatch/logGroup:LogGroup",
  bucket: "aws:s3/bucket:Bucket",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  replication: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  distribution: "aws:cloudfront/distribution:Distribution",
  certificate: "aws:acm/certificate:Certificate",
  webAcl: "aws:wafv2/webAcl:WebAcl",
  zone: "aws:route53/zone:Zone",
  record: "aws:route53/record:Record",
  service: "aws:ecs/service:Service",
};

export function vpc(cloud: Cloud, name = "net", inputs: ValueMap = {}): Resource {
  return cloud.create(types.vpc, name, { cidrBlock: "10.0.0.0/16", ...inputs });
}

export function subnet(cloud: Cloud, net: Resource, index: number, zone = "abc"[index] ?? "a"): Resource {
  const availabilityZone = `${String(net.outputs.region)}${zone}`;
  return cloud.create(types.subnet, `subnet-${index}`, {
    vpcId: net.id,
    cidrBlock: `10.0.${index}.0/24`,
    availabilityZone,
  });
}

export function distribution(changes: ValueMap = {}): ValueMap {
  return {
    enabled: true,
    origins: [
      { originId: "a", domainName: "a.example.com" },
      { originId: "b", domainName: "b.example.com" },
    ],
    originGroups: [
      {
        originId: "pair",
        failoverCriteria: { statusCodes: [500] },
        members: [{ originId: "a" }, { originId: "b" }],
      },
    ],
    defaultCacheBehavior: behavior("a", ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...changes,
  };
}

export function behavior(targetOriginId: string, allowedMethods: string[]): ValueMap {
  return {
    targetOriginId,
    allowedMethods,
    cachedMethods: ["GET", "HEAD"],
    viewerProtocolPolicy: "https-only",
  };
}

export const aurora = (changes: ValueMap = {}): ValueMap => ({
  engine: "aurora-postgresql",
  engineVersion: "16.8",
  skipFinalSnapshot: true,
  ...changes,
});

/** A global database with its writer in the cloud's region. */
export function globalDatabase(
  cloud: Cloud,
  storageEncrypted = true,
): { global: Resource; writer: Resource } {
  const global = cloud.create(types.global, "global", {
    globalClusterIdentifier: "pay",
    engine: "aurora-postgresql",
    storageEncrypted,
  });
  const key = cloud.create(types.key, "writer-key", {});
  const inputs = aurora({
    clusterIdentifier: "pay-a",
    globalClusterIdentifier: global.id,
    masterUsername: "pay",
    storageEncrypted,
  });
  const writer = cloud.create(
    types.cluster,
    "writer",
    storageEncrypted ? { ...inputs, kmsKeyId: key.outputs.arn ?? "" } : inputs,
  );
  return { global, writer };
}
