import type { StackResource } from "../../frame/graph";
import type { Stack } from "../../frame/rule";
import { types } from "../../frame/types";
import { known } from "../../frame/values";
import { type CardholderSettings, isCardholder } from "../cardholder";
import { meaning, meant } from "../related";

/** Where a resource says in which network it is; a property may hold the ids at any depth. */
interface Placement {
  groups: string;
  /** Holds ids of subnets, or the name of a group of subnets. */
  subnets: string;
  /** Whether it stores data; the others work with it. */
  stores: boolean;
}

const placements: Readonly<Record<string, Placement>> = {
  "aws:rds/cluster:Cluster": { groups: "vpcSecurityGroupIds", subnets: "dbSubnetGroupName", stores: true },
  "aws:rds/instance:Instance": { groups: "vpcSecurityGroupIds", subnets: "dbSubnetGroupName", stores: true },
  "aws:docdb/cluster:Cluster": { groups: "vpcSecurityGroupIds", subnets: "dbSubnetGroupName", stores: true },
  "aws:neptune/cluster:Cluster": {
    groups: "vpcSecurityGroupIds",
    subnets: "neptuneSubnetGroupName",
    stores: true,
  },
  "aws:redshift/cluster:Cluster": {
    groups: "vpcSecurityGroupIds",
    subnets: "clusterSubnetGroupName",
    stores: true,
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    groups: "securityGroupIds",
    subnets: "subnetGroupName",
    stores: true,
  },
  "aws:opensearch/domain:Domain": { groups: "vpcOptions", subnets: "vpcOptions", stores: true },
  "aws:efs/mountTarget:MountTarget": { groups: "securityGroups", subnets: "subnetId", stores: true },
  "aws:eks/cluster:Cluster": { groups: "vpcConfig", subnets: "vpcConfig", stores: false },
  "aws:ecs/service:Service": {
    groups: "networkConfiguration",
    subnets: "networkConfiguration",
    stores: false,
  },
  "aws:lambda/function:Function": { groups: "vpcConfig", subnets: "vpcConfig", stores: false },
};

/** Types that {@link placedIn} and {@link guarding} read. */
export const placedTypes: readonly string[] = [...Object.keys(placements), ...types.databaseSubnetGroup];

/** What stands in a subnet: data of any kind, and what the cardholder data environment holds or runs. */
export interface Residents {
  readonly stores: boolean;
  readonly cardholder: boolean;
  readonly cardholderStores: boolean;
}

/** What is placed in the subnets of the stack. Those without anything are absent. */
export interface Placed {
  readonly sure: ReadonlyMap<StackResource, Residents>;
  /** What may stand there: which of several subnets something is in is not known yet. */
  readonly maybe: ReadonlyMap<StackResource, Residents>;
}

/** Reads where everything is placed. */
export function placedIn(stack: Stack, settings: CardholderSettings): Placed {
  const subnets = stack.graph.ofType(types.subnet);
  const groups = stack.graph.ofType(types.databaseSubnetGroup);
  const sure = new Map<StackResource, Residents>();
  const maybe = new Map<StackResource, Residents>();
  for (const [resource, { subnets: property, stores }] of placed(stack)) {
    const cardholder = stack.read(resource, () => isCardholder(resource, settings)) ?? false;
    const residents = { stores, cardholder, cardholderStores: stores && cardholder };
    const through = meant(resource, property, groups, ["name", "id"]);
    const places = [
      meaning(resource, property, subnets),
      ...through.map((group) => meaning(group, "subnetIds", subnets)),
    ];
    for (const place of places) {
      for (const subnet of place.sure) add(sure, subnet, residents);
      for (const subnet of place.maybe) add(maybe, subnet, residents);
    }
  }
  return { sure, maybe };
}

function add(all: Map<StackResource, Residents>, subnet: StackResource, more: Residents): void {
  const before = all.get(subnet);
  all.set(subnet, {
    stores: more.stores || before?.stores === true,
    cardholder: more.cardholder || before?.cardholder === true,
    cardholderStores: more.cardholderStores || before?.cardholderStores === true,
  });
}

/** Security groups of the cardholder data environment: named, tagged, or on something that is tagged. */
export function cardholderGroups(stack: Stack, settings: CardholderSettings): StackResource[] {
  const groups = stack.graph.own(types.securityGroup);
  const guards = new Set(marked(stack, groups, settings));
  for (const [resource, { groups: property }] of placed(stack)) {
    if (known(() => isCardholder(resource, settings))) {
      for (const group of meant(resource, property, groups)) guards.add(group);
    }
  }
  return groups.filter((group) => guards.has(group));
}

/**
 * The resources of one kind that are named or tagged. A tag that all of them carry comes from the provider's default
 * tags: it tells none of them apart, so it counts for none.
 */
export function marked(
  stack: Stack,
  resources: readonly StackResource[],
  settings: CardholderSettings,
): StackResource[] {
  const found = resources.filter((resource) => stack.read(resource, () => isCardholder(resource, settings)));
  return found.length > 1 && found.length === resources.length ? [] : found;
}

function placed({ graph }: Stack): [StackResource, Placement][] {
  return Object.entries(placements).flatMap(([type, placement]) =>
    graph.own([type]).map((resource): [StackResource, Placement] => [resource, placement]),
  );
}
