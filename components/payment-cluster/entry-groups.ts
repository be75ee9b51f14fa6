import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

/** A managed prefix list whose addresses may reach the load balancer. */
interface Entry {
  role: string;
  description: string;
  prefixList: (region: string) => string;
}

/**
 * Each in a security group of its own: a prefix list counts with its largest size, CloudFront's with 55 rules and the
 * health checkers' with 25, and a group holds 60.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
const ENTRIES: Entry[] = [
  {
    role: "edge",
    description: "CloudFront to the payment API",
    prefixList: () => "com.amazonaws.global.cloudfront.origin-facing",
  },
  {
    role: "health-checkers",
    description: "Route 53 health checkers to the payment API",
    prefixList: (region) => `com.amazonaws.${region}.route53-healthchecks`,
  },
];

/** Where traffic goes on from the load balancer. */
export interface Onward {
  region: string;
  vpcId: pulumi.Input<string>;
  clusterSecurityGroupId: pulumi.Input<string>;
  targetPort: number;
}

/**
 * Makes the security groups of the load balancer: in from the edge and the health checkers, out to the pods' port.
 * They exist before the load balancer: giving a network load balancer its first group later replaces it.
 *
 * @returns ids of the groups
 */
export function createEntryGroups(
  name: string,
  onward: Onward,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  return ENTRIES.map((entry) => createEntryGroup(name, entry, onward, parent));
}

function createEntryGroup(
  name: string,
  { role, description, prefixList }: Entry,
  { region, vpcId, clusterSecurityGroupId, targetPort }: Onward,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const options = { parent };
  const group = new ec2.SecurityGroup(`${name}-${role}-group`, { region, vpcId, description }, options);
  const from = ec2.getManagedPrefixListOutput({ name: prefixList(region), region }, options);
  const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
  new vpc.SecurityGroupIngressRule(
    `${name}-${role}-in`,
    { region, securityGroupId: group.id, prefixListId: from.id, description, ...tcp(443) },
    options,
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-${role}-out`,
    {
      region,
      securityGroupId: group.id,
      referencedSecurityGroupId: clusterSecurityGroupId,
      description: "Payment API pods",
      ...tcp(targetPort),
    },
    options,
  );
  new vpc.SecurityGroupIngressRule(
    `${name}-${role}-to-pods`,
    {
      region,
      securityGroupId: clusterSecurityGroupId,
      referencedSecurityGroupId: group.id,
      description: `Load balancer to the payment API pods: ${role}`,
      ...tcp(targetPort),
    },
    options,
  );
  return group.id;
}
