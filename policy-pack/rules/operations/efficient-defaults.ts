import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, eachBlock, eachText, everyPart, given, known, type Props, text } from "../../frame/values";
import { attachedTo } from "../attached";
import { configuring } from "../buckets";

const volumes = ["aws:ebs/volume:Volume"];
const machines = ["aws:ec2/instance:Instance"];
/** Tag that says why a resource needs x86 processors. */
const REASON = "architecture-reason";

export const efficientDefaults = stackRule({
  id: "efficient-defaults",
  area: "operations",
  title: "Resources do not waste money and energy by default",
  severity: "low",
  why: "What nobody chose is seldom the efficient choice: x86 processors and gp2 volumes do the same work for more money and energy, buckets without a lifecycle keep every version for ever, and traffic to S3 through a NAT gateway is paid by the gigabyte.",
  mend: "Choose Graviton instances and arm64 functions, gp3 volumes, a lifecycle for each bucket and a gateway endpoint for S3. Where x86 is needed, say why in the tag architecture-reason.",
  example: `
new aws.lambda.Function("worker", { architectures: ["arm64"], ... });
new aws.eks.NodeGroup("nodes", { instanceTypes: ["m7g.large"], amiType: "AL2023_ARM_64_STANDARD", ... });
new aws.ec2.VpcEndpoint("s3", { vpcId: vpc.id, vpcEndpointType: "Gateway",
  serviceName: "com.amazonaws.us-east-2.s3", routeTableIds });`,
  wellArchitected: ["SUS05-BP02", "COST04-BP05", "COST08-BP03"],
  pci: [],
  types: [
    ...types.nodeGroup,
    ...types.launchTemplate,
    ...machines,
    ...types.lambdaFunction,
    ...volumes,
    ...types.bucket,
    ...types.bucketLifecycle,
    ...types.vpc,
    ...types.subnet,
    ...types.natGateway,
    ...types.vpcEndpoint,
    ...types.distribution,
  ],
  check(stack) {
    const judged = [
      ...types.nodeGroup,
      ...types.launchTemplate,
      ...machines,
      ...types.lambdaFunction,
      ...volumes,
    ];
    for (const resource of stack.graph.own([...judged, ...types.bucket, ...types.vpc])) {
      stack.judge(resource, (judgement) => {
        const { type } = resource;
        if (isOneOf(types.bucket, type)) judgeBucket(stack, resource, judgement);
        else if (isOneOf(types.vpc, type)) judgeNetwork(stack, resource, judgement);
        else {
          everyPart(
            () => judgeProcessor(stack, resource, judgement),
            () => judgeVolumes(resource, judgement),
          );
        }
      });
    }
  },
});

function judgeProcessor({ graph }: Stack, resource: StackResource, { violation }: Judgement): void {
  const { type, props } = resource;
  if (known(() => given(block(props, "tags") ?? {}, REASON))) return;
  if (isOneOf(types.lambdaFunction, type)) {
    // Lambda@Edge runs on x86 only.
    const atEdge = graph.referrers(resource).some((referrer) => isOneOf(types.distribution, referrer.type));
    if (!atEdge && !isArm(props)) violation("It runs on x86: architectures is not arm64.");
  } else if (isOneOf(types.nodeGroup, type)) {
    // With a launch template the template may say it, and is judged itself.
    if (!given(props, "instanceTypes") && !given(props, "launchTemplate")) {
      violation("instanceTypes is not set: EKS chooses x86.");
    }
    let x86 = false;
    eachText(props, "instanceTypes", (name) => {
      x86 ||= isX86(name);
    });
    if (x86) violation("Its instance types are x86 where Graviton has the like.");
  } else if (isX86(text(props, "instanceType") ?? "")) {
    violation("Its instance type is x86 where Graviton has the like.");
  }
}

function isArm(props: Props): boolean {
  let arm = false;
  eachText(props, "architectures", (name) => {
    arm ||= name === "arm64";
  });
  return arm;
}

/** The families that Graviton has the like of: `m6i` has `m6g`; `g5` and `p5` have graphics or accelerators. */
function isX86(instanceType: string): boolean {
  return /^[mcrt]\d/.test(instanceType) && !/^[a-z]+\d+g/.test(instanceType);
}

function judgeVolumes({ type, props }: StackResource, { violation }: Judgement): void {
  const name = "volumeType";
  if (isOneOf(volumes, type)) {
    // EC2's default is gp2.
    if ((text(props, "type") ?? "gp2") === "gp2") violation("It is a gp2 volume; gp3 is cheaper and faster.");
    return;
  }
  let old = false;
  const look = (disk: Props | undefined) => {
    old ||= text(disk ?? {}, name) === "gp2";
  };
  everyPart(
    () => look(block(props, "rootBlockDevice")),
    () => eachBlock(props, "ebsBlockDevices", look),
    () => eachBlock(props, "blockDeviceMappings", (mapping) => look(block(mapping, "ebs"))),
  );
  if (old) violation("It has a gp2 volume; gp3 is cheaper and faster.");
}

function judgeBucket({ graph }: Stack, bucket: StackResource, { violation }: Judgement): void {
  const inline = known(() => given(bucket.props, "lifecycleRules")) === true;
  if (!inline && configuring(graph, types.bucketLifecycle, bucket).length === 0) {
    violation("It has no lifecycle: what lands in it stays for ever.");
  }
}

/** Only where a NAT gateway carries the traffic does an endpoint save anything. */
function judgeNetwork({ graph }: Stack, vpc: StackResource, { violation }: Judgement): void {
  const subnets = attachedTo(graph, types.subnet, "vpcId", vpc, ["id"]);
  const translated = subnets.some(
    (subnet) => attachedTo(graph, types.natGateway, "subnetId", subnet, ["id"]).length > 0,
  );
  if (!translated) return;
  const endpoints = attachedTo(graph, types.vpcEndpoint, "vpcId", vpc, ["id"]).filter(
    ({ props }) => (text(props, "vpcEndpointType") ?? "Gateway") === "Gateway",
  );
  if (!endpoints.some(({ props }) => text(props, "serviceName")?.endsWith(".s3"))) {
    violation("It has a NAT gateway but no gateway endpoint for S3.");
  }
}
