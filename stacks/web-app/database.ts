import * as pulumi from "@pulumi/pulumi";
import { DatabaseEngine, DatabaseForm, RelationalDatabase } from "../../components/relational-database";
import type { App } from "./app";
import type { Contract } from "./contract";
import type { Foundation } from "./foundation";

/** User of the database as whom the application logs in, by a token of IAM: no password, nothing to rotate. */
export const DATABASE_USER = "application";

/** User as whom a migration fills the database, likewise. */
export const MIGRATION_USER = "migration";

/** The database that a region's application works on, seen from there. */
export interface Database {
  /** Region of the cluster. */
  region: string;
  host: pulumi.Output<string>;
  readerHost: pulumi.Output<string>;
  port: number;
  resourceId: pulumi.Output<string>;
  securityGroupId: pulumi.Output<string>;
  /** The cluster itself, where it is this stack's own. */
  own: RelationalDatabase | undefined;
}

/** TCP port of Aurora MySQL. */
const PORT = 3306;

/** Aurora MySQL of this region: two instances over the zones, or serverless ones, empty or from a snapshot. */
export function createDatabase({ settings, names, opts }: App, { network }: Foundation): Database {
  const { region, database, recovery } = settings;
  const form =
    database.kind === "provisioned"
      ? ({ form: DatabaseForm.Aurora, instanceClass: database.instanceClass } as const)
      : ({ form: DatabaseForm.AuroraServerless, capacity: database.capacityUnits } as const);
  const own = new RelationalDatabase(
    "database",
    {
      ...form,
      region,
      identifier: names.databaseIn(region),
      keyAlias: names.key("database"),
      engine: DatabaseEngine.MySql,
      engineVersion: database.engineVersion,
      databaseName: database.name,
      masterUsername: "administrator",
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
      instanceCount: database.instances,
      restoreFrom: database.restoreFrom,
      backupRetentionDays: database.backupRetentionDays,
      protect: recovery.protect,
    },
    opts,
  );
  const [readerHost = own.endpoint] = own.readerEndpoints;
  const { endpoint: host, port, resourceId, securityGroupId } = own;
  return { region, host, readerHost, port, resourceId, securityGroupId, own };
}

/** The database of the home region, on which a second active region works. */
export function homeDatabase({ region, database }: Contract): Database {
  return {
    region,
    port: PORT,
    host: pulumi.output(database.host),
    readerHost: pulumi.output(database.readerHost),
    resourceId: pulumi.output(database.resourceId),
    securityGroupId: pulumi.output(database.securityGroupId),
    own: undefined,
  };
}
