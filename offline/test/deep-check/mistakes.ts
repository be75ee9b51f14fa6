import type { GraphResource } from "../../deep-check/graph/graph";
import { UNKNOWN } from "../../providers/core/values/value";
import { resource } from "./support/resource";

/** A graph with one mistake, and the input that must be told. */
export interface Mistake {
  what: string;
  graph: GraphResource[];
  /** Logical name of the resource that is told. */
  name: string;
  property: string;
}

const vpc = resource("ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
const subnet = (name: string, cidrBlock: string) =>
  resource("ec2/subnet:Subnet", name, { vpcId: UNKNOWN, cidrBlock }, { vpcId: [vpc] });
const [one, two] = [subnet("one", "10.0.1.0/24"), subnet("two", "10.0.2.0/24")];
const balancer = resource(
  "lb/loadBalancer:LoadBalancer",
  "front",
  { loadBalancerType: "application", subnets: [UNKNOWN, UNKNOWN] },
  { subnets: [one, two] },
);
const group = resource(
  "lb/targetGroup:TargetGroup",
  "group",
  { port: 80, protocol: "HTTP", vpcId: UNKNOWN },
  { vpcId: [vpc] },
);
const network = [vpc, one, two];
const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const role = resource("iam/role:Role", "runner", { assumeRolePolicy: trust("lambda.amazonaws.com") });
const lambda = (name: string, inputs: GraphResource["inputs"]) =>
  resource(
    "lambda/function:Function",
    name,
    {
      role: UNKNOWN,
      handler: "index.handler",
      runtime: "nodejs22.x",
      s3Bucket: "code",
      s3Key: "code.zip",
      ...inputs,
    },
    { role: [role] },
  );
const alarm = (inputs: GraphResource["inputs"]) =>
  resource("cloudwatch/metricAlarm:MetricAlarm", "alarm", {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    metricName: "CPUUtilization",
    namespace: "AWS/EC2",
    period: 60,
    statistic: "Average",
    threshold: 80,
    ...inputs,
  });
const listener = (inputs: GraphResource["inputs"]) =>
  resource(
    "lb/listener:Listener",
    "listener",
    {
      loadBalancerArn: UNKNOWN,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }],
      ...inputs,
    },
    { loadBalancerArn: [balancer], defaultActions: [group] },
  );
const queue = (inputs: GraphResource["inputs"]) => resource("sqs/queue:Queue", "jobs", inputs);
const containers = (...list: object[]) => JSON.stringify(list);
const task = (inputs: GraphResource["inputs"]) =>
  resource("ecs/taskDefinition:TaskDefinition", "task", {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: containers({ name: "web", image: "nginx", essential: true }),
    ...inputs,
  });
const bucket = resource("s3/bucket:Bucket", "files", { bucket: "tandem-files" });
const ofBucket = (type: string, inputs: GraphResource["inputs"]) =>
  resource(`s3/${type}`, "files-part", { bucket: "tandem-files", ...inputs }, { bucket: [bucket] });
const distribution = (inputs: GraphResource["inputs"], edges = {}) =>
  resource(
    "cloudfront/distribution:Distribution",
    "edge",
    {
      enabled: true,
      origins: [
        {
          originId: "api",
          domainName: "api.example.com",
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "api",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      ...inputs,
    },
    edges,
  );
const behaviour = distribution({}).inputs.defaultCacheBehavior as GraphResource["inputs"];

/** Mistakes that AWS refuses, each in a preview's graph: ids are not known. */
export const mistakes: Mistake[] = [
  {
    what: "a message delay over 15 minutes",
    graph: [queue({ delaySeconds: 1000 })],
    name: "jobs",
    property: "delaySeconds",
  },
  {
    what: "messages kept for longer than 14 days",
    graph: [queue({ messageRetentionSeconds: 2_000_000 })],
    name: "jobs",
    property: "messageRetentionSeconds",
  },
  {
    what: "a FIFO queue without .fifo",
    graph: [queue({ name: "jobs", fifoQueue: true })],
    name: "jobs",
    property: "name",
  },
  {
    what: "a listener's port",
    graph: [...network, balancer, group, listener({ port: 70_000 })],
    name: "listener",
    property: "port",
  },
  {
    what: "an HTTPS listener without a certificate",
    graph: [...network, balancer, group, listener({ port: 443, protocol: "HTTPS" })],
    name: "listener",
    property: "certificateArn",
  },
  {
    what: "a listener of an application load balancer that speaks TCP",
    graph: [...network, balancer, group, listener({ protocol: "TCP" })],
    name: "listener",
    property: "protocol",
  },
  {
    what: "an action that does not exist",
    graph: [...network, balancer, listener({ defaultActions: [{ type: "forwrd" }] })],
    name: "listener",
    property: "defaultActions[0].type",
  },
  {
    what: "a target group of instances without a port",
    graph: [
      vpc,
      resource("lb/targetGroup:TargetGroup", "bare", { protocol: "HTTP", vpcId: UNKNOWN }, { vpcId: [vpc] }),
    ],
    name: "bare",
    property: "port",
  },
  {
    what: "a subnet outside its VPC",
    graph: [vpc, subnet("far", "192.168.0.0/24")],
    name: "far",
    property: "cidrBlock",
  },
  {
    what: "a network of a size that VPCs can't have",
    graph: [resource("ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/8" })],
    name: "net",
    property: "cidrBlock",
  },
  {
    what: "two subnets that overlap",
    graph: [vpc, one, subnet("twin", "10.0.1.128/25")],
    name: "twin",
    property: "cidrBlock",
  },
  {
    what: "a function's memory",
    graph: [role, lambda("small", { memorySize: 64 })],
    name: "small",
    property: "memorySize",
  },
  {
    what: "a function's timeout",
    graph: [role, lambda("slow", { timeout: 1000 })],
    name: "slow",
    property: "timeout",
  },
  {
    what: "a variable that Lambda keeps for itself",
    graph: [role, lambda("named", { environment: { variables: { AWS_REGION: "us-east-1" } } })],
    name: "named",
    property: "environment.variables.AWS_REGION",
  },
  {
    what: "a pair of CPU and memory that Fargate does not have",
    graph: [task({ cpu: "256", memory: "8192" })],
    name: "task",
    property: "cpu",
  },
  {
    what: "Fargate on a bridge network",
    graph: [task({ networkMode: "bridge" })],
    name: "task",
    property: "networkMode",
  },
  {
    what: "two containers of one name",
    graph: [
      task({ containerDefinitions: containers({ name: "web", image: "a" }, { name: "web", image: "b" }) }),
    ],
    name: "task",
    property: "containerDefinitions[1].name",
  },
  {
    what: "a comparison that does not exist",
    graph: [alarm({ comparisonOperator: "GreaterThan" })],
    name: "alarm",
    property: "comparisonOperator",
  },
  {
    what: "an alarm over more than a day",
    graph: [alarm({ period: 3600, evaluationPeriods: 200 })],
    name: "alarm",
    property: "evaluationPeriods",
  },
  {
    what: "files that expire before they move",
    graph: [
      bucket,
      ofBucket("bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
        rules: [
          {
            id: "cold",
            status: "Enabled",
            filter: {},
            transitions: [{ days: 90, storageClass: "GLACIER" }],
            expiration: { days: 30 },
          },
        ],
      }),
    ],
    name: "files-part",
    property: "rules[0].expiration.days",
  },
  {
    what: "a bucket name with capitals",
    graph: [resource("s3/bucket:Bucket", "loud", { bucket: "Tandem_Files" })],
    name: "loud",
    property: "bucket",
  },
  {
    what: "an attribute that no key uses",
    graph: [
      resource("dynamodb/table:Table", "table", {
        billingMode: "PAY_PER_REQUEST",
        hashKey: "id",
        attributes: [
          { name: "id", type: "S" },
          { name: "unused", type: "S" },
        ],
      }),
    ],
    name: "table",
    property: "attributes[1]",
  },
  {
    what: "a pending window of a key",
    graph: [resource("kms/key:Key", "key", { deletionWindowInDays: 5 })],
    name: "key",
    property: "deletionWindowInDays",
  },
  {
    what: "a behaviour whose origin does not exist",
    graph: [distribution({ defaultCacheBehavior: { ...behaviour, targetOriginId: "apo" } })],
    name: "edge",
    property: "defaultCacheBehavior.targetOriginId",
  },
  {
    what: "a set of methods that CloudFront does not take",
    graph: [distribution({ defaultCacheBehavior: { ...behaviour, allowedMethods: ["GET", "POST"] } })],
    name: "edge",
    property: "defaultCacheBehavior",
  },
  {
    what: "a certificate of another region for CloudFront, its ARN not known",
    graph: (() => {
      const certificate = resource("acm/certificate:Certificate", "cert", {
        domainName: "www.example.com",
        validationMethod: "DNS",
      });
      return [
        certificate,
        distribution(
          {
            aliases: ["www.example.com"],
            viewerCertificate: { acmCertificateArn: UNKNOWN, sslSupportMethod: "sni-only" },
          },
          { viewerCertificate: [certificate] },
        ),
      ];
    })(),
    name: "edge",
    property: "viewerCertificate.acmCertificateArn",
  },
  {
    what: "a health check that fails too late",
    graph: [
      resource("route53/healthCheck:HealthCheck", "health", {
        type: "HTTPS",
        fqdn: "example.com",
        port: 443,
        failureThreshold: 20,
        requestInterval: 30,
      }),
    ],
    name: "health",
    property: "failureThreshold",
  },
  {
    what: "a topic of another region as a bucket's notification, its ARN not known",
    graph: (() => {
      const topic = resource("sns/topic:Topic", "told", { region: "us-west-2" });
      return [
        bucket,
        topic,
        resource(
          "s3/bucketNotification:BucketNotification",
          "files-part",
          { bucket: "tandem-files", topics: [{ topicArn: UNKNOWN, events: ["s3:ObjectCreated:*"] }] },
          { bucket: [bucket], topics: [topic] },
        ),
      ];
    })(),
    name: "files-part",
    property: "topics[0].topicArn",
  },
  {
    what: "two firewall rules of one priority",
    graph: [
      resource("wafv2/webAcl:WebAcl", "wall", {
        name: "wall",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          metricName: "wall",
          sampledRequestsEnabled: true,
        },
        rules: ["a", "b"].map((name) => ({
          name,
          priority: 1,
          action: { block: {} },
          statement: { geoMatchStatement: { countryCodes: ["AQ"] } },
          visibilityConfig: {
            cloudwatchMetricsEnabled: true,
            metricName: name,
            sampledRequestsEnabled: true,
          },
        })),
      }),
    ],
    name: "wall",
    property: "rules[1].priority",
  },
];
