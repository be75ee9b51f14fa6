import { flag, list, text, texts } from "../../core/values/read";
import type { Birth } from "../birth";
import { zonesOf } from "../regions";
import { idFrom, nameAsId, type OutputTable } from "./table";

const subnetType = "aws:ec2/subnet:Subnet";
const vpcType = "aws:ec2/vpc:Vpc";

/** EC2's rule for resources that have nothing but an id, an ARN and an owner. */
const plain = (prefix: string, resource: string) => ({
  id: (birth: Birth) => birth.ec2Id(prefix),
  outputs: (birth: Birth, id: string) => ({
    arn: birth.arn("ec2", `${resource}/${id}`),
    ownerId: birth.accountId,
  }),
});

const rule = {
  id: (birth: Birth) => birth.ec2Id("sgr"),
  outputs: (birth: Birth, id: string) => ({
    arn: birth.arn("ec2", `security-group-rule/${id}`),
    securityGroupRuleId: id,
  }),
};

export const ec2: OutputTable = {
  [vpcType]: {
    id: (birth) => birth.ec2Id("vpc"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `vpc/${id}`),
      ownerId: birth.accountId,
      mainRouteTableId: birth.ec2Id("rtb", "main"),
      defaultRouteTableId: birth.ec2Id("rtb", "main"),
      defaultNetworkAclId: birth.ec2Id("acl", "default"),
      defaultSecurityGroupId: birth.ec2Id("sg", "default"),
      dhcpOptionsId: birth.ec2Id("dopt", "default"),
      ...(flag(birth.inputs, "assignGeneratedIpv6CidrBlock") === true
        ? { ipv6CidrBlock: ipv6Block(birth, 56), ipv6AssociationId: birth.ec2Id("vpc-cidr-assoc", "ipv6") }
        : { ipv6CidrBlock: text(birth.inputs, "ipv6CidrBlock") ?? "", ipv6AssociationId: "" }),
      ipv6CidrBlockNetworkBorderGroup: "",
    }),
  },
  [subnetType]: {
    id: (birth) => birth.ec2Id("subnet"),
    outputs: (birth, id) => {
      const zones = zonesOf(birth.region);
      const { availabilityZone, availabilityZoneId } = birth.inputs;
      const zone =
        zones.find(({ name, id: zoneId }) => name === availabilityZone || zoneId === availabilityZoneId) ??
        zones[0];
      return {
        arn: birth.arn("ec2", `subnet/${id}`),
        ownerId: birth.accountId,
        availabilityZone: availabilityZone ?? zone?.name ?? "",
        availabilityZoneId: availabilityZoneId ?? zone?.id ?? "",
        ipv6CidrBlock: text(birth.inputs, "ipv6CidrBlock") ?? "",
        ipv6CidrBlockAssociationId:
          text(birth.inputs, "ipv6CidrBlock") === undefined ? "" : birth.ec2Id("subnet-cidr-assoc", "ipv6"),
        privateDnsHostnameTypeOnLaunch: text(birth.inputs, "privateDnsHostnameTypeOnLaunch") ?? "ip-name",
      };
    },
  },
  "aws:ec2/internetGateway:InternetGateway": plain("igw", "internet-gateway"),
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": plain(
    "eigw",
    "egress-only-internet-gateway",
  ),
  "aws:ec2/eip:Eip": {
    id: (birth) => birth.ec2Id("eipalloc"),
    outputs: (birth, id) => {
      const address = publicAddress(birth);
      const host = `ec2-${address.replace(/\./g, "-")}`;
      const zone = birth.region === "us-east-1" ? "compute-1" : `${birth.region}.compute`;
      return {
        arn: birth.arn("ec2", `elastic-ip/${id}`),
        allocationId: id,
        domain: "vpc",
        publicIp: address,
        publicDns: `${host}.${zone}.${birth.dnsSuffix}`,
        publicIpv4Pool: "amazon",
        networkBorderGroup: birth.region,
        ...Object.fromEntries(
          ["associationId", "carrierIp", "customerOwnedIp", "instance", "ipamPoolId", "networkInterface"].map(
            (key) => [key, text(birth.inputs, key) ?? ""],
          ),
        ),
        ...{ privateDns: "", privateIp: "", ptrRecord: "" },
      };
    },
  },
  "aws:ec2/natGateway:NatGateway": {
    id: (birth) => birth.ec2Id("nat"),
    outputs: (birth) => {
      const isPrivate = text(birth.inputs, "connectivityType") === "private";
      return {
        publicIp: isPrivate
          ? ""
          : birth.outputOf("aws:ec2/eip:Eip", "allocationId", "publicIp", publicAddress(birth)),
        associationId: isPrivate ? "" : birth.ec2Id("eipassoc"),
        networkInterfaceId: birth.ec2Id("eni"),
        privateIp: text(birth.inputs, "privateIp") ?? addressInSubnet(birth, text(birth.inputs, "subnetId")),
        vpcId:
          text(birth.inputs, "vpcId") ??
          birth.vpcOfSubnet(text(birth.inputs, "subnetId")) ??
          birth.defaultVpcId(),
        routeTableId: "",
        autoProvisionZones: "",
        autoScalingIps: "",
        regionalNatGatewayAutoMode: "",
        availabilityMode: text(birth.inputs, "availabilityMode") ?? "zonal",
      };
    },
  },
  "aws:ec2/routeTable:RouteTable": plain("rtb", "route-table"),
  "aws:ec2/defaultRouteTable:DefaultRouteTable": {
    id: idFrom("", "defaultRouteTableId"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `route-table/${id}`),
      ownerId: birth.accountId,
      vpcId:
        birth.facts.account.all(vpcType).find(({ outputs }) => outputs.defaultRouteTableId === id)?.id ??
        birth.defaultVpcId(),
    }),
  },
  "aws:ec2/route:Route": {
    id: (birth) => `r-${text(birth.inputs, "routeTableId") ?? ""}${birth.hex(10, "route")}`,
    outputs: (birth) => ({
      ...{ origin: "CreateRoute", state: "active", instanceId: "", instanceOwnerId: "" },
      networkInterfaceId: text(birth.inputs, "networkInterfaceId") ?? "",
    }),
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: (birth) => birth.ec2Id("rtbassoc") },
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": {
    id: (birth) => birth.ec2Id("rtbassoc"),
    outputs: (birth) => ({
      originalRouteTableId: birth.outputOf(vpcType, "vpcId", "mainRouteTableId", birth.ec2Id("rtb")),
    }),
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    id: (birth) => birth.ec2Id("sg"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `security-group/${id}`),
      ownerId: birth.accountId,
      name: birth.named("name"),
      description: text(birth.inputs, "description") ?? "Managed by Pulumi",
      vpcId: text(birth.inputs, "vpcId") ?? birth.defaultVpcId(),
    }),
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: (birth) => birth.outputOf(vpcType, "vpcId", "defaultSecurityGroupId", birth.ec2Id("sg")),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `security-group/${id}`),
      ownerId: birth.accountId,
      name: "default",
      description: "default VPC security group",
      vpcId: text(birth.inputs, "vpcId") ?? birth.defaultVpcId(),
    }),
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: (birth) => `sgrule-${birth.hex(9, "id")}`,
    outputs: (birth) => ({
      securityGroupRuleId: birth.ec2Id("sgr"),
      sourceSecurityGroupId: text(birth.inputs, "sourceSecurityGroupId") ?? "",
    }),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: (birth) => birth.ec2Id("vpce"),
    outputs: (birth, id) => endpointOutputs(birth, id),
  },
  "aws:ec2/flowLog:FlowLog": {
    id: (birth) => birth.ec2Id("fl"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `vpc-flow-log/${id}`),
      logFormat: text(birth.inputs, "logFormat") ?? flowLogFormat,
    }),
  },
  "aws:ec2/networkAcl:NetworkAcl": plain("acl", "network-acl"),
  "aws:ec2/managedPrefixList:ManagedPrefixList": {
    id: (birth) => birth.ec2Id("pl"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `prefix-list/${id}`),
      ownerId: birth.accountId,
      version: 1,
    }),
  },
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": {
    id: (birth) => birth.ec2Id("pcx"),
    outputs: (birth) => ({
      acceptStatus: flag(birth.inputs, "autoAccept") === true ? "active" : "pending-acceptance",
      peerOwnerId: text(birth.inputs, "peerOwnerId") ?? birth.accountId,
      peerRegion: text(birth.inputs, "peerRegion") ?? birth.region,
    }),
  },
  "aws:ec2transitgateway/transitGateway:TransitGateway": {
    id: (birth) => birth.ec2Id("tgw"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `transit-gateway/${id}`),
      ownerId: birth.accountId,
      associationDefaultRouteTableId: birth.ec2Id("tgw-rtb", "association"),
      propagationDefaultRouteTableId: birth.ec2Id("tgw-rtb", "association"),
    }),
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": { id: (birth) => birth.ec2Id("tgw-attach") },
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": { id: (birth) => birth.ec2Id("tgw-attach") },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    id: (birth) => birth.ec2Id("lt"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `launch-template/${id}`),
      name: birth.named("name"),
      latestVersion: 1,
      defaultVersion: 1,
    }),
  },
  "aws:ec2/instance:Instance": {
    id: (birth) => birth.ec2Id("i"),
    outputs: (birth, id) => {
      const address = addressInSubnet(birth, text(birth.inputs, "subnetId"));
      return {
        arn: birth.arn("ec2", `instance/${id}`),
        instanceState: "running",
        primaryNetworkInterfaceId: birth.ec2Id("eni"),
        privateIp: text(birth.inputs, "privateIp") ?? address,
        privateDns: `ip-${address.replace(/\./g, "-")}.${birth.region}.compute.internal`,
        availabilityZone: text(birth.inputs, "availabilityZone") ?? zonesOf(birth.region)[0]?.name ?? "",
      };
    },
  },
  "aws:ec2/keyPair:KeyPair": { id: nameAsId("keyName") },
};

function endpointOutputs(birth: Birth, id: string) {
  const kind = text(birth.inputs, "vpcEndpointType") ?? "Gateway";
  const isInterface = kind !== "Gateway";
  const service = text(birth.inputs, "serviceName") ?? "";
  const host = `${id}-${birth.text(8, "abcdefghijklmnopqrstuvwxyz0123456789", "dns")}`;
  const serviceHost = `${service.split(".").slice(3).reverse().join(".")}.${birth.region}.vpce.${birth.dnsSuffix}`;
  const zoneId = `Z${birth.hex(13, "endpoint zone").toUpperCase()}`;
  return {
    arn: birth.arn("ec2", `vpc-endpoint/${id}`),
    ownerId: birth.accountId,
    state: "available",
    requesterManaged: false,
    ipAddressType: text(birth.inputs, "ipAddressType") ?? "ipv4",
    serviceRegion: text(birth.inputs, "serviceRegion") ?? birth.region,
    policy: text(birth.inputs, "policy") ?? openPolicy,
    prefixListId: isInterface ? "" : birth.ec2Id("pl"),
    cidrBlocks: isInterface ? [] : ["52.216.0.0/15"],
    networkInterfaceIds: isInterface
      ? texts(birth.inputs, "subnetIds").map((subnet) => birth.ec2Id("eni", subnet))
      : [],
    dnsEntries: isInterface ? [{ dnsName: `${host}.${serviceHost}`, hostedZoneId: zoneId }] : [],
    subnetConfigurations: list(birth.inputs, "subnetConfigurations"),
  };
}

const openPolicy = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** The default record format of VPC flow logs, version 2. */
const flowLogFormat = [
  ..."version account-id interface-id srcaddr dstaddr srcport dstport protocol".split(" "),
  ..."packets bytes start end action log-status".split(" "),
]
  .map((field) => `\${${field}}`)
  .join(" ");

/** An address in 198.18.0.0/15, which RFC 2544 sets aside for tests: nobody on the internet has it. */
export function publicAddress(birth: Birth, purpose = "public address"): string {
  const bits = Number.parseInt(birth.hex(6, purpose), 16);
  return `198.${18 + (bits & 1)}.${(bits >> 1) & 255}.${((bits >> 9) & 0x7f) + 4}`;
}

/** An address in the subnet's range; in the default VPC's when the subnet is not known. */
function addressInSubnet(birth: Birth, subnetId: string | undefined): string {
  const subnet = birth.byId(subnetType, subnetId);
  const block = (subnet && text(subnet.outputs, "cidrBlock")) ?? "172.31.0.0/20";
  const [a, b, c] = block.split(/[./]/);
  return `${a}.${b}.${c}.${4 + (Number.parseInt(birth.hex(2, "private address"), 16) % 240)}`;
}

function ipv6Block(birth: Birth, prefix: number): string {
  return `2001:db8:${birth.hex(4, "ipv6")}::/${prefix}`;
}
