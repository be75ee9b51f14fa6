import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "./mistakes";

/** The other end of traffic that a security group lets through; exactly one of the three optional keys says who. */
export interface TrafficPeer {
  /** Short name, once in its list: part of the rules' names. A change replaces the rules. */
  name: string;
  /** A security group of the same VPC, or of a peered one in the same region. */
  securityGroupId?: pulumi.Input<string>;
  /** An IPv4 range. */
  cidrIpv4?: pulumi.Input<string>;
  /** A managed prefix list, such as that of CloudFront or of a gateway endpoint. */
  prefixListId?: pulumi.Input<string>;
}

/** A peer that is called, and the TCP port on which it listens. */
export interface TrafficTarget extends TrafficPeer {
  port: number;
}

/** A security group, and what makes its rules. */
export interface TrafficGroup {
  region: string;
  securityGroupId: pulumi.Input<string>;
  /** Start of the rules' logical names. */
  name: string;
  /** What the group is for, in the descriptions of rules at the other end. */
  what: string;
  parent: pulumi.Resource;
}

/** AWS's services, whose addresses nobody can list: images, secrets, logs and metrics go over them. */
export const HTTPS_ANYWHERE: readonly TrafficTarget[] = [{ name: "https", cidrIpv4: "0.0.0.0/0", port: 443 }];

/** Refuses peers that name none or several, and names that are there twice. */
export function peerMistakes(propertyPath: string, peers: readonly TrafficPeer[]): Mistake[] {
  const names = peers.map(({ name }) => name);
  return peers.flatMap((peer, index) => {
    const path = `${propertyPath}[${index}]`;
    const found: Mistake[] = [];
    if (!/^[a-z0-9-]{1,40}$/.test(peer.name)) {
      const reason = `"${peer.name}" is not allowed, 1 to 40 lower-case letters, digits and "-" are`;
      found.push({ propertyPath: `${path}.name`, reason });
    }
    if (names.indexOf(peer.name) !== index) {
      found.push({ propertyPath: `${path}.name`, reason: `"${peer.name}" is there twice` });
    }
    const given = [peer.securityGroupId, peer.cidrIpv4, peer.prefixListId].filter((who) => who !== undefined);
    if (given.length !== 1) {
      const reason = `${given.length} of securityGroupId, cidrIpv4 and prefixListId are given, exactly one is allowed`;
      found.push({ propertyPath: path, reason });
    }
    return found;
  });
}

/** Refuses what {@link peerMistakes} does, and ports that there are none of. */
export function targetMistakes(propertyPath: string, targets: readonly TrafficTarget[]): Mistake[] {
  const ports = targets.flatMap(({ port }, index) => portMistakes(`${propertyPath}[${index}].port`, port));
  return [...peerMistakes(propertyPath, targets), ...ports];
}

/** Refuses what is no TCP port. */
export function portMistakes(propertyPath: string, port: number): Mistake[] {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return [];
  return [{ propertyPath, reason: `${port} is not allowed, 1 to 65535 is` }];
}

/**
 * Lets peers in on one TCP port.
 *
 * @returns the rules
 */
export function admit(group: TrafficGroup, peers: readonly TrafficPeer[], port: number): pulumi.Resource[] {
  const { region, securityGroupId, name, parent } = group;
  return peers.map(
    (peer) =>
      new vpc.SecurityGroupIngressRule(
        `${name}-from-${peer.name}`,
        { region, securityGroupId, description: `From ${peer.name}`, ...tcp(port), ...otherEnd(peer) },
        { parent },
      ),
  );
}

/**
 * Lets the group out to its targets, and into those that are security groups: both ends of one path, made in one place.
 *
 * @returns the rules
 */
export function reach(group: TrafficGroup, targets: readonly TrafficTarget[]): pulumi.Resource[] {
  const { region, securityGroupId, name, what, parent } = group;
  return targets.flatMap((target) => {
    const out = new vpc.SecurityGroupEgressRule(
      `${name}-to-${target.name}`,
      { region, securityGroupId, description: `To ${target.name}`, ...tcp(target.port), ...otherEnd(target) },
      { parent },
    );
    if (target.securityGroupId === undefined) return [out];
    const into = new vpc.SecurityGroupIngressRule(
      `${name}-into-${target.name}`,
      {
        region,
        securityGroupId: target.securityGroupId,
        referencedSecurityGroupId: securityGroupId,
        description: `From ${what}`,
        ...tcp(target.port),
      },
      { parent },
    );
    return [out, into];
  });
}

/**
 * Lets a load balancer's group out to the group's port, and in there.
 *
 * @returns the rules
 */
export function admitFrom(
  group: TrafficGroup,
  loadBalancerGroupId: pulumi.Input<string>,
  port: number,
): pulumi.Resource[] {
  const { region, securityGroupId, name, what, parent } = group;
  const into = admit(group, [{ name: "load-balancer", securityGroupId: loadBalancerGroupId }], port);
  const out = new vpc.SecurityGroupEgressRule(
    `${name}-load-balancer-out`,
    {
      region,
      securityGroupId: loadBalancerGroupId,
      referencedSecurityGroupId: securityGroupId,
      description: `To ${what}`,
      ...tcp(port),
    },
    { parent },
  );
  return [out, ...into];
}

function otherEnd({ securityGroupId, cidrIpv4, prefixListId }: TrafficPeer) {
  if (securityGroupId !== undefined) return { referencedSecurityGroupId: securityGroupId };
  return cidrIpv4 === undefined ? { prefixListId } : { cidrIpv4 };
}

function tcp(port: number) {
  return { ipProtocol: "tcp", fromPort: port, toPort: port };
}
