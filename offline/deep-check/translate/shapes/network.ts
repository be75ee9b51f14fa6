import { isMap, type Value, type ValueMap } from "../../../providers/core/values/value";
import type { Writer } from "../writer";
import { fields, incomplete, items, never, renamed, type Shape, type TypeShapes, values } from "./shape";

/** Who a rule of a security group speaks of: one rule of Pulumi's may name many, one of CloudFormation's names one. */
function peers(rule: ValueMap, path: string, egress: boolean): { key: string; value: Value; path: string }[] {
  const lists: [string, string][] = [
    ["cidrBlocks", "CidrIp"],
    ["ipv6CidrBlocks", "CidrIpv6"],
    ["securityGroups", egress ? "DestinationSecurityGroupId" : "SourceSecurityGroupId"],
    ["sourceSecurityGroupId", egress ? "DestinationSecurityGroupId" : "SourceSecurityGroupId"],
    ["prefixListIds", egress ? "DestinationPrefixListId" : "SourcePrefixListId"],
  ];
  return lists.flatMap(([key, name]) =>
    values(rule[key], `${path}.${key}`).map((one) => ({ key: name, ...one })),
  );
}

/** All protocols have no ports: Pulumi's provider wants them said as 0, CloudFormation wants them left out. */
function ports({ protocol, fromPort, toPort }: ValueMap, to: string): TypeShapes {
  if ((protocol === "-1" || protocol === "all") && fromPort === 0 && toPort === 0) return {};
  return { fromPort: renamed(`${to}.FromPort`), toPort: renamed(`${to}.ToPort`) };
}

/** Adds the rules that one of Pulumi's stands for. */
export function addRules(writer: Writer, rule: ValueMap, path: string, egress: boolean): void {
  const place = egress ? "SecurityGroupEgress" : "SecurityGroupIngress";
  for (const peer of peers(rule, path, egress)) {
    const to = `${place}[${writer.draft.length(place)}]`;
    fields(writer, rule, path, {
      protocol: renamed(`${to}.IpProtocol`),
      ...ports(rule, to),
      description: renamed(`${to}.Description`),
    });
    writer.put(`${to}.${peer.key}`, peer.value, peer.path);
  }
}

/** Rules inside a security group. */
function inlineRules(egress: boolean): Shape {
  return (writer, value, path) => {
    if (!Array.isArray(value)) {
      incomplete(writer, value);
      return;
    }
    for (const { item, path: at } of items(value, path)) addRules(writer, item, at, egress);
  };
}

const securityGroup: TypeShapes = {
  name: renamed("GroupName"),
  description: renamed("GroupDescription"),
  vpcId: renamed("VpcId"),
  ingress: inlineRules(false),
  egress: inlineRules(true),
};

const ruleEnds: TypeShapes = {
  ipProtocol: renamed("IpProtocol"),
  fromPort: renamed("FromPort"),
  toPort: renamed("ToPort"),
  description: renamed("Description"),
  securityGroupId: renamed("GroupId"),
  cidrIpv4: renamed("CidrIp"),
  cidrIpv6: renamed("CidrIpv6"),
};

/** What a flow log records stands in three inputs in Pulumi and in two, of which one names the kind, elsewhere. */
function flowLogResource(kind: string): Shape {
  return (writer, value, path) => {
    writer.put("ResourceId", value, path);
    writer.write("ResourceType", kind, path);
  };
}

export const network: Readonly<Record<string, TypeShapes>> = {
  "ec2/securityGroup:SecurityGroup": securityGroup,
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    ...ruleEnds,
    prefixListId: renamed("SourcePrefixListId"),
    referencedSecurityGroupId: renamed("SourceSecurityGroupId"),
  },
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    ...ruleEnds,
    prefixListId: renamed("DestinationPrefixListId"),
    referencedSecurityGroupId: renamed("DestinationSecurityGroupId"),
  },
  "ec2/flowLog:FlowLog": {
    vpcId: flowLogResource("VPC"),
    subnetId: flowLogResource("Subnet"),
    eniId: flowLogResource("NetworkInterface"),
    transitGatewayId: flowLogResource("TransitGateway"),
    transitGatewayAttachmentId: flowLogResource("TransitGatewayAttachment"),
    iamRoleArn: renamed("DeliverLogsPermissionArn"),
    logDestination: renamed("LogDestination"),
    logDestinationType: renamed("LogDestinationType"),
    logFormat: renamed("LogFormat"),
    maxAggregationInterval: renamed("MaxAggregationInterval"),
    trafficType: renamed("TrafficType"),
    destinationOptions: (writer, value, path) => {
      if (isMap(value))
        fields(writer, value, path, {
          fileFormat: renamed("DestinationOptions.FileFormat"),
          hiveCompatiblePartitions: renamed("DestinationOptions.HiveCompatiblePartitions"),
          perHourPartition: renamed("DestinationOptions.PerHourPartition"),
        });
    },
  },
  "ec2/route:Route": {
    routeTableId: renamed("RouteTableId"),
    destinationCidrBlock: renamed("DestinationCidrBlock"),
    destinationIpv6CidrBlock: renamed("DestinationIpv6CidrBlock"),
    destinationPrefixListId: renamed("DestinationPrefixListId"),
    gatewayId: renamed("GatewayId"),
    natGatewayId: renamed("NatGatewayId"),
    egressOnlyGatewayId: renamed("EgressOnlyInternetGatewayId"),
    transitGatewayId: renamed("TransitGatewayId"),
    vpcEndpointId: renamed("VpcEndpointId"),
    vpcPeeringConnectionId: renamed("VpcPeeringConnectionId"),
    networkInterfaceId: renamed("NetworkInterfaceId"),
  },
  // Routes inside a table become routes of their own in CloudFormation; none of its rules asks for them there.
  "ec2/routeTable:RouteTable": { routes: never, vpcId: renamed("VpcId") },
  "ec2/networkAclRule:NetworkAclRule": { protocol: protocolNumber, ...aclRule() },
  "ec2/eip:Eip": { domain: renamed("Domain"), instance: renamed("InstanceId") },
  "ec2/vpcEndpoint:VpcEndpoint": { dnsOptions: never },
  "autoscaling/group:Group": { tags: groupTags },
};

/** `tcp` -> 6, as CloudFormation writes protocols of network ACLs. */
function protocolNumber(writer: Writer, value: Value, path: string): void {
  const numbers: Readonly<Record<string, number>> = { all: -1, icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
  const number = typeof value === "string" ? (numbers[value] ?? Number(value)) : value;
  writer.put("Protocol", typeof number === "number" && Number.isNaN(number) ? value : number, path);
}

function aclRule(): TypeShapes {
  return {
    networkAclId: renamed("NetworkAclId"),
    ruleNumber: renamed("RuleNumber"),
    ruleAction: renamed("RuleAction"),
    egress: renamed("Egress"),
    cidrBlock: renamed("CidrBlock"),
    ipv6CidrBlock: renamed("Ipv6CidrBlock"),
    fromPort: renamed("PortRange.From"),
    toPort: renamed("PortRange.To"),
    icmpType: renamed("Icmp.Type"),
    icmpCode: renamed("Icmp.Code"),
  };
}

function groupTags(writer: Writer, value: Value, path: string): void {
  for (const [index, { item, path: at }] of items(value, path).entries())
    fields(writer, item, at, {
      key: renamed(`Tags[${index}].Key`),
      value: renamed(`Tags[${index}].Value`),
      propagateAtLaunch: renamed(`Tags[${index}].PropagateAtLaunch`),
    });
}
