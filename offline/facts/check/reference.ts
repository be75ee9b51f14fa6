/** What the ids of a CloudFormation type start with, and what people call the thing. Source: each type's Ref value. */
const ids: Record<string, [prefix: string, name: string]> = {
  "AWS::EC2::VPC": ["vpc", "VPC"],
  "AWS::EC2::Subnet": ["subnet", "subnet"],
  "AWS::EC2::SecurityGroup": ["sg", "security group"],
  "AWS::EC2::RouteTable": ["rtb", "route table"],
  "AWS::EC2::InternetGateway": ["igw", "internet gateway"],
  "AWS::EC2::EgressOnlyInternetGateway": ["eigw", "egress-only internet gateway"],
  "AWS::EC2::NatGateway": ["nat", "NAT gateway"],
  "AWS::EC2::NetworkAcl": ["acl", "network ACL"],
  "AWS::EC2::NetworkInterface": ["eni", "network interface"],
  "AWS::EC2::Image": ["ami", "machine image"],
  "AWS::EC2::Instance": ["i", "instance"],
  "AWS::EC2::LaunchTemplate": ["lt", "launch template"],
  "AWS::EC2::Volume": ["vol", "volume"],
  "AWS::EC2::TransitGateway": ["tgw", "transit gateway"],
  "AWS::EC2::TransitGatewayAttachment": ["tgw-attach", "transit gateway attachment"],
  "AWS::EC2::TransitGatewayRouteTable": ["tgw-rtb", "transit gateway route table"],
  "AWS::EC2::VPNGateway": ["vgw", "VPN gateway"],
  "AWS::EC2::CustomerGateway": ["cgw", "customer gateway"],
  "AWS::EC2::VPCEndpoint": ["vpce", "VPC endpoint"],
  "AWS::EC2::PrefixList": ["pl", "prefix list"],
  "AWS::EC2::DHCPOptions": ["dopt", "set of DHCP options"],
  "AWS::EC2::VPCPeeringConnection": ["pcx", "peering connection"],
  "AWS::EC2::EIP": ["eipalloc", "Elastic IP allocation"],
  "AWS::EFS::FileSystem": ["fs", "file system"],
  "AWS::EFS::AccessPoint": ["fsap", "file system access point"],
};

/** Services of ARNs that are spelled otherwise than the CloudFormation service. */
const services: Record<string, string> = {
  "AWS::ElasticLoadBalancingV2": "elasticloadbalancing",
  "AWS::CertificateManager": "acm",
  "AWS::ACM": "acm",
  "AWS::ACMPCA": "acm-pca",
  "AWS::StepFunctions": "states",
  "AWS::KinesisFirehose": "firehose",
  "AWS::Cognito": "cognito-idp",
  "AWS::EventSchemas": "schemas",
  "AWS::AppSync": "appsync",
  "AWS::EFS": "elasticfilesystem",
  "AWS::WAFv2": "wafv2",
  "AWS::ApiGatewayV2": "apigateway",
  "AWS::OpenSearchService": "es",
  "AWS::VpcLattice": "vpc-lattice",
  "AWS::Route53RecoveryControl": "route53-recovery-control",
  "AWS::Route53RecoveryReadiness": "route53-recovery-readiness",
  "AWS::ElasticLoadBalancing": "elasticloadbalancing",
  "AWS::ApplicationAutoScaling": "autoscaling",
  "AWS::CodeStarConnections": "codestar-connections",
  "AWS::Route53Resolver": "route53resolver",
  "AWS::NetworkFirewall": "network-firewall",
  "AWS::Config": "config",
  "AWS::MSK": "kafka",
  "AWS::AmazonMQ": "mq",
};

const byPrefix = new Map(Object.values(ids));

/** What is wrong with the id or ARN of another resource: not of the kind that is wanted, or not of its form. */
export function reference(refers: readonly string[], value: string): string | undefined {
  return value.startsWith("arn:") ? wrongArn(refers, value) : wrongId(refers, value);
}

/** Types that a resource takes from its own region only. */
const ownRegion = /^AWS::(KMS|CertificateManager|ACM)::/;

/** What is wrong with the region of an ARN, of the types that must be in the resource's own. */
export function foreign(refers: readonly string[], value: string, region: string): string | undefined {
  const there = value.startsWith("arn:") ? value.split(":")[3] : undefined;
  if (there === undefined || there === "" || there === region) return undefined;
  if (!refers.every((kind) => ownRegion.test(kind))) return undefined;
  return `is in ${there} (${value}); a resource in ${region} takes one of ${region}`;
}

function wrongArn(refers: readonly string[], value: string): string | undefined {
  const service = value.split(":")[2] ?? "";
  const wanted = refers.map((kind) => arnService(kind));
  // One alternative whose ARNs are not known here may be the one that is meant.
  if (wanted.length === 0 || wanted.some((one) => one === undefined || one === service)) return undefined;
  return `is ${JSON.stringify(value)}, an ARN of ${service || "no service"}; AWS takes one of ${list(wanted as string[])}`;
}

function arnService(kind: string): string | undefined {
  const [, service = "", resource = ""] = /^(AWS::\w+)::(\w+)\.\w+$/.exec(kind) ?? [];
  if (service === "" || resource === "") return undefined;
  return services[service] ?? service.slice("AWS::".length).toLowerCase();
}

function wrongId(refers: readonly string[], value: string): string | undefined {
  const wanted = refers.map((kind) => ids[kind.replace(/\.\w+$/, "")]);
  if (wanted.length === 0 || !refers.every((kind) => kind.endsWith(".Id"))) return undefined;
  const known = wanted.filter((one) => one !== undefined);
  if (known.length < wanted.length) return undefined;
  const prefix = prefixOf(value);
  const names = list(known.map(([start, name]) => `${name} (${start}-...)`));
  if (prefix !== undefined && !known.some(([start]) => start === prefix))
    return `is ${JSON.stringify(value)}, the id of a ${byPrefix.get(prefix)}; AWS takes the id of a ${names}`;
  const own = known.some(([start]) => /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(value.slice(start.length + 1)));
  if (prefix === undefined || own) return undefined;
  return `is ${JSON.stringify(value)}; AWS's ids have 8 or 17 hexadecimal digits after "${prefix}-"`;
}

/** The longest known prefix of an id: `tgw-attach` before `tgw`. */
function prefixOf(value: string): string | undefined {
  return [...byPrefix.keys()]
    .filter((prefix) => value.startsWith(`${prefix}-`))
    .sort((a, b) => b.length - a.length)[0];
}

const list = (names: readonly string[]): string => [...new Set(names)].join(" or ");
