import { reference, resource, secret } from "../../testing";

const hidden = secret("hunter2");

const bucket = resource("aws:s3/bucket:Bucket", "bucket", {
  bucket: hidden,
  acl: "public-read",
  region: hidden,
});
const member = (name: string) =>
  resource("aws:rds/cluster:Cluster", name, {
    region: "us-east-2",
    clusterIdentifier: hidden,
    globalClusterIdentifier: hidden,
    masterPassword: hidden,
    manageMasterUserPassword: true,
    engineMode: "serverless",
    kmsKeyId: hidden,
    sourceRegion: hidden,
  });
const record = (name: string, type: string) =>
  resource("aws:route53/record:Record", name, {
    zoneId: hidden,
    name: hidden,
    type: hidden,
    setIdentifier: hidden,
    failoverRoutingPolicies: [{ type }],
    aliases: [{ name: hidden, zoneId: hidden, evaluateTargetHealth: hidden }],
  });

/** Breaks every rule, with a secret wherever a program may write what it likes. */
export const broken = [
  bucket,
  member("one"),
  member("two"),
  record("first", "PRIMARY"),
  record("second", "PRIMARY"),
  resource("aws:cloudfront/distribution:Distribution", "edge", {
    comment: hidden,
    origins: [
      {
        originId: hidden,
        domainName: reference(bucket, "hunter2.s3-website-x"),
        customOriginConfig: { a: hidden },
      },
      { originId: hidden, domainName: hidden },
    ],
    originGroups: [{ originId: hidden }],
    defaultCacheBehavior: { targetOriginId: hidden, allowedMethods: [hidden, "POST"] },
    orderedCacheBehaviors: [
      { pathPattern: hidden, targetOriginId: hidden, viewerProtocolPolicy: "allow-all" },
    ],
    viewerCertificate: { minimumProtocolVersion: hidden },
  }),
  resource("aws:lb/listener:Listener", "listener", { protocol: "TLS", sslPolicy: hidden }),
  resource("aws:secretsmanager/secret:Secret", "secret", {
    name: hidden,
    kmsKeyId: hidden,
    replicas: [{ region: hidden }],
  }),
  resource("aws:ec2/securityGroup:SecurityGroup", "group", {
    description: hidden,
    ingress: [{ description: hidden, protocol: "-1", cidrBlocks: [hidden, "0.0.0.0/0"] }],
  }),
  resource("aws:eks/cluster:Cluster", "cluster", {
    name: hidden,
    vpcConfig: { publicAccessCidrs: [hidden] },
  }),
];
