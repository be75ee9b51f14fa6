import assert from "node:assert/strict";
import type { ValueMap } from "../../../../providers/core/values/value";
import type { Cloud } from "../../support";
import { aurora, subnet, types, vpc } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { other, prefixList, rule } from "./world";

const zoned = (cloud: Cloud, inputs: ValueMap) =>
  cloud.create(types.subnet, "s", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", ...inputs });

function twoEndpoints(cloud: Cloud, ...services: string[]): void {
  const vpcId = vpc(cloud).id;
  for (const [index, service] of services.entries())
    cloud.create("aws:ec2/vpcEndpoint:VpcEndpoint", `endpoint-${index}`, {
      vpcId,
      serviceName: `com.amazonaws.eu-west-1.${service}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
    });
}

function peering(cloud: Cloud, peerBlock: string): void {
  const far = other(cloud, { region: "eu-central-1", stack: "second" });
  cloud.create("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peering", {
    vpcId: vpc(cloud).id,
    peerVpcId: vpc(far, "far", { cidrBlock: peerBlock }).id,
    peerRegion: "eu-central-1",
  });
}

const flowLog = (cloud: Cloud, inputs: ValueMap) =>
  cloud.create("aws:ec2/flowLog:FlowLog", "log", { logDestination: "arn:aws:s3:::logs", ...inputs });

function addresses(cloud: Cloud, count: number): void {
  for (let index = 0; index < count; index++) cloud.create(types.eip, `eip-${index}`, {});
}

const cases: Case[] = [
  {
    refusal: "subnet-outside-vpc",
    code: "InvalidSubnet.Range",
    mistake: (cloud) => cloud.create(types.subnet, "s", { vpcId: vpc(cloud).id, cidrBlock: "10.1.0.0/24" }),
    twin: (cloud) => cloud.create(types.subnet, "s", { vpcId: vpc(cloud).id, cidrBlock: "10.0.255.0/24" }),
  },
  {
    refusal: "subnet-conflict",
    code: "InvalidSubnet.Conflict",
    mistake: (cloud) => {
      const net = vpc(cloud);
      subnet(cloud, net, 0);
      cloud.create(types.subnet, "wide", { vpcId: net.id, cidrBlock: "10.0.0.0/20" });
    },
    twin: (cloud) => {
      subnet(cloud, vpc(cloud), 0);
      cloud.create(types.subnet, "same", { vpcId: vpc(cloud, "second").id, cidrBlock: "10.0.0.0/24" });
    },
  },
  {
    refusal: "security-group-rule-quota",
    code: "RulesPerSecurityGroupLimitExceeded",
    mistake: (cloud) => {
      const group = cloud.create(types.group, "group", {});
      rule(cloud, "edge", group.id, prefixList(cloud, "com.amazonaws.global.cloudfront.origin-facing"));
      rule(cloud, "checks", group.id, prefixList(cloud, "com.amazonaws.eu-west-1.route53-healthchecks"));
    },
    twin: (cloud) => {
      const [one, two] = ["one", "two"].map((name) => cloud.create(types.group, name, {}).id);
      rule(cloud, "edge", one ?? "", prefixList(cloud, "com.amazonaws.global.cloudfront.origin-facing"));
      rule(cloud, "checks", two ?? "", prefixList(cloud, "com.amazonaws.eu-west-1.route53-healthchecks"));
      for (let port = 1; port <= 5; port++)
        rule(cloud, `r${port}`, one ?? "", { cidrIpv4: `10.0.${port}.0/24` });
    },
  },
  {
    refusal: "network-in-use",
    code: "DependencyViolation",
    mistake: (cloud) => {
      const net = vpc(cloud);
      subnet(cloud, net, 0);
      cloud.delete(net);
    },
    twin: (cloud) => {
      const net = vpc(cloud);
      cloud.delete(subnet(cloud, net, 0));
      cloud.delete(net);
    },
  },
  {
    refusal: "network-in-use",
    code: "DependencyViolation",
    mistake: (cloud) => {
      const first = subnet(cloud, vpc(cloud), 0);
      cloud.create(types.nat, "nat", { subnetId: first.id });
      cloud.delete(first);
    },
    twin: (cloud) => {
      const first = subnet(cloud, vpc(cloud), 0);
      cloud.delete(cloud.create(types.nat, "nat", { subnetId: first.id }));
      cloud.delete(first);
    },
  },
  {
    refusal: "network-in-use",
    code: "DependencyViolation",
    mistake: (cloud) => {
      const [one, two] = ["one", "two"].map((name) => cloud.create(types.group, name, {}));
      assert.ok(one && two);
      rule(cloud, "r", two.id, { referencedSecurityGroupId: one.id });
      cloud.delete(one);
    },
    twin: (cloud) => {
      const group = cloud.create(types.group, "one", {});
      rule(cloud, "self", group.id, { referencedSecurityGroupId: group.id });
      cloud.delete(group);
    },
  },

  {
    refusal: "vpc-range",
    code: "InvalidVpc.Range",
    mistake: (cloud) => vpc(cloud, "wide", { cidrBlock: "10.0.0.0/8" }),
    twin: (cloud) => vpc(cloud, "right", { cidrBlock: "10.0.0.0/28" }),
  },
  {
    refusal: "subnet-range",
    code: "InvalidSubnet.Range",
    mistake: (cloud) => cloud.create(types.subnet, "s", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/29" }),
    twin: (cloud) => cloud.create(types.subnet, "s", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/28" }),
  },
  {
    refusal: "subnet-zone-twice",
    code: "provider",
    mistake: (cloud) => zoned(cloud, { availabilityZone: "eu-west-1a", availabilityZoneId: "euw1-az1" }),
    twin: (cloud) => zoned(cloud, { availabilityZoneId: "euw1-az1" }),
  },
  {
    refusal: "vpc-netmask-without-pool",
    code: "provider",
    mistake: (cloud) => cloud.create(types.vpc, "v", { ipv4NetmaskLength: 20 }),
    twin: (cloud) => cloud.create(types.vpc, "v", { ipv4NetmaskLength: 20, ipv4IpamPoolId: "ipam-pool-1" }),
  },
  {
    refusal: "availability-zone-region",
    code: "InvalidParameterValue",
    mistake: (cloud) => zoned(cloud, { availabilityZone: "us-east-1a" }),
    twin: (cloud) => zoned(cloud, { availabilityZone: "eu-west-1a" }),
  },
  {
    refusal: "availability-zone-region",
    code: "InvalidParameterValue",
    mistake: (cloud) => zoned(cloud, { availabilityZoneId: "use1-az1" }),
    twin: (cloud) => zoned(cloud, { availabilityZoneId: "usw2-lax1-az1", region: "us-west-2" }),
  },
  {
    refusal: "availability-zone-region",
    code: "InvalidParameterValue",
    mistake: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ availabilityZones: ["eu-west-1a", "eu-west-2b"] })),
    twin: (cloud) => cloud.create(types.cluster, "c", aurora({ availabilityZones: ["eu-west-1a"] })),
  },
  {
    refusal: "security-group-description",
    code: "InvalidParameterValue",
    mistake: (cloud) => cloud.create(types.group, "g", { description: "Zahlungen für Händler" }),
    twin: (cloud) => cloud.create(types.group, "g", { description: "Payments (443)" }),
  },
  {
    refusal: "vpc-endpoint-private-dns",
    code: "InvalidParameter",
    mistake: (cloud) => twoEndpoints(cloud, "secretsmanager", "secretsmanager"),
    twin: (cloud) => twoEndpoints(cloud, "secretsmanager", "kms"),
  },
  {
    refusal: "vpc-peering-overlap",
    code: "failed",
    mistake: (cloud) => peering(cloud, "10.0.0.0/16"),
    twin: (cloud) => peering(cloud, "10.1.0.0/16"),
  },
  {
    refusal: "flow-log-target",
    code: "provider",
    mistake: (cloud) => flowLog(cloud, { vpcId: "vpc-1", subnetId: "subnet-1" }),
    twin: (cloud) => flowLog(cloud, { vpcId: "vpc-1" }),
  },
  {
    refusal: "flow-log-target",
    code: "provider",
    mistake: (cloud) => flowLog(cloud, {}),
    twin: (cloud) => flowLog(cloud, { transitGatewayId: "tgw-1" }),
    tellsFromShape: "every target is absent",
  },
  {
    refusal: "elastic-ip-quota",
    code: "AddressLimitExceeded",
    mistake: (cloud) => addresses(cloud, 6),
    twin: (cloud) => {
      addresses(cloud, 5);
      cloud.create(types.eip, "elsewhere", { region: "us-east-1" });
    },
  },
];

describeRefusals("networks", cases);
