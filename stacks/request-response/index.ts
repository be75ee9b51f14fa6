import type * as pulumi from "@pulumi/pulumi";
import { type Outputs, readContract } from "../contract";
import { refuseRoleChange } from "../home-role";
import { regionalProvider } from "../provider";
import type { LoadedSettings } from "../settings/load";
import type { RequestResponseSettings } from "../settings/request-response";
import { namesOf } from "../settings/request-response/names";
import { failoverStacks, primaryStack, replicaRegions, type Sibling } from "../settings/stack-files";
import { backUp } from "../shared/backup";
import { domain } from "../shared/domain";
import { type Contract, home as homeContract } from "./contract";
import { createTable, tableHere } from "./data";
import { createDatabase, rotateAdministrator } from "./database";
import { deployments, followingPipeline, homePipeline } from "./delivery";
import { edgeOf } from "./edge";
import type { Flow } from "./flow";
import { foundation } from "./foundation";
import { shieldUp, watchHome } from "./home-watch";
import { linkWith, networkContract } from "./link";
import { type RegionalHalf, regionalHalf, regionalOutputs } from "./region";
import { createRegistry } from "./registry";
import { SITE_CLIENT } from "./users";
import { trace, watchName, watchRegion } from "./watch";

/**
 * The request-response flow: requests enter through Route 53 and CloudFront, API Gateway decides on them, and functions,
 * containers or instances of the nearest region answer them. Every region is active.
 * The primary stack owns what exists once; every stack owns its region.
 */
export async function requestResponse({
  settings,
  siblings,
}: LoadedSettings<RequestResponseSettings>): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const { role } = settings;
  // Before the provider: where one of these refuses, nothing is registered at all.
  await refuseRoleChange(role);
  const contract =
    role === "secondary" ? await readContract(primaryStack(siblings), settings, homeContract) : undefined;
  const flow = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  return contract === undefined ? home(flow, siblings) : another(flow, contract, siblings);
}

/** The primary stack: zone, edge, images, the table with its replicas, what writes, and its own region. */
function home(flow: Flow, siblings: readonly Sibling[]): Record<string, unknown> {
  const { settings, names } = flow;
  const { region, role, recovery } = settings;
  const others = failoverStacks(siblings).flatMap((one) => one.region ?? []);
  const copies = replicaRegions(recovery.replicaRegions, siblings);
  // Names and network.
  const zone = domain(flow);
  const base = foundation(flow, zone.zoneId);
  // Data that every region reads.
  const table = createTable(flow, copies);
  const database = createDatabase(flow, base, { copies }, siblings);
  rotateAdministrator(flow, base, database, siblings);
  createRegistry(flow, copies);
  // The region: cache, uploads, messages, users, functions, containers, instances, API.
  const ground = {
    base,
    zoneId: zone.zoneId,
    table: tableHere(flow, table.keyArns),
    database,
    otherPools: [],
  };
  const half = regionalHalf(flow, ground);
  // The edge, and what is watched, traced, backed up and delivered.
  const edge = edgeOf(flow, zone.zoneId, copies);
  shieldUp(flow, edge, zone.zoneId);
  const watch = watchRegion(flow, half, base.topicArn, copies);
  watchName(flow, half, region);
  watchHome(flow, edge, base.topicArn, [region, ...others]);
  trace(flow, half);
  homePipeline(flow, half, deployments(flow, half, watch), watch, others);
  const [copyRegion] = copies as [string, ...string[]];
  backUp(flow, {
    database: database.backedUp,
    vpcId: base.network.vpcId,
    others: [table.arn, half.uploads.arn, edge.buckets[0].bucketArn],
    copyRegion,
    topicArn: base.topicArn,
  });
  return {
    role,
    contract: contractOf(flow, half, zone.zoneId, table.keyArns),
    ...regionalOutputs(flow, half),
    siteUrl: `https://${names.siteName}`,
    distributionId: edge.distribution.distributionId,
    siteBuckets: edge.buckets.map(({ bucketName }) => bucketName),
    nameServers: zone.nameServers,
    dsRecord: zone.dsRecord,
  };
}

/** Every other stack: its region, beside that of the primary. */
function another(flow: Flow, contract: Contract, siblings: readonly Sibling[]): Record<string, unknown> {
  const { system, environment, region, role } = flow.settings;
  const base = foundation(flow);
  const table = tableHere(flow, contract.tableKeyArns);
  const database = createDatabase(flow, base, { contract }, siblings);
  linkWith(flow, contract, base.network, database);
  const ground = { base, zoneId: contract.zoneId, table, database, otherPools: [contract.users] };
  const half = regionalHalf(flow, ground);
  const others = siblings.flatMap((one) => one.region ?? []);
  const watch = watchRegion(flow, half, base.topicArn, others);
  watchName(flow, half, contract.region);
  trace(flow, half);
  followingPipeline(flow, half, deployments(flow, half, watch), watch);
  backUp(flow, {
    database: database.backedUp,
    vpcId: base.network.vpcId,
    others: [half.uploads.arn],
    copyRegion: contract.region,
    topicArn: base.topicArn,
  });
  return { role, contract: { system, environment, region }, ...regionalOutputs(flow, half) };
}

function contractOf(
  flow: Flow,
  { base, database, users }: RegionalHalf,
  zoneId: pulumi.Input<string>,
  tableKeyArns: Record<string, pulumi.Input<string>>,
): Outputs<Contract> {
  const { system, environment, region } = flow.settings;
  const { writerHost, arn, securityGroupId } = database;
  return {
    version: 1,
    system,
    environment,
    region,
    zoneId,
    users: { issuer: users.issuer, clientId: users.clientIds[SITE_CLIENT] as pulumi.Output<string> },
    tableKeyArns,
    database: { writerHost, arn, securityGroupId },
    network: networkContract(flow, base.network),
  };
}
