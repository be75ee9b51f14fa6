import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretRotatorArgs } from "./args";

/**
 * The function's security group: nothing comes in, and out go the endpoint of Secrets Manager and the database alone,
 * in this region and where a failover may have taken the writer to.
 */
export function createNetwork(
  name: string,
  args: SecretRotatorArgs,
  parent: pulumi.Resource,
): ec2.SecurityGroup {
  const { region, functionName, database, endpointRange, otherRanges = {} } = args;
  const description = `Rotation by ${functionName}`;
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    { region, vpcId: args.vpcId, description },
    { parent },
  );
  const out = (to: string, port: number, target: { referencedSecurityGroupId?: Id; cidrIpv4?: string }) =>
    new vpc.SecurityGroupEgressRule(
      `${name}-to-${to}`,
      {
        region,
        securityGroupId: group.id,
        description: `To ${to}`,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ...target,
      },
      { parent },
    );
  out("endpoints", 443, { cidrIpv4: endpointRange });
  out("database", database.port, { referencedSecurityGroupId: database.securityGroupId });
  for (const [other, cidrIpv4] of Object.entries(otherRanges)) {
    out(`database-${other}`, database.port, { cidrIpv4 });
  }
  new vpc.SecurityGroupIngressRule(
    `${name}-into-database`,
    {
      region,
      securityGroupId: database.securityGroupId,
      referencedSecurityGroupId: group.id,
      description,
      ipProtocol: "tcp",
      fromPort: database.port,
      toPort: database.port,
    },
    { parent },
  );
  return group;
}

type Id = pulumi.Input<string>;
