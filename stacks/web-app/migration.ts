import {
  DatabaseMigration,
  type MigrationType,
  type ReplicationKind,
} from "../../components/database-migration";
import type { App } from "./app";
import { type Database, MIGRATION_USER } from "./database";
import type { Foundation } from "./foundation";

/** By setting, the move of an old MySQL server's data into the database. */
export function migrate(
  { settings, names, opts }: App,
  { network }: Foundation,
  { host, port, resourceId, securityGroupId }: Database,
): DatabaseMigration | undefined {
  const { region, migration } = settings;
  if (migration === undefined) return undefined;
  const { source, sourceSecretArn, sourceSecretKeyArn, targetCertificateArn } = migration;
  return new DatabaseMigration(
    "migration",
    {
      region,
      resourceName: names.migration,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      source: { ...source, secretArn: sourceSecretArn, secretKeyArn: sourceSecretKeyArn },
      target: {
        host,
        port,
        resourceId,
        securityGroupId,
        username: MIGRATION_USER,
        certificateArn: targetCertificateArn,
      },
      schemas: migration.schemas,
      kind: migration.kind as ReplicationKind,
      migrationType: migration.mode as MigrationType,
      maximumCapacity: migration.maximumCapacity,
      instanceClass: migration.instanceClass,
      storageGb: migration.storageGb,
      ownsAccountRoles: migration.ownsAccountRoles,
    },
    opts,
  );
}
