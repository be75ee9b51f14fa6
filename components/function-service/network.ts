import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { FunctionNetwork } from "./args";

/** The security group of a function in a VPC: nothing comes in, and out goes what its destinations name. */
export function createSecurityGroup(
  name: string,
  region: string,
  functionName: string,
  network: FunctionNetwork,
  parent: pulumi.Resource,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    { region, vpcId: network.vpcId, description: `Function ${functionName}` },
    { parent },
  );
  for (const { name: to, port, cidr, securityGroupId, prefixListId } of network.destinations) {
    new vpc.SecurityGroupEgressRule(
      `${name}-to-${to}`,
      {
        region,
        securityGroupId: group.id,
        description: `To ${to}`,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        referencedSecurityGroupId: securityGroupId,
        prefixListId,
        ...(cidr?.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
      },
      { parent },
    );
  }
  return group;
}
