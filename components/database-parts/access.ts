import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

/** Who may reach a database, a cache or an accelerator. */
export interface ClientAccess {
  region: string;
  vpcId: pulumi.Input<string>;
  /** What the clients are clients of, for the people who see the group in the console. */
  of: string;
  /** What is spoken, for example `PostgreSQL`. */
  protocol: string;
  port: number;
  /** Security groups that may connect, by a name for each; others may be admitted by whoever makes them. */
  clients?: Record<string, pulumi.Input<string>>;
}

/** A security group that admits the given groups on one port, and lets nothing out. */
export function createClientAccess(
  name: string,
  { region, vpcId, of, protocol, port, clients = {} }: ClientAccess,
  parent: pulumi.Resource,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    { region, vpcId, description: `Clients of ${of}` },
    { parent },
  );
  for (const [client, clientGroupId] of Object.entries(clients)) {
    new vpc.SecurityGroupIngressRule(
      `${name}-from-${client}`,
      {
        region,
        securityGroupId: group.id,
        referencedSecurityGroupId: clientGroupId,
        description: `${protocol} from ${client}`,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      },
      { parent },
    );
  }
  return group;
}
