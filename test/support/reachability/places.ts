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

/**
 * A machine by the logical names that a program gave its subnet and its groups.
 *
 * @throws Error when there is no such name, or more than one
 */
export function machine(
  network: Network,
  subnet: string,
  groups: readonly string[],
  options: { public?: boolean; address?: string } = {},
): Machine {
  const found = onlyNamed([...network.subnets.values()], subnet, "subnet");
  return {
    kind: "machine",
    subnetId: found.id,
    groupIds: groups.map((name) => onlyNamed([...network.groups.values()], name, "security group").id),
    address: options.address ?? firstAddress(found.range),
    public: options.public ?? false,
  };
}

function onlyNamed<T extends { name: string }>(all: readonly T[], name: string, what: string): T {
  const [found, ...others] = all.filter((one) => one.name === name);
  if (found !== undefined && others.length === 0) return found;
  const known = all.map((one) => one.name).sort();
  throw new Error(
    found === undefined
      ? `there is no ${what} "${name}"; there are ${known.join(", ")}`
      : `${others.length + 1} are called "${name}": a ${what} of one stack has to be told by its name`,
  );
}
