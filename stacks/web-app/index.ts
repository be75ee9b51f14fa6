import { type Outputs, readContract } from "../contract";
import { refuseRoleChange } from "../home-role";
import { regionalProvider } from "../provider";
import type { LoadedSettings } from "../settings/load";
import { primaryStack, replicaRegions, type Sibling } from "../settings/stack-files";
import type { WebAppSettings } from "../settings/web-app";
import { namesOf } from "../settings/web-app/names";
import { domain } from "../shared/domain";
import { createRegistry } from "../shared/registry";
import type { App } from "./app";
import { type Contract, home as homeContract } from "./contract";
import { type Delivered, followingPipeline, homePipeline } from "./delivery";
import { identity } from "./identity";
import { networkContract } from "./link";
import { media } from "./media";
import { migrate } from "./migration";
import { type RegionalHalf, regionalHalf, regionalOutputs } from "./region";
import { watchHome, watchName, watchRegion } from "./watch";

/** Images of the system. */
const IMAGES = ["web"];

/**
 * The web application: containers on ECS behind a load balancer, Aurora MySQL, and media at the edge. The same program
 * makes every environment, and the region that takes over when the first is lost.
 */
export async function webApp({
  settings,
  siblings,
}: LoadedSettings<WebAppSettings>): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const { role } = settings;
  // Before the provider: where one of these refuses, nothing is registered at all.
  await refuseRoleChange(role);
  const contract =
    role === "secondary" ? await readContract(primaryStack(siblings), settings, homeContract) : undefined;
  const app = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  return contract === undefined ? home(app, siblings) : another(app, contract);
}

/** The primary stack: zone, images, media at the edge, people, and its own region. */
function home(app: App, siblings: readonly Sibling[]): Record<string, unknown> {
  const { settings } = app;
  const copies = replicaRegions(settings.recovery.replicaRegions, siblings);
  const [copyRegion] = copies;
  if (copyRegion === undefined) throw new Error("there is no region for copies");
  const zone = domain(app);
  createRegistry(app, IMAGES, copies);
  const half = regionalHalf(app, { zoneId: zone.zoneId, home: undefined, copyRegion });
  const pipeline = homePipeline(app, delivered(app, half));
  const files = media(app, zone.zoneId, copies);
  const migration = migrate(app, half.base, half.database);
  identity(app, half.database, pipeline.pipelineArn);
  watchHome(app, half, files, [settings.region, ...siblings.flatMap(({ region }) => region ?? [])]);
  return {
    role: settings.role,
    contract: contractOf(app, half, zone.zoneId),
    ...regionalOutputs(app, half),
    mediaBuckets: files.buckets.map(({ bucketName }) => bucketName),
    migrationArn: migration?.replicationArn,
    nameServers: zone.nameServers,
    dsRecord: zone.dsRecord,
  };
}

/** Another region: brought up when the first is lost, or beside it. It changes nothing that is in the first. */
function another(app: App, contract: Contract): Record<string, unknown> {
  const { system, environment, region, role, recovery } = app.settings;
  const copyRegion = recovery.replicaRegions[0] ?? region;
  const half = regionalHalf(app, { zoneId: contract.zoneId, home: contract, copyRegion });
  followingPipeline(app, delivered(app, half));
  watchName(app, half, contract.region);
  return { role, contract: { system, environment, region }, ...regionalOutputs(app, half) };
}

/** The region's service with what watches it. */
function delivered(app: App, half: RegionalHalf): Delivered {
  const { website, images, base } = half;
  return { website, images, topicArn: base.topicArn, alarmNames: watchRegion(app, half) };
}

function contractOf(app: App, { base, database }: RegionalHalf, zoneId: Outputs<string>): Outputs<Contract> {
  const { system, environment, region } = app.settings;
  const { host, readerHost, resourceId, securityGroupId } = database;
  return {
    version: 1,
    system,
    environment,
    region,
    zoneId,
    database: { host, readerHost, resourceId, securityGroupId },
    network: networkContract(app, base.network),
  };
}
