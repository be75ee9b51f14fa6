import type * as pulumi from "@pulumi/pulumi";
import { type Outputs, readContract } from "../contract";
import { refuseRoleChange } from "../home-role";
import { regionalProvider } from "../provider";
import type { LoadedSettings } from "../settings/load";
import { failoverStacks, primaryStack, replicaRegions, type Sibling } from "../settings/stack-files";
import type { StorefrontSettings } from "../settings/storefront";
import { namesOf } from "../settings/storefront/names";
import { backUp } from "../shared/backup";
import { domain } from "../shared/domain";
import { type Contract, home as homeContract } from "./contract";
import { deliver } from "./delivery";
import { type RegionalHalf, regionalHalf, regionalOutputs } from "./region";
import { createRegistry } from "./registry";
import type { Shop } from "./shop";
import { watchAnother, watchHome, watchMedia, watchRegion } from "./watch";

/**
 * The storefront: NGINX proxies in front of a user interface on EC2, which calls microservices on ECS; orders wait in a
 * queue until they are worked on. Every stack is a whole region; the second takes over when the first is lost.
 */
export async function storefront({
  settings,
  siblings,
}: LoadedSettings<StorefrontSettings>): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const { role } = settings;
  // Before the provider: where one of these refuses, nothing is registered at all.
  await refuseRoleChange(role);
  const contract =
    role === "secondary" ? await readContract(primaryStack(siblings), settings, homeContract) : undefined;
  const shop = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  return contract === undefined ? home(shop, siblings) : another(shop, contract);
}

/** The primary stack: zone, images, the pipeline, and its own region. */
function home(shop: Shop, siblings: readonly Sibling[]): Record<string, unknown> {
  const { settings } = shop;
  const { region, role, recovery } = settings;
  const standbys = failoverStacks(siblings).flatMap((one) => one.region ?? []);
  const copies = replicaRegions(recovery.replicaRegions, siblings);
  const [copyRegion] = copies;
  if (copyRegion === undefined) throw new Error("there is no region for copies");
  const zone = domain(shop);
  createRegistry(shop, copies);
  const half = regionalHalf(shop, { zoneId: zone.zoneId, copyRegion });
  const alarmNames = watchRegion(shop, half);
  watchMedia(shop, half, standbys);
  deliver(shop, { topicArn: half.base.topicArn, alarmNames }, standbys);
  protectData(shop, half, copyRegion);
  watchHome(shop, half, [region, ...standbys]);
  return {
    role,
    contract: contractOf(shop, half, zone.zoneId),
    ...regionalOutputs(shop, half),
    nameServers: zone.nameServers,
    dsRecord: zone.dsRecord,
  };
}

/** The DR stack: the same region once more, behind the first. */
function another(shop: Shop, contract: Contract): Record<string, unknown> {
  const { system, environment, region, role } = shop.settings;
  const half = regionalHalf(shop, { zoneId: contract.zoneId, contract, copyRegion: contract.region });
  watchRegion(shop, half);
  watchMedia(shop, half, [contract.region]);
  protectData(shop, half, contract.region);
  watchAnother(shop, half, contract.region);
  return { role, contract: { system, environment, region }, ...regionalOutputs(shop, half) };
}

/** Backups of database and media, copied to the other region: what that region is brought up from. */
function protectData(shop: Shop, { base, stores, media }: RegionalHalf, copyRegion: string): void {
  const { arn: clusterArn, subnetGroupName } = stores.database;
  backUp(shop, {
    database: { clusterArn, subnetGroupName },
    vpcId: base.network.vpcId,
    others: [media.arn],
    copyRegion,
    topicArn: base.topicArn,
  });
}

function contractOf(
  { settings }: Shop,
  { media }: RegionalHalf,
  zoneId: pulumi.Input<string>,
): Outputs<Contract> {
  const { system, environment, region } = settings;
  const { bucketName, bucketArn, keyArn } = media.store;
  return {
    version: 1,
    system,
    environment,
    region,
    zoneId,
    media: { region, bucketName, bucketArn, keyArn },
  };
}
