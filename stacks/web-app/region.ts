import type * as pulumi from "@pulumi/pulumi";
import { hasDatabase } from "../settings/web-app/cross-checks";
import { backUp } from "../shared/backup";
import { repositoryHere } from "../shared/registry";
import type { App } from "./app";
import { cluster as createCluster, website as createWebsite } from "./application";
import type { Contract } from "./contract";
import { createDatabase, homeDatabase } from "./database";
import { entrance } from "./entrance";
import { foundation } from "./foundation";
import { linkWith } from "./link";
import { record as createRecord } from "./record";

/** Where a region's half stands: in the stack that owns the zone, or beside it. */
export interface Ground {
  zoneId: pulumi.Input<string>;
  /** What the home region told; in other regions only. */
  home: Contract | undefined;
  /** Region of the copies of backups. */
  copyRegion: string;
}

/** What every stack owns. */
export function regionalHalf(app: App, { zoneId, home, copyRegion }: Ground) {
  const { settings } = app;
  const base = foundation(app, home === undefined ? zoneId : undefined);
  const way = entrance(app, base);
  const database =
    home !== undefined && !hasDatabase(settings) ? homeDatabase(home) : createDatabase(app, base);
  // Kept when the region gets a database of its own: its far end may be lost, and nothing there could be changed.
  if (home !== undefined && settings.recovery.mode === "active-active") linkWith(app, home, base.network);
  const images = repositoryHere(app, "web");
  const cluster = createCluster(app, base);
  const databaseRange = database.own === undefined ? home?.network.cidrBlock : undefined;
  const website = createWebsite(app, cluster, { base, way, database, images, databaseRange });
  const record = createRecord(app, zoneId, way);
  if (database.own !== undefined) {
    const { arn: clusterArn, subnetGroupName } = database.own;
    backUp(app, {
      database: { clusterArn, subnetGroupName },
      vpcId: base.network.vpcId,
      copyRegion,
      topicArn: base.topicArn,
    });
  }
  return { base, way, database, images, cluster, website, record };
}

/** The half of a region. */
export type RegionalHalf = ReturnType<typeof regionalHalf>;

/** What every stack tells people. */
export function regionalOutputs(
  { names, settings }: App,
  { images, database, cluster, website, record }: RegionalHalf,
) {
  return {
    url: `https://${names.appName}`,
    regionUrl: `https://${names.regionName(settings.region)}`,
    mediaUrl: `https://${names.mediaName}`,
    imageRepository: images.url,
    databaseHost: database.host,
    /** ARN of the administrator's secret; its value is in Secrets Manager alone. */
    databaseSecretArn: database.own?.secretArn,
    /** Health check that keeps callers out of the region; after a loss people hold it, so that old data does not answer. */
    healthCheckId: record.healthCheckId,
    clusterName: cluster.clusterName,
    serviceName: website.serviceName,
  };
}
