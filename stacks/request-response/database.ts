import * as pulumi from "@pulumi/pulumi";
import { GlobalDatabase, defaults as postgres } from "../../components/global-database";
import {
  DatabaseEngine,
  DatabaseForm,
  DatabaseReplica,
  RelationalDatabase,
} from "../../components/relational-database";
import type { Sibling } from "../settings/stack-files";
import type { BackedUpRegion } from "../shared/backup";
import { rangesOf, rotatePassword } from "../shared/rotation";
import type { Contract } from "./contract";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";

/** User of PostgreSQL as whom containers and instances log in, by a token of IAM. */
export const DATABASE_USER = "catalog";

const ADMINISTRATOR = "catalog_administrator";

/** Name of what lets the application out to a writer in another region. */
const WRITER = "writer";

/** The relational database, seen from one region. */
export interface Database {
  /** Host that takes writes, in whichever region it is. */
  writerHost: pulumi.Output<string>;
  /** Host that takes reads, in this region. */
  readerHost: pulumi.Output<string>;
  /** Networks of other regions where the writer may be, each under a name of its own. */
  writerNetworks: readonly { readonly name: string; readonly cidrIpv4: string }[];
  port: number;
  securityGroupId: pulumi.Output<string>;
  /** ARN of the cluster or instance. */
  arn: pulumi.Output<string>;
  /** What is backed up, and restored on trial. */
  backedUp: BackedUpRegion["database"];
  /** Credentials of the administrator, in the region that owns them. */
  secret: { arn: pulumi.Output<string>; keyArn: pulumi.Output<string> } | undefined;
  /** The database itself, for what has to come after it. */
  resource: pulumi.Resource;
}

/** What a region's part follows from: regions that get a copy of the credentials, or what the home region tells. */
export type DatabaseOrigin = { copies: string[]; contract?: undefined } | { contract: Contract };

/**
 * The region's part of the relational database: what writes in the home region, and a copy that answers reads in every
 * other.
 */
export function createDatabase(
  flow: Flow,
  base: Foundation,
  from: DatabaseOrigin,
  siblings: readonly Sibling[],
): Database {
  return flow.settings.database.kind === "rds"
    ? instance(flow, base, from)
    : { ...member(flow, base, from), writerNetworks: networksOf(from, siblings) };
}

/** After a switchover another region's member writes, also for those of the home region. */
function networksOf({ contract }: DatabaseOrigin, siblings: readonly Sibling[]): Database["writerNetworks"] {
  return Object.entries(rangesOf(siblings)).map(([region, cidrIpv4]) => ({
    name: region === contract?.region ? WRITER : `${WRITER}-${region}`,
    cidrIpv4,
  }));
}

/** A member of an Aurora global database; which of them writes is RDS's to know. */
function member({ settings, names, opts }: Flow, { network }: Foundation, from: DatabaseOrigin): Database {
  const { region, database, recovery, tags } = settings;
  const common = {
    region,
    globalClusterIdentifier: names.globalDatabase,
    clusterIdentifier: names.databaseIn(region),
    keyAlias: names.key("database"),
    engineVersion: database.engineVersion,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    // Containers and instances are made afterwards, and open both ends by themselves.
    clients: {},
    instanceClass: "db.serverless",
    serverless: database.capacityUnits,
    instanceCount: database.instances,
    backupRetentionDays: database.backupRetentionDays,
    dataClassification: tags["data-classification"],
    protect: recovery.protect,
  };
  const membership = from.contract
    ? { joins: { sourceRegion: from.contract.region } }
    : {
        creates: {
          databaseName: database.name,
          masterUsername: ADMINISTRATOR,
          secretName: names.databaseSecret,
          secretReplicaRegions: from.copies,
        },
      };
  const made = new GlobalDatabase("database", { ...common, ...membership }, opts);
  return {
    ...writerOf(from, made.globalEndpoint),
    readerHost: made.readerEndpoint,
    port: postgres.port,
    securityGroupId: made.securityGroupId,
    arn: made.clusterArn,
    backedUp: { clusterArn: made.clusterArn, subnetGroupName: made.subnetGroupName },
    secret:
      made.secretArn && made.secretKeyArn ? { arn: made.secretArn, keyArn: made.secretKeyArn } : undefined,
    resource: made,
  };
}

/** An RDS instance with read replicas in its region, or a replica of it in another. */
function instance({ settings, names, opts }: Flow, { network }: Foundation, from: DatabaseOrigin): Database {
  const { region, database, recovery } = settings;
  const common = {
    region,
    identifier: names.databaseIn(region),
    keyAlias: names.key("database"),
    engine: DatabaseEngine.PostgreSql,
    engineVersion: database.engineVersion,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    instanceClass: database.instanceClass,
    maxAllocatedStorage: database.maximumStorageGb,
    backupRetentionDays: database.backupRetentionDays,
    protect: recovery.protect,
  };
  if (from.contract) {
    const copy = new DatabaseReplica("database", { ...common, sourceArn: from.contract.database.arn }, opts);
    return { ...parts(copy), ...writerOf(from, undefined), readerHost: copy.endpoint, secret: undefined };
  }
  const made = new RelationalDatabase(
    "database",
    {
      ...common,
      form: DatabaseForm.Instance,
      databaseName: database.name,
      masterUsername: ADMINISTRATOR,
      allocatedStorage: database.storageGb,
      readReplicaCount: database.readReplicas,
      secretName: names.databaseSecret,
      secretReplicaRegions: from.copies,
    },
    opts,
  );
  const [readerHost = made.endpoint] = made.readerEndpoints;
  const secret = { arn: made.secretArn, keyArn: made.secretKeyArn };
  return { ...parts(made), ...writerOf(from, made.endpoint), readerHost, secret };
}

function parts(made: RelationalDatabase | DatabaseReplica) {
  const { port, securityGroupId, arn, subnetGroupName } = made;
  return { port, securityGroupId, arn, backedUp: { instanceArn: arn, subnetGroupName }, resource: made };
}

/** The writer's host, and in another than the home region the network that it is in. */
function writerOf({ contract }: DatabaseOrigin, own: pulumi.Output<string> | undefined) {
  const host = own ?? contract?.database.writerHost;
  if (host === undefined) throw new Error("nobody tells the host that writes");
  const writerNetworks = contract ? [{ name: WRITER, cidrIpv4: contract.network.cidrBlock }] : [];
  return { writerHost: pulumi.output(host), writerNetworks };
}

/** Rotates the password of the administrator, from the home region; networks join it with the writer wherever it is. */
export function rotateAdministrator(
  flow: Flow,
  { network }: Foundation,
  { secret, securityGroupId, port, resource }: Database,
  siblings: readonly Sibling[],
): void {
  const { settings, names } = flow;
  if (secret === undefined) throw new Error("only the home region, which has the credentials, rotates them");
  rotatePassword(flow, {
    functionName: names.databaseRotation,
    keyAlias: names.key("database-rotation"),
    secretArn: secret.arn,
    secretKeyArn: secret.keyArn,
    days: settings.database.passwordRotationDays,
    instances: `${names.globalDatabase}-`,
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    securityGroupId,
    port,
    otherRanges: rangesOf(siblings),
    dataClassification: settings.tags["data-classification"],
    dependsOn: resource,
  });
}
