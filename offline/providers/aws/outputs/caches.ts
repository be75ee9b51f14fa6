import { lowerAndDigits, stableText } from "../../core/lifecycle/stable";
import { number, text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import type { Birth } from "../birth";
import { nameAsId, type OutputTable, type TypeOutputs } from "./table";

/** The part of a cache's host names that is the same for an account in a region. */
const regionalCode = (birth: Birth, service: string): string =>
  stableText(6, lowerAndDigits, birth.accountId, birth.region, service);

/** ElastiCache writes regions short: `eu-west-1` is `euw1`. */
function shortRegion(region: string): string {
  const directions: [string, string][] = [
    ["northeast", "ne"],
    ["northwest", "nw"],
    ["southeast", "se"],
    ["southwest", "sw"],
    ["central", "c"],
    ["north", "n"],
    ["south", "s"],
    ["east", "e"],
    ["west", "w"],
  ];
  return region.split("-").reduce((short, part) => {
    return short + (directions.find(([long]) => long === part)?.[1] ?? part);
  }, "");
}

/** Addresses and nodes of a group, with and without cluster mode. */
function replicationGroup(birth: Birth, id: string): ValueMap {
  const host = (lead: string): string =>
    `${lead}.${id}.${regionalCode(birth, "elasticache")}.${shortRegion(birth.region)}.cache.${birth.dnsSuffix}`;
  const count = (property: string, otherwise: number) => number(birth.inputs, property) ?? otherwise;
  const shards = number(birth.inputs, "numNodeGroups");
  const clusterMode = shards !== undefined && text(birth.inputs, "clusterMode") !== "disabled";
  const perShard = shards === undefined ? count("numCacheClusters", 1) : count("replicasPerNodeGroup", 0) + 1;
  const digits = (value: number, length: number) => String(value).padStart(length, "0");
  const memberClusters = Array.from({ length: (shards ?? 1) * perShard }, (_, index) => {
    const node = digits((index % perShard) + 1, 3);
    return clusterMode ? `${id}-${digits(Math.floor(index / perShard) + 1, 4)}-${node}` : `${id}-${node}`;
  });
  return {
    arn: birth.arn("elasticache", `replicationgroup:${id}`),
    clusterEnabled: clusterMode,
    configurationEndpointAddress: clusterMode ? host("clustercfg") : "",
    primaryEndpointAddress: clusterMode ? "" : host("master"),
    readerEndpointAddress: clusterMode ? "" : host("replica"),
    engineVersionActual: `${text(birth.inputs, "engineVersion") ?? "7.1"}.0`,
    memberClusters,
    numCacheClusters: memberClusters.length,
  };
}

const principal = (kind: "user" | "usergroup", property: string): TypeOutputs => ({
  id: nameAsId(property),
  outputs: (birth, id) => ({ arn: birth.arn("elasticache", `${kind}:${id}`) }),
});

/** ElastiCache, and DynamoDB's accelerator. */
export const caches: OutputTable = {
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    id: nameAsId("replicationGroupId"),
    outputs: replicationGroup,
  },
  "aws:elasticache/user:User": principal("user", "userId"),
  "aws:elasticache/userGroup:UserGroup": principal("usergroup", "userGroupId"),
  "aws:dax/cluster:Cluster": {
    id: nameAsId("clusterName"),
    outputs: (birth, id) => {
      const tls = text(birth.inputs, "clusterEndpointEncryptionType") === "TLS";
      const code = regionalCode(birth, "dax");
      const clusterAddress = `${id}.${code}.dax-clusters.${birth.region}.${birth.dnsSuffix}`;
      const port = tls ? 9111 : 8111;
      return {
        arn: birth.arn("dax", `cache/${id}`),
        clusterAddress,
        configurationEndpoint: `${clusterAddress}:${port}`,
        port,
        nodes: Array.from({ length: number(birth.inputs, "replicationFactor") ?? 1 }, (_, index) => {
          const node = `${id}-${String.fromCharCode(97 + index)}`;
          return {
            id: node,
            address: `${node}.${code}.nodes.dax-clusters.${birth.region}.${birth.dnsSuffix}`,
            port,
            availabilityZone: "",
          };
        }),
      };
    },
  },
};
