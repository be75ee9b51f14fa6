import { isSet } from "../../../core/values/read";
import { exclusive, providerFile } from "../exclusive";
import { givenOf, isGiven } from "../known";
import { byProvider } from "../phases";
import { found, type Refusal } from "../refusal";

const subnetType = "aws:ec2/subnet:Subnet";

export const subnetZoneTwice: Refusal = exclusive({
  name: "subnet-zone-twice",
  types: [subnetType],
  property: "availabilityZone",
  excludes: ["availabilityZoneId"],
  file: "ec2/vpc_subnet.go",
  instead: "a subnet's zone is given by name or by id",
});

export const netmaskWithoutPool: Refusal = {
  ...byProvider,
  name: "vpc-netmask-without-pool",
  sentence: "A netmask length comes with the IPAM pool that gives the range.",
  source: providerFile("ec2/vpc_.go and vpc_subnet.go"),
  types: ["aws:ec2/vpc:Vpc", subnetType],
  judge({ inputs }) {
    for (const family of ["ipv4", "ipv6"]) {
      const [length, pool] = [`${family}NetmaskLength`, `${family}IpamPoolId`];
      if (isGiven(inputs, length) && !isSet(inputs, pool))
        return found(`${length} is set without ${pool}; only an IPAM pool gives a range by its length`, pool);
    }
    return undefined;
  },
};

const targets = [
  "vpcId",
  "subnetId",
  "eniId",
  "transitGatewayId",
  "transitGatewayAttachmentId",
  "regionalNatGatewayId",
];

export const flowLogTarget: Refusal = {
  ...byProvider,
  name: "flow-log-target",
  sentence: "A flow log is of exactly one thing.",
  source: providerFile("ec2/vpc_flow_log.go"),
  types: ["aws:ec2/flowLog:FlowLog"],
  judge({ inputs }) {
    const given = givenOf(inputs, targets);
    if (given.length > 1)
      return found(
        `it has ${given.join(" and ")}; a flow log has exactly one of ${targets.join(", ")}`,
        given[1] ?? "",
      );
    return targets.some((target) => isSet(inputs, target))
      ? undefined
      : found(`it has no target; a flow log has exactly one of ${targets.join(", ")}`, "vpcId");
  },
};
