import { lowerAndDigits, stableText, upperAndDigits } from "../../core/lifecycle/stable";
import { flag, number, text, texts } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { arnOf, clusterType, globalType, instanceType, writerOf } from "../account/global-database";
import type { Birth } from "../birth";
import { zonesOf } from "../regions";
import { nameAsId, type OutputTable, type TypeOutputs } from "./table";

/** Versions that a cluster gets when it names none or only a major one. */
const currentVersions: Record<string, string> = {
  "aurora-postgresql": "17.6",
  "aurora-mysql": "8.0.mysql_aurora.3.10.0",
  postgres: "17.6",
  mysql: "8.4.6",
  mariadb: "11.8.3",
};

const parameterGroup = (resource: string): TypeOutputs => ({
  id: nameAsId(),
  outputs: (birth, id) => ({
    arn: birth.arn("rds", `${resource}:${id}`),
    name: id,
    description: text(birth.inputs, "description") ?? "Managed by Pulumi",
  }),
});

export const rds: OutputTable = {
  [globalType]: {
    id: (birth) => text(birth.inputs, "globalClusterIdentifier") ?? birth.facts.name,
    outputs: (birth, id) => ({
      arn: birth.globalArn("rds", `global-cluster:${id}`),
      globalClusterResourceId: `cluster-${birth.hex(17, "resource")}`,
      endpoint: `${id}.global-${birth.text(12, lowerAndDigits, "endpoint")}.global.rds.${birth.dnsSuffix}`,
      engine: text(birth.inputs, "engine") ?? "aurora",
      engineVersion: versionOf(birth),
      engineVersionActual: versionOf(birth),
      engineLifecycleSupport:
        text(birth.inputs, "engineLifecycleSupport") ?? "open-source-rds-extended-support",
      storageEncrypted: flag(birth.inputs, "storageEncrypted") ?? false,
      databaseName: text(birth.inputs, "databaseName") ?? "",
      globalClusterMembers: [],
    }),
  },
  [clusterType]: { id: nameAsId("clusterIdentifier"), outputs: clusterOutputs },
  [instanceType]: { id: nameAsId("identifier"), outputs: clusterInstanceOutputs },
  "aws:rds/instance:Instance": {
    id: (birth) => `db-${birth.text(26, upperAndDigits, "resource")}`,
    outputs: (birth) => {
      const identifier = birth.named("identifier");
      const address = `${identifier}.${regionalCode(birth)}.${birth.region}.rds.${birth.dnsSuffix}`;
      const port = number(birth.inputs, "port") ?? portOf(text(birth.inputs, "engine"));
      return {
        arn: birth.arn("rds", `db:${identifier}`),
        identifier,
        address,
        port,
        endpoint: `${address}:${port}`,
        hostedZoneId: hostedZoneId(birth.region),
        engineVersionActual: versionOf(birth),
        engineVersion: versionOf(birth),
        resourceId: `db-${birth.text(26, upperAndDigits, "resource")}`,
        status: "available",
        masterUserSecrets: managedSecret(birth, "db"),
      };
    },
  },
  "aws:rds/clusterEndpoint:ClusterEndpoint": {
    id: nameAsId("clusterEndpointIdentifier"),
    outputs: (birth, id) => ({
      arn: birth.arn("rds", `cluster-endpoint:${id}`),
      endpoint: `${id}.cluster-custom-${regionalCode(birth)}.${birth.region}.rds.${birth.dnsSuffix}`,
    }),
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("rds", `subgrp:${id}`),
      name: id,
      description: text(birth.inputs, "description") ?? "Managed by Pulumi",
      vpcId: birth.vpcOfSubnet(texts(birth.inputs, "subnetIds")[0]) ?? birth.defaultVpcId(),
      supportedNetworkTypes: ["IPV4"],
    }),
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": parameterGroup("cluster-pg"),
  "aws:rds/parameterGroup:ParameterGroup": parameterGroup("pg"),
};

function clusterOutputs(birth: Birth, id: string): ValueMap {
  const host = (kind: string): string =>
    `${id}.${kind}-${regionalCode(birth)}.${birth.region}.rds.${birth.dnsSuffix}`;
  return {
    ...replicationSource(birth, id),
    arn: birth.arn("rds", `cluster:${id}`),
    clusterIdentifier: id,
    clusterResourceId: `cluster-${birth.text(26, upperAndDigits, "resource")}`,
    endpoint: host("cluster"),
    readerEndpoint: host("cluster-ro"),
    hostedZoneId: hostedZoneId(birth.region),
    port: number(birth.inputs, "port") ?? portOf(text(birth.inputs, "engine")),
    engineVersion: versionOf(birth),
    engineVersionActual: versionOf(birth),
    availabilityZones: zonesOf(birth.region)
      .slice(0, 3)
      .map(({ name }) => name),
    backupRetentionPeriod: number(birth.inputs, "backupRetentionPeriod") ?? 1,
    storageEncrypted: flag(birth.inputs, "storageEncrypted") ?? false,
    storageType: text(birth.inputs, "storageType") ?? "",
    networkType: text(birth.inputs, "networkType") ?? "IPV4",
    dbClusterParameterGroupName:
      text(birth.inputs, "dbClusterParameterGroupName") ?? `default.${family(birth)}`,
    dbSubnetGroupName: text(birth.inputs, "dbSubnetGroupName") ?? "default",
    masterUsername: text(birth.inputs, "masterUsername") ?? globalWriterOutput(birth, "masterUsername"),
    databaseName: text(birth.inputs, "databaseName") ?? globalWriterOutput(birth, "databaseName"),
    masterUserSecrets: managedSecret(birth, "cluster"),
  };
}

/** The secret in which RDS keeps a password that it manages itself. */
function managedSecret(birth: Birth, kind: "cluster" | "db"): ValueMap[] {
  if (flag(birth.inputs, "manageMasterUserPassword") !== true) return [];
  const name = `rds!${kind}-${birth.uuid("secret")}-${birth.text(6, lowerAndDigits, "secret")}`;
  return [
    {
      kmsKeyId: text(birth.inputs, "masterUserSecretKmsKeyId") ?? "",
      secretArn: birth.arn("secretsmanager", `secret:${name}`),
      secretStatus: "active",
    },
  ];
}

/** A member that joins a global database takes user and database name from its writer. */
function globalWriterOutput(birth: Birth, property: string): string {
  const globalId = text(birth.inputs, "globalClusterIdentifier");
  if (globalId === undefined) return "";
  const writer = writerOf(birth.facts.account, globalId);
  return (writer && text(writer.outputs, property)) ?? "";
}

/** A member that joins copies from the writer from its first moment. */
function replicationSource(birth: Birth, id: string): ValueMap {
  const globalId = text(birth.inputs, "globalClusterIdentifier");
  const writer = globalId === undefined ? undefined : writerOf(birth.facts.account, globalId);
  const isOther = writer !== undefined && (writer.id !== id || writer.region !== birth.region);
  return isOther ? { replicationSourceIdentifier: arnOf(writer) } : {};
}

function clusterInstanceOutputs(birth: Birth, id: string): ValueMap {
  const cluster = birth.referred(clusterType, "clusterIdentifier");
  const siblings = birth.facts.account
    .all(instanceType)
    .filter((one) => one.region === birth.region && one.id !== id)
    .filter(({ inputs }) => text(inputs, "clusterIdentifier") === text(birth.inputs, "clusterIdentifier"));
  return {
    arn: birth.arn("rds", `db:${id}`),
    identifier: id,
    dbiResourceId: `db-${birth.text(26, upperAndDigits, "resource")}`,
    endpoint: `${id}.${regionalCode(birth)}.${birth.region}.rds.${birth.dnsSuffix}`,
    port: (cluster && number(cluster.outputs, "port")) ?? portOf(text(birth.inputs, "engine")),
    engineVersion:
      text(birth.inputs, "engineVersion") ??
      (cluster && text(cluster.outputs, "engineVersion")) ??
      versionOf(birth),
    engineVersionActual:
      text(birth.inputs, "engineVersion") ??
      (cluster && text(cluster.outputs, "engineVersion")) ??
      versionOf(birth),
    dbSubnetGroupName: (cluster && text(cluster.outputs, "dbSubnetGroupName")) ?? "default",
    storageEncrypted: (cluster && flag(cluster.outputs, "storageEncrypted")) ?? false,
    kmsKeyId: (cluster && text(cluster.outputs, "kmsKeyId")) ?? "",
    availabilityZone:
      text(birth.inputs, "availabilityZone") ?? zonesOf(birth.region)[siblings.length % 3]?.name ?? "",
    writer: siblings.length === 0,
    networkType: "IPV4",
  };
}

/** The part of RDS host names that is the same for an account in a region. */
const regionalCode = (birth: Birth): string =>
  stableText(12, lowerAndDigits, birth.accountId, birth.region, "rds");

const hostedZoneId = (region: string): string => `Z${stableText(13, upperAndDigits, region, "rds zone")}`;

const portOf = (engine: string | undefined): number => (engine?.includes("postgres") === true ? 5432 : 3306);

function versionOf(birth: Birth): string {
  const given = text(birth.inputs, "engineVersion");
  const engine = text(birth.inputs, "engine") ?? "aurora-postgresql";
  return given ?? currentVersions[engine] ?? "1.0";
}

function family(birth: Birth): string {
  const engine = text(birth.inputs, "engine") ?? "aurora-postgresql";
  const [major = "", minor = ""] = versionOf(birth).split(".");
  return engine.includes("postgres") ? `${engine}${major}` : `${engine}${major}.${minor}`;
}
