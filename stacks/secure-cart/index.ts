import type { Outputs } from "../contract";
import { readContract } from "../contract";
import { refuseRoleChange } from "../home-role";
import { regionalProvider } from "../provider";
import type { LoadedSettings } from "../settings/load";
import type { SecureCartSettings } from "../settings/secure-cart";
import { namesOf } from "../settings/secure-cart/names";
import { primaryStack, replicaRegions, type Sibling } from "../settings/stack-files";
import { backUp } from "../shared/backup";
import { domain } from "../shared/domain";
import type { Cart } from "./cart";
import { type Contract, home as homeContract } from "./contract";
import { createTables, type TableKeys, tableHere } from "./data";
import { edgeOf } from "./edge";
import { foundation } from "./foundation";
import { images } from "./images";
import { type RegionalHalf, regionalHalf, regionalOutputs } from "./region";
import { shieldUp } from "./shield";
import { accelerator, otherNames } from "./shop-names";
import { peerWith, transit, transitContract } from "./transit";
import { watchImages, watchOnce, watchRegion } from "./watch";

/**
 * SecureCart: a shop whose two regions both answer, and the networks that join them with each other, the company's site,
 * its other accounts and its partners. The primary stack owns what exists once; every stack owns its region.
 */
export async function secureCart({
  settings,
  siblings,
}: LoadedSettings<SecureCartSettings>): Promise<Record<string, unknown>> {
  const names = namesOf({ ...settings, zone: settings.dns.zone });
  const { role } = settings;
  // Before the provider: where one of these refuses, nothing is registered at all.
  await refuseRoleChange(role);
  const contract =
    role === "secondary" ? await readContract(primaryStack(siblings), settings, homeContract) : undefined;
  const cart = { settings, names, opts: { providers: { aws: regionalProvider(settings) } } };
  return contract === undefined ? home(cart, siblings) : another(cart, siblings, contract);
}

/** The primary stack: zone, edge, accelerator, tables with their replicas, and its own region. */
function home(cart: Cart, siblings: readonly Sibling[]): Record<string, unknown> {
  const { settings, names } = cart;
  const { system, environment, region, role } = settings;
  const copies = replicaRegions(settings.recovery.replicaRegions, siblings);
  const [copyRegion] = copies;
  if (copyRegion === undefined) throw new Error("no region is named for copies");
  const zone = domain(cart);
  const { zoneId } = zone;
  const base = foundation(cart, zoneId);
  const gateway = transit(cart, base.network, siblings);
  const tables = createTables(cart, copies);
  const tableKeyArns = { sessions: tables.sessions.keyArns, reports: tables.reports.keyArns };
  const here = tablesHere(cart, tableKeyArns);
  const checkout = accelerator(cart);
  otherNames(cart, zoneId, checkout);
  const half = regionalHalf(cart, {
    base,
    transit: gateway,
    zoneId,
    // The tables' own ARNs, so that what names them comes after them.
    tables: {
      sessions: { ...here.sessions, arn: tables.sessions.arn },
      reports: { ...here.reports, arn: tables.reports.arn },
    },
    images: images(cart),
    listenerArn: checkout?.listenerArn,
    copyRegion,
    siblings,
  });
  const other = siblings.find((sibling) => sibling.role === "secondary")?.region;
  const edge = edgeOf(cart, base, zoneId, half.images, other);
  shieldUp(cart, half, { distributionArn: edge.distributionArn, acceleratorArn: checkout?.acceleratorArn });
  watchRegion(cart, half, copies, region);
  if (other !== undefined) watchImages(cart, half, other);
  watchOnce(cart, half, {
    edge,
    accelerator: checkout,
    regions: other === undefined ? [region] : [region, other],
  });
  backUp(cart, backedUp(half));
  const contract: Outputs<Contract> = {
    version: 1,
    system,
    environment,
    region,
    zoneId,
    transit: transitContract(cart, gateway),
    tableKeyArns,
    images: {
      bucketName: half.images.store.bucketName,
      bucketArn: half.images.arn,
      keyArn: half.images.keyArn,
    },
    distributionArn: edge.distributionArn,
    listenerArn: checkout?.listenerArn,
  };
  return {
    role,
    contract,
    ...regionalOutputs(cart, half),
    staticUrl: `https://${names.staticName}`,
    ...(checkout && { checkoutAddresses: checkout.ipAddresses }),
    nameServers: zone.nameServers,
    dsRecord: zone.dsRecord,
  };
}

/** Every other stack: its region, joined with that of the primary. */
function another(cart: Cart, siblings: readonly Sibling[], contract: Contract): Record<string, unknown> {
  const base = foundation(cart);
  const gateway = transit(cart, base.network, siblings);
  peerWith(cart, gateway, contract);
  const bucket = images(cart, contract);
  bucket.allowReadFrom(contract.distributionArn);
  const half = regionalHalf(cart, {
    base,
    transit: gateway,
    zoneId: contract.zoneId,
    tables: tablesHere(cart, contract.tableKeyArns),
    images: bucket,
    listenerArn: contract.listenerArn,
    copyRegion: contract.region,
    siblings,
  });
  shieldUp(cart, half);
  watchRegion(cart, half, [contract.region], contract.region);
  watchImages(cart, half, contract.region);
  backUp(cart, backedUp(half));
  const { system, environment, region, role } = cart.settings;
  return { role, contract: { system, environment, region }, ...regionalOutputs(cart, half) };
}

function backedUp({ base, database, images: bucket, tables, copyRegion }: RegionalHalf) {
  const { arn: instanceArn, subnetGroupName } = database;
  return {
    database: { instanceArn, subnetGroupName },
    vpcId: base.network.vpcId,
    others: [bucket.arn, tables.sessions.arn, tables.reports.arn],
    copyRegion,
    topicArn: base.topicArn,
  };
}

function tablesHere(cart: Cart, keys: Record<"sessions" | "reports", TableKeys>) {
  const { names } = cart;
  return {
    sessions: tableHere(cart, names.sessionTable, keys.sessions),
    reports: tableHere(cart, names.reportTable, keys.reports),
  };
}
