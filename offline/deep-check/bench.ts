import type { GraphFile, RawResource } from "./graph/file";
import { DeepCheck } from "./process/client";

/** What the deep check of one graph costs. */
export interface DeepCheckFigures {
  resources: number;
  /** From the start of the process to the first report, in milliseconds. */
  cold: number;
  /** A second graph in the same process, in milliseconds. */
  warm: number;
}

/**
 * Measures the deep check of a stack of load balancers, networks, queues and functions, in a process of its own.
 *
 * @param resources about how many AWS resources the graph has
 */
export async function measureDeepCheck(resources = 400): Promise<DeepCheckFigures> {
  const graph = sampleGraph(resources);
  const started = performance.now();
  const check = DeepCheck.start();
  try {
    const first = await check.judge(graph);
    const cold = performance.now() - started;
    const again = performance.now();
    await check.judge(graph);
    return { resources: first.resources, cold, warm: performance.now() - again };
  } finally {
    check.close();
  }
}

/** A valid graph, ten resources of ten types at a time. */
function sampleGraph(count: number): GraphFile {
  const provider: RawResource = {
    urn: urn("pulumi:providers:aws", "aws"),
    type: "pulumi:providers:aws",
    inputs: { region: "us-east-2" },
  };
  const groups = Array.from({ length: Math.ceil(count / 10) }, (_, index) => sampleGroup(index));
  return { resources: [provider, ...groups.flat()] };
}

function sampleGroup(index: number): RawResource[] {
  const name = (part: string) => `${part}-${index}`;
  const make = (
    type: string,
    part: string,
    inputs: Record<string, unknown>,
    from: Record<string, string[]> = {},
  ) => ({
    urn: urn(`aws:${type}`, name(part)),
    type: `aws:${type}`,
    provider: `${urn("pulumi:providers:aws", "aws")}::id`,
    id: name(part),
    inputs,
    propertyDependencies: from,
  });
  const network = `10.${index % 250}`;
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  });
  const vpc = [urn("aws:ec2/vpc:Vpc", name("vpc"))];
  const subnets = ["a", "b"].map((zone) => urn("aws:ec2/subnet:Subnet", name(`subnet-${zone}`)));
  return [
    make("ec2/vpc:Vpc", "vpc", { cidrBlock: `${network}.0.0/16` }),
    ...["a", "b"].map((zone, at) =>
      make(
        "ec2/subnet:Subnet",
        `subnet-${zone}`,
        { vpcId: name("vpc"), cidrBlock: `${network}.${at}.0/24`, availabilityZone: `us-east-2${zone}` },
        { vpcId: vpc },
      ),
    ),
    make(
      "ec2/securityGroup:SecurityGroup",
      "group",
      {
        vpcId: name("vpc"),
        description: "web",
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
      },
      { vpcId: vpc },
    ),
    make(
      "lb/loadBalancer:LoadBalancer",
      "balancer",
      {
        name: name("balancer"),
        loadBalancerType: "application",
        subnets: [name("subnet-a"), name("subnet-b")],
      },
      { subnets },
    ),
    make(
      "lb/targetGroup:TargetGroup",
      "targets",
      { name: name("targets"), port: 80, protocol: "HTTP", vpcId: name("vpc") },
      { vpcId: vpc },
    ),
    make("sqs/queue:Queue", "queue", { name: name("queue"), delaySeconds: 10 }),
    make("s3/bucket:Bucket", "bucket", { bucket: name("tandem-bench") }),
    make("iam/role:Role", "role", { name: name("role"), assumeRolePolicy: trust }),
    make("cloudwatch/logGroup:LogGroup", "log", { name: name("/tandem/bench"), retentionInDays: 30 }),
  ];
}

function urn(type: string, name: string): string {
  return `urn:pulumi:bench::bench::${type}::${name}`;
}
