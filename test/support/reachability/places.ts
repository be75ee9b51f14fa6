import type { Network } from "./model";
import { firstAddress } from "./ranges";

/** A machine, a task, a load balancer's node or a database: an interface in a subnet with its security groups. */
export interface Machine {
  kind: "machine";
  subnetId: string;
  groupIds: string[];
  /** Its address in the subnet. */
  address: string;
  /** Whether it has a public address, too. */
  public: boolean;
}

/** Anybody on the internet. */
export interface Internet {
  kind: "internet";
}

/** A service of AWS, in the region of who asks. */
export interface Service {
  kind: "service";
  /** Last part of its name, such as `s3` or `kms`. */
  name: string;
}

/** A machine at a site behind a transit gateway. */
export interface Site {
  kind: "site";
  /** Attachment of the site. */
  attachmentId: string;
  address: string;
}

/** A machine of another account behind a VPC peering. */
export interface Partner {
  kind: "partner";
  peeringId: string;
  address: string;
}

export type Place = Machine | Internet | Service | Site | Partner;

/** Which of several things of one name is meant: stacks of one system call theirs alike. */
export interface Where {
  /** The one in this region. */
  region?: string;
}

/**
 * A machine by the logical names that a program gave its subnet and its groups.
 *
 * @throws Error when there is no such name, or more than one
 */
export function machine(
  network: Network,
  subnet: string,
  groups: readonly string[],
  options: { public?: boolean; address?: string } & Where = {},
): Machine {
  const region = ({ vpcId }: { vpcId: string }) => network.vpcs.get(vpcId)?.region ?? "";
  const called = <T extends { name: string; vpcId: string }>(
    all: Map<string, T>,
    name: string,
    what: string,
  ) =>
    onlyNamed(
      [...all.values()].map((one) => ({ ...one, region: region(one) })),
      name,
      what,
      options,
    );
  const found = called(network.subnets, subnet, "subnet");
  return {
    kind: "machine",
    subnetId: found.id,
    groupIds: groups.map((name) => called(network.groups, name, "security group").id),
    address: options.address ?? firstAddress(found.range),
    public: options.public ?? false,
  };
}

/**
 * A machine at a site, by the logical name of its VPN connection or Direct Connect association.
 *
 * @throws Error when there is no such name, or more than one
 */
export function site(network: Network, name: string, address: string, where: Where = {}): Site {
  const sites = [...network.attachments.values()].filter(({ kind }) => kind !== "vpc" && kind !== "peering");
  return { kind: "site", attachmentId: onlyNamed(sites, name, "site", where).id, address };
}

/**
 * A machine of another account, by the logical name of the VPC peering.
 *
 * @throws Error when there is no such name, or more than one
 */
export function partner(network: Network, name: string, address: string, where: Where = {}): Partner {
  const { id } = onlyNamed([...network.peerings.values()], name, "peering", where);
  return { kind: "partner", peeringId: id, address };
}

function onlyNamed<T extends { name: string; region: string }>(
  all: readonly T[],
  name: string,
  what: string,
  { region }: Where,
): T {
  const here = region === undefined ? all : all.filter((one) => one.region === region);
  const [found, ...others] = here.filter((one) => one.name === name);
  if (found !== undefined && others.length === 0) return found;
  const known = here.map((one) => one.name).sort();
  throw new Error(
    found === undefined
      ? `there is no ${what} "${name}"${region === undefined ? "" : ` in ${region}`}; there are ${known.join(", ")}`
      : `${others.length + 1} are called "${name}": say in which region the ${what} is`,
  );
}
