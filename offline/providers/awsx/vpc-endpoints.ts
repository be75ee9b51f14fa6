import type { Construction } from "../components/construction";
import type { Fields } from "../components/fields";
import { type Input, type InputMap, merged } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { SubnetType } from "./subnet-spec";
import type { VpcArguments } from "./vpc-arguments";
import type { Network } from "./vpc-subnets";

/** One endpoint, with its type where the program said it directly. */
export interface Endpoint {
  readonly spec: Fields;
  readonly serviceName: string;
  /** `gateway`, `interface`, ... in lower case; undefined when it is known only later. */
  readonly type: string | undefined;
}

export function readEndpoints(args: VpcArguments): readonly Endpoint[] {
  return args.endpoints.map((spec) => {
    const serviceName = spec.text("serviceName");
    if (serviceName === undefined)
      throw spec.error("serviceName", "is missing; it is a name such as com.amazonaws.us-east-1.s3");
    const given = spec.input("vpcEndpointType") ?? "Gateway";
    const type = typeof given === "string" ? given.toLowerCase() : undefined;
    if (type === undefined && args.endpointStrategy === "Auto") {
      throw spec.error("vpcEndpointType", 'must be given directly with vpcEndpointStrategy "Auto"');
    }
    return { spec, serviceName, type };
  });
}

/** The VPC's DNS attributes: interface endpoints with private DNS need both, and Auto turns them on. */
export function privateDns(args: VpcArguments, endpoints: readonly Endpoint[], inputs: InputMap): InputMap {
  const { enableDnsHostnames, enableDnsSupport } = inputs;
  const needed = endpoints.filter(
    ({ spec, type }) =>
      type === "interface" && [undefined, true].includes(plainFlag(spec.input("privateDnsEnabled"))),
  );
  const first = args.endpointStrategy === "Auto" ? needed[0] : undefined;
  if (first === undefined) return { enableDnsHostnames, enableDnsSupport };
  for (const [key, value] of Object.entries({ enableDnsHostnames, enableDnsSupport })) {
    if (value !== false) continue;
    throw first.spec.error(
      "privateDnsEnabled",
      `needs ${key} of the VPC, which is false; leave ${key} out or set privateDnsEnabled to false`,
    );
  }
  return { enableDnsHostnames: enableDnsHostnames ?? true, enableDnsSupport: enableDnsSupport ?? true };
}

/** True, false or nothing; an output counts as false here, since nobody knows yet what it says. */
function plainFlag(input: Input): boolean | undefined {
  return input === undefined ? undefined : input === true;
}

interface EndpointPlan {
  readonly args: VpcArguments;
  readonly endpoints: readonly Endpoint[];
  readonly zoneNames: readonly string[];
  readonly network: Network;
  readonly vpc: Resource;
  readonly tags: Input;
}

export function registerEndpoints(construction: Construction, plan: EndpointPlan): readonly Resource[] {
  return plan.endpoints.map((endpoint) => {
    if (plan.args.endpointStrategy === "Legacy") warnAboutLoneEndpoint(construction, endpoint, plan.vpc);
    return registerEndpoint(construction, plan, endpoint);
  });
}

function registerEndpoint(construction: Construction, plan: EndpointPlan, endpoint: Endpoint): Resource {
  const { spec, serviceName } = endpoint;
  const { vpc } = plan;
  const region = spec.input("region") ?? plan.args.region;
  const tags = merged(plan.tags, spec.input("tags"));
  return construction.resource(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    serviceName,
    {
      ...Object.fromEntries(passedOn.map((key) => [key, spec.input(key)])),
      ...attachments(construction, plan, endpoint, region, tags),
      region,
      serviceName,
      tags,
      vpcId: vpc.id,
    },
    { parent: vpc, dependsOn: [vpc] },
  );
}

/** Properties that an endpoint takes from its spec unchanged. */
const passedOn = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "privateDnsEnabled",
  "resourceConfigurationArn",
  "routeTableIds",
  "securityGroupIds",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "subnetIds",
  "vpcEndpointType",
];

/** What Auto attaches an endpoint to where its spec leaves that open. */
function attachments(
  construction: Construction,
  plan: EndpointPlan,
  { spec, serviceName, type }: Endpoint,
  region: Input,
  tags: Input,
): InputMap {
  if (plan.args.endpointStrategy !== "Auto") return {};
  if (type === "gateway") {
    return {
      routeTableIds: spec.input("routeTableIds") ?? plan.network.routeTables.map((table) => table.id),
    };
  }
  if (type !== "interface") return {};
  const placed = spec.has("subnetIds") || spec.has("subnetConfigurations");
  return {
    subnetIds: placed ? spec.input("subnetIds") : subnetPerZone(plan),
    privateDnsEnabled: spec.input("privateDnsEnabled") ?? true,
    securityGroupIds: spec.input("securityGroupIds") ?? [
      securityGroup(construction, plan.vpc, serviceName, region, tags, spec.input("ipAddressType")).id,
    ],
  };
}

/** One subnet of each zone, a private one where there is one. */
function subnetPerZone({ network, zoneNames }: EndpointPlan): readonly Input[] {
  const preferred: readonly SubnetType[] = ["Private", "Isolated", "Public"];
  return [...zoneNames.keys()].flatMap((zone) => {
    const candidates = preferred.flatMap((type) =>
      network.created.filter((subnet) => subnet.zone === zone && subnet.type === type),
    );
    return candidates.slice(0, 1).map((subnet) => subnet.resource.id);
  });
}

/** A security group that lets the VPC in on port 443. */
function securityGroup(
  construction: Construction,
  vpc: Resource,
  serviceName: string,
  region: Input,
  tags: Input,
  ipAddressType: Input,
): Resource {
  const group = construction.resource(
    "aws:ec2/securityGroup:SecurityGroup",
    `${serviceName}-sg`,
    { description: "Managed by Pulumi", region, vpcId: vpc.id, tags },
    { parent: vpc, dependsOn: [vpc] },
  );
  const ipv6 =
    typeof ipAddressType === "string" && ["ipv6", "dualstack"].includes(ipAddressType.toLowerCase());
  construction.resource(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    `${serviceName}-ingress`,
    {
      region,
      type: "ingress",
      securityGroupId: group.id,
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [vpc.output("cidrBlock")],
      ipv6CidrBlocks: ipv6 ? [vpc.output("ipv6CidrBlock")] : undefined,
    },
    { parent: vpc, dependsOn: [group] },
  );
  return group;
}

function warnAboutLoneEndpoint(
  construction: Construction,
  { spec, serviceName, type }: Endpoint,
  vpc: Resource,
): void {
  const lone =
    type === "interface"
      ? !spec.has("subnetIds") && !spec.has("subnetConfigurations") && "no subnets"
      : type === "gateway" && !spec.has("routeTableIds") && "no route tables";
  if (lone === false) return;
  construction.warn(
    `The VPC endpoint ${serviceName} is attached to ${lone}; set vpcEndpointStrategy to "Auto" to attach it to those of the VPC`,
    vpc,
  );
}
