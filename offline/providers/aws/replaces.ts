import type { DiffRule } from "../core/diff/diff-inputs";
import { child, flag, isSet as given, list, text } from "../core/values/read";
import { isMap, type ValueMap } from "../core/values/value";
import { createOnlyInputs } from "./create-only";
import { orderFree } from "./order-free";

type Condition = (path: string, olds: ValueMap, news: ValueMap) => boolean;

/** Replacements that depend on more than the property that changed. */
const conditions: Record<string, Condition> = {
  // The storage type of an Aurora cluster can change; that of a Multi-AZ DB cluster can't.
  "aws:rds/cluster:Cluster": (path, _olds, news) =>
    (path === "storageType" && text(news, "engine")?.startsWith("aurora") !== true) ||
    // Taking the snapshot out of the program leaves the database alone; another snapshot means another database.
    (path === "snapshotIdentifier" && given(news, "snapshotIdentifier")),
  "aws:rds/instance:Instance": (path, _olds, news) =>
    path === "snapshotIdentifier" && given(news, "snapshotIdentifier"),
  // Encryption of an existing cluster can be turned on, never off.
  "aws:eks/cluster:Cluster": (path, olds, news) =>
    (covers("encryptionConfig", path) &&
      given(olds, "encryptionConfig") &&
      !given(news, "encryptionConfig")) ||
    (path === "computeConfig.nodeRoleArn" && exchangesNodeRole(olds, news)),
  // A block that the subnet was made with, handing out addresses on creation, stays.
  "aws:ec2/subnet:Subnet": (path, olds) =>
    path === "ipv6CidrBlock" && flag(olds, "assignIpv6AddressOnCreation") === true,
  "aws:elasticache/replicationGroup:ReplicationGroup": (path) => covers("nodeGroupConfigurations", path),
  "aws:lb/loadBalancer:LoadBalancer": networkLoadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": networkLoadBalancer,
};

/**
 * The role of Auto Mode's nodes may be added, and taken away with the nodes: where Auto Mode or its pools are turned off.
 * It can't be exchanged. (hashicorp/terraform-provider-aws, internal/service/eks/cluster.go)
 */
function exchangesNodeRole(olds: ValueMap, news: ValueMap): boolean {
  const [before, now] = [child(olds, "computeConfig") ?? {}, child(news, "computeConfig") ?? {}];
  const nodesGone = flag(now, "enabled") !== true || list(now, "nodePools").length === 0;
  return given(before, "nodeRoleArn") && (given(now, "nodeRoleArn") || !nodesGone);
}

/** An NLB keeps its answer to "security groups or none", and its subnets, for life; it can only gain subnets. */
function networkLoadBalancer(path: string, olds: ValueMap, news: ValueMap): boolean {
  if (text(news, "loadBalancerType") !== "network") return false;
  if (covers("securityGroups", path))
    return (list(olds, "securityGroups").length === 0) !== (list(news, "securityGroups").length === 0);
  if (covers("subnets", path)) return lost(list(olds, "subnets"), list(news, "subnets"));
  if (covers("subnetMappings", path)) return lost(mappings(olds), mappings(news));
  return false;
}

const mappings = (inputs: ValueMap): string[] =>
  list(inputs, "subnetMappings").map((mapping) => JSON.stringify(isMap(mapping) ? mapping : null));

const lost = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.some((item) => !after.includes(item));

/** How a type of this package compares inputs. `nameProperty` is its name, if it has one. */
export function diffRule(type: string, nameProperty: string | undefined): DiffRule {
  const createOnly =
    createOnlyInputs(type) ?? (nameProperty === undefined ? usualReferences : [nameProperty]);
  const all = [...createOnly, ...createOnly.map((property) => `${property}Prefix`), "region"];
  return {
    isCreateOnly: (path, olds, news) =>
      all.some((property) => covers(property, path)) || conditions[type]?.(path, olds, news) === true,
    isSet: (path) => orderFree(type, path),
  };
}

/** Sub-resources of a bucket belong to it; a type without a name is mostly bound to what it is attached to. */
const usualReferences = ["bucket"];

const covers = (property: string, path: string): boolean =>
  path === property || path.startsWith(`${property}.`);
