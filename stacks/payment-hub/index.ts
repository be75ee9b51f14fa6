import { PublicZone } from "../../components/public-zone";
import { type ContractOutputs, readContract } from "../contract";
import { refuseRoleChange } from "../home-role";
import { regionalProvider } from "../provider";
import type { LoadedSettings } from "../settings/load";
import { namesOf } from "../settings/names";
import { primaryStack, replicaRegions } from "../settings/stack-files";
import { edgeOf } from "./edge";
import type { Hub } from "./hub";
import { regionalHalf, regionalOutputs } from "./regional";

/**
 * The payment hub: payments taken at the edge, in front of a cluster and a database member in every region.
 * The primary stack owns what exists once; every stack owns its regional half.
 */
export async function paymentHub({ settings, siblings }: LoadedSettings): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const { role } = settings;
  // Before the provider: where one of these refuses, nothing is registered at all.
  await refuseRoleChange(role);
  const contract = role === "secondary" ? await readContract(primaryStack(siblings), settings) : undefined;
  const hub = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  if (contract === undefined) return home(hub, replicaRegions(settings.recovery.replicaRegions, siblings));
  const membership = { joins: { sourceRegion: contract.region } };
  return { role, ...regionalOutputs(regionalHalf(hub, contract.zoneId, membership)) };
}

/** The primary stack: zone, credentials, site and edge, and its own regional half. */
function home(hub: Hub, copies: string[]): Record<string, unknown> {
  const { settings, names, opts } = hub;
  const { dns, recovery } = settings;
  const zone = new PublicZone(
    "zone",
    { zoneName: dns.zone, adoptZoneId: dns.hostedZoneId, protect: recovery.protect },
    opts,
  );
  const half = regionalHalf(hub, zone.zoneId, {
    creates: {
      databaseName: settings.database.name,
      masterUsername: "hub_administrator",
      secretName: names.databaseSecret,
      secretReplicaRegions: copies,
    },
  });
  const edge = edgeOf(hub, zone.zoneId, copies);

  const contract: ContractOutputs = {
    version: 1,
    system: settings.system,
    environment: settings.environment,
    region: settings.region,
    zoneId: zone.zoneId,
    globalClusterIdentifier: half.database.globalClusterIdentifier,
  };
  return {
    role: settings.role,
    contract,
    ...regionalOutputs(half),
    ...edge,
    databaseEndpoint: half.database.globalEndpoint,
    databaseSecretArn: half.database.secretArn,
    nameServers: zone.nameServers,
  };
}
