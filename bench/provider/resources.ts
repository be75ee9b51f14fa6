/** A resource that the benchmark asks providers to make. */
export interface BenchResource {
  type: string;
  name: string;
  /** @param idOf id of a resource that was made before */
  inputs(idOf: (name: string) => string): Record<string, unknown>;
}

type Kind = [
  type: string,
  inputs: (index: number, idOf: (name: string) => string) => Record<string, unknown>,
];

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

/** Made once, first: what the others lie in. */
const first: Record<string, Kind> = {
  vpc: ["aws:ec2/vpc:Vpc", () => ({ cidrBlock: "10.0.0.0/16", enableDnsHostnames: true })],
  zone: ["aws:route53/zone:Zone", () => ({ name: "example.com" })],
  role: ["aws:iam/role:Role", () => ({ name: "role", assumeRolePolicy: trust("lambda.amazonaws.com") })],
};

/** Made over and over: small ones and large ones, as systems have them. */
const kinds: Record<string, Kind> = {
  subnet: [
    "aws:ec2/subnet:Subnet",
    (index, idOf) => ({
      ...{ vpcId: idOf("vpc"), cidrBlock: `10.0.${index}.0/24`, mapPublicIpOnLaunch: false },
      availabilityZone: `us-east-2${"abc"[index % 3]}`,
      tags: { Name: `subnet-${index}`, team: "payments", environment: "prod" },
    }),
  ],
  group: [
    "aws:ec2/securityGroup:SecurityGroup",
    (index, idOf) => ({ vpcId: idOf("vpc"), name: `group-${index}`, description: "Benchmark" }),
  ],
  rule: [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    (index, idOf) => ({
      ...{ securityGroupId: idOf(`group-${index}`), ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      ...{ cidrIpv4: "10.0.0.0/16", description: "HTTPS from the network" },
    }),
  ],
  role: [
    "aws:iam/role:Role",
    (index) => ({ name: `role-${index}`, assumeRolePolicy: trust("ecs-tasks.amazonaws.com") }),
  ],
  attachment: [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    (index, idOf) => ({
      role: idOf(`role-${index}`),
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    }),
  ],
  bucket: ["aws:s3/bucket:Bucket", (index) => ({ bucket: `bench-files-${index}`, forceDestroy: false })],
  versioning: [
    "aws:s3/bucketVersioning:BucketVersioning",
    (index, idOf) => ({
      bucket: idOf(`bucket-${index}`),
      versioningConfiguration: { status: "Enabled" },
    }),
  ],
  logs: [
    "aws:cloudwatch/logGroup:LogGroup",
    (index) => ({ name: `/bench/${index}`, retentionInDays: 30, tags: { team: "payments" } }),
  ],
  alarm: [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    (index) => ({
      ...{ name: `alarm-${index}`, namespace: "AWS/Lambda", metricName: "Errors", statistic: "Sum" },
      ...{ comparisonOperator: "GreaterThanThreshold", threshold: 0, evaluationPeriods: 3, period: 60 },
      dimensions: { FunctionName: `function-${index}` },
    }),
  ],
  function: [
    "aws:lambda/function:Function",
    (index, idOf) => ({
      ...{ name: `function-${index}`, runtime: "nodejs22.x", handler: "index.handler", memorySize: 512 },
      role: `arn:aws:iam::123456789012:role/${idOf("role")}`,
      ...{ s3Bucket: "bench-code", s3Key: "function.zip", timeout: 30, architectures: ["arm64"] },
      environment: { variables: { STAGE: "prod", TABLE: `table-${index}`, LEVEL: "info" } },
    }),
  ],
  table: [
    "aws:dynamodb/table:Table",
    (index) => ({
      ...{ name: `table-${index}`, billingMode: "PAY_PER_REQUEST", hashKey: "pk", rangeKey: "sk" },
      attributes: ["pk", "sk"].map((name) => ({ name, type: "S" })),
      ...{ pointInTimeRecovery: { enabled: true }, serverSideEncryption: { enabled: true } },
    }),
  ],
  queue: [
    "aws:sqs/queue:Queue",
    (index) => ({ name: `queue-${index}`, visibilityTimeoutSeconds: 60, sqsManagedSseEnabled: true }),
  ],
  key: [
    "aws:kms/key:Key",
    () => ({
      description: "Benchmark",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      multiRegion: true,
    }),
  ],
  check: [
    "aws:route53/healthCheck:HealthCheck",
    (index) => ({
      ...{ type: "HTTPS", fqdn: `api-${index}.example.com`, port: 443, resourcePath: "/health" },
      ...{ requestInterval: 10, failureThreshold: 3, measureLatency: true },
    }),
  ],
  record: [
    "aws:route53/record:Record",
    (index, idOf) => ({
      ...{ zoneId: idOf("zone"), name: `api-${index}.example.com`, type: "A", ttl: 60 },
      ...{ records: ["192.0.2.1"], setIdentifier: "us-east-2", healthCheckId: idOf(`check-${index}`) },
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    }),
  ],
  distribution: ["aws:cloudfront/distribution:Distribution", distribution],
};

function distribution(index: number): Record<string, unknown> {
  const behavior = {
    ...{ targetOriginId: "api", viewerProtocolPolicy: "redirect-to-https", compress: true },
    ...{ allowedMethods: ["GET", "HEAD", "OPTIONS"], cachedMethods: ["GET", "HEAD"] },
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  };
  return {
    ...{ enabled: true, isIpv6Enabled: true, httpVersion: "http2and3", priceClass: "PriceClass_100" },
    origins: ["api", "site"].map((originId) => ({
      ...{ originId, domainName: `${originId}-${index}.example.com` },
      customOriginConfig: {
        ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
        originSslProtocols: ["TLSv1.2"],
      },
    })),
    defaultCacheBehavior: behavior,
    orderedCacheBehaviors: ["/api/*", "/static/*", "/img/*"].map((pathPattern) => ({
      pathPattern,
      ...behavior,
    })),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  };
}

/** So many resources, each after those it refers to. */
export function benchResources(count: number): BenchResource[] {
  const resources = Object.entries(first).map(([name, kind]) => resource(name, kind, 0));
  for (let index = 0; resources.length < count; index++)
    for (const [name, kind] of Object.entries(kinds))
      resources.push(resource(`${name}-${index}`, kind, index));
  return resources.slice(0, count);
}

function resource(name: string, [type, inputs]: Kind, index: number): BenchResource {
  return { type, name, inputs: (idOf) => inputs(index, idOf) };
}
