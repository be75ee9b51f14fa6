import { flag, text } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { inputsBefore, isGiven, title } from "../known";
import { byProvider, whenMade } from "../phases";
import { found, type Refusal } from "../refusal";
import { clusterType, writerBefore } from "./global-members";

export const globalManagedPassword: Refusal = {
  ...whenMade,
  name: "rds-global-managed-password",
  code: "InvalidParameterCombination",
  sentence: "RDS does not manage the password of a cluster in a global database.",
  source:
    "Amazon Aurora User Guide, Password management with Amazon Aurora and AWS Secrets Manager, limitations",
  types: [clusterType],
  judge: ({ inputs }) =>
    isGiven(inputs, "globalClusterIdentifier") && flag(inputs, "manageMasterUserPassword") === true
      ? found(
          "manageMasterUserPassword is set in a global database, where RDS can't manage the password; give the writer a password from a secret that is replicated to the other regions",
          "manageMasterUserPassword",
        )
      : undefined,
};

export const secondaryEngineVersion: Refusal = {
  ...whenMade,
  name: "rds-secondary-engine-version",
  code: "InvalidParameterValue",
  sentence: "A secondary cluster runs the engine version of its writer.",
  source: "Amazon Aurora User Guide, Requirements of an Amazon Aurora global database",
  types: [clusterType],
  judge(resource, account) {
    const writer = writerBefore(resource, account);
    const [theirs, own] = [writer?.inputs ?? {}, resource.inputs].map((inputs) =>
      text(inputs, "engineVersion"),
    );
    if (writer === undefined || theirs === undefined || own === undefined) return undefined;
    // "16" stands for whichever minor version is the default.
    if (own === theirs || own.startsWith(`${theirs}.`) || theirs.startsWith(`${own}.`)) return undefined;
    return found(
      `engineVersion is ${own}, and ${title(writer)} (${writer.region}), the writer of this global database, runs ${theirs}; make them equal`,
      "engineVersion",
    );
  },
};

export const joinGlobal: Refusal = {
  ...byProvider,
  phases: ["check", "update"],
  name: "rds-join-global-database",
  sentence:
    "An existing cluster does not join a global database, or move to another, by globalClusterIdentifier.",
  source: "hashicorp/terraform-provider-aws, internal/service/rds/cluster.go",
  types: [clusterType],
  judge(resource) {
    const before = inputsBefore(resource);
    const wanted = text(resource.inputs, "globalClusterIdentifier");
    if (before === undefined || wanted === undefined || isNew(before, resource.inputs)) return undefined;
    const current = text(before, "globalClusterIdentifier");
    if (current === wanted) return undefined;
    const sentence =
      current === undefined
        ? `existing RDS Clusters cannot be added to an existing RDS Global Cluster: globalClusterIdentifier would become "${wanted}". Make the GlobalCluster from this cluster (sourceDbClusterIdentifier), or make a new cluster`
        : `existing RDS Clusters cannot be migrated between existing RDS Global Clusters: globalClusterIdentifier would go from "${current}" to "${wanted}"`;
    return found(sentence, "globalClusterIdentifier");
  },
};

/** A change that makes another cluster anyway. */
const isNew = (before: ValueMap, now: ValueMap): boolean =>
  ["clusterIdentifier", "region", "engine"].some((key) => text(before, key) !== text(now, key));
