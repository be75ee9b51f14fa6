import type * as pulumi from "@pulumi/pulumi";
import { type Outputs, readContract } from "../contract";
import { refuseRoleChange } from "../home-role";
import { regionalProvider } from "../provider";
import type { LoadedSettings } from "../settings/load";
import type { PaymentHubSettings } from "../settings/payment-hub";
import { namesOf } from "../settings/payment-hub/names";
import {
  earlierStacks,
  failoverOrder,
  failoverStacks,
  primaryStack,
  replicaRegions,
  type Sibling,
} from "../settings/stack-files";
import { backUp } from "../shared/backup";
import { domain } from "../shared/domain";
import { type Contract, home as homeContract, type RegionalContract, regional } from "./contract";
import { edgeOf, edgeOutputs } from "./edge";
import { failoverTools, switchingOf, switchPlans } from "./failover";
import type { Hub } from "./hub";
import { linkWith, networkContract } from "./link";
import { paymentApi } from "./payment-api";
import { type RegionalHalf, regionalHalf, regionalOutputs } from "./regional";
import { rotateAdministrator } from "./rotation";
import { shieldUp } from "./shield";
import { refuseUnprotectedWriter } from "./unprotected-writer";
import { watchEdge, watchOrigin, watchRegion } from "./watch";

/**
 * The payment hub: payments taken at the edge, in front of a cluster and a database member in every region.
 * The primary stack owns what exists once; every stack owns its regional half.
 */
export async function paymentHub({
  settings,
  siblings,
}: LoadedSettings<PaymentHubSettings>): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const { role } = settings;
  // Before the provider: where one of these refuses, nothing is registered at all.
  await refuseRoleChange(role);
  const earlier = role === "secondary" ? await earlierContracts(settings, siblings) : undefined;
  const hub = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  if (earlier === undefined) return home(hub, siblings);
  await refuseUnprotectedWriter(hub);
  return failover(hub, ...earlier);
}

/** What a failover region is told by the home region and by the failover regions before it. */
async function earlierContracts(
  settings: PaymentHubSettings,
  siblings: readonly Sibling[],
): Promise<[Contract, RegionalContract[]]> {
  const contract = await readContract(primaryStack(siblings), settings, homeContract);
  const before = earlierStacks(siblings, settings.recovery.order).map(({ stack }) => stack);
  return [contract, await Promise.all(before.map((stack) => readContract(stack, settings, regional)))];
}

/** A failover stack: its regional half, and its way to the regions before it. */
function failover(hub: Hub, contract: Contract, before: RegionalContract[]): Record<string, unknown> {
  const switching = switchingOf(hub, contract, failoverOrder(hub.settings.recovery.order));
  const half = regionalHalf(hub, contract.zoneId, { joins: { sourceRegion: contract.region } }, switching);
  linkWith([contract, ...before], hub, half);
  failoverTools(
    hub,
    half,
    [contract, ...before].map(({ region }) => region),
  );
  shieldUp(hub, half);
  const { topicArn } = watchRegion(hub, half, { otherRegion: contract.region });
  watchOrigin(hub, half, contract.region);
  backUp(hub, { ...backedUp(half), copyRegion: contract.region, topicArn });
  return {
    role: hub.settings.role,
    contract: regionalContract(hub, half),
    ...regionalOutputs(half),
    paymentApi: paymentApi(hub, half, contract.globalEndpoint),
  };
}

/** How the home region's readers are scaled; never below those that are always there. */
function readerScaling({ instanceCount, readerScaling: given }: PaymentHubSettings["database"]) {
  return { ...given, maximum: given.maximum ?? Math.max(6, instanceCount - 1) };
}

function backedUp({ database, network }: RegionalHalf) {
  return { database, vpcId: network.vpcId };
}

function regionalContract(hub: Hub, half: RegionalHalf): Outputs<RegionalContract> {
  const { system, environment, region } = hub.settings;
  return { version: 2, system, environment, region, network: networkContract(hub, half) };
}

/** The primary stack: zone, credentials, site and edge, and its own regional half. */
function home(hub: Hub, siblings: readonly Sibling[]): Record<string, unknown> {
  const { settings, names } = hub;
  const copies = replicaRegions(settings.recovery.replicaRegions, siblings);
  const others = failoverStacks(siblings).flatMap(({ region }) => region ?? []);
  const zone = domain(hub);
  const switching = switchPlans(hub, zone.zoneId, others);
  const creates = {
    databaseName: settings.database.name,
    masterUsername: "hub_administrator",
    secretName: names.databaseSecret,
    secretReplicaRegions: copies,
    readerScaling: readerScaling(settings.database),
    rpoSeconds: settings.database.commitWaitSeconds,
  };
  const half = regionalHalf(hub, zone.zoneId, { creates }, switching);
  failoverTools(hub, half, others);
  rotateAdministrator(hub, half, siblings);
  const edge = edgeOf(hub, zone.zoneId, copies);
  shieldUp(hub, half, { edge, zoneId: zone.zoneId });
  const [copyRegion] = copies as [string, ...string[]];
  const siteBucketArn = edge.buckets[0].bucketArn;
  const watch = watchRegion(hub, half, { otherRegion: copyRegion, siteBucketArn });
  watchEdge(hub, edge, half, watch, {
    regions: [settings.region, ...others],
    failoverCheckId: switching.failoverCheckId,
  });
  backUp(hub, { ...backedUp(half), others: [siteBucketArn], copyRegion, topicArn: watch.topicArn });

  const globalEndpoint = half.database.globalEndpoint as pulumi.Output<string>;
  const contract: Outputs<Contract> = {
    ...regionalContract(hub, half),
    zoneId: zone.zoneId,
    globalClusterIdentifier: half.database.globalClusterIdentifier,
    globalEndpoint,
    regionSwitches: switching.contract,
  };
  return {
    role: settings.role,
    contract,
    ...regionalOutputs(half),
    ...edgeOutputs(hub, edge),
    paymentApi: paymentApi(hub, half, globalEndpoint),
    databaseEndpoint: globalEndpoint,
    databaseSecretArn: half.database.secretArn,
    switchPlans: switching.planArns,
    nameServers: zone.nameServers,
    dsRecord: zone.dsRecord,
  };
}
