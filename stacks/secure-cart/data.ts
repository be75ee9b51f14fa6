import * as pulumi from "@pulumi/pulumi";
import { admit } from "../../components/arguments/traffic";
import { AttributeType, GlobalTable } from "../../components/global-table";
import { DatabaseEngine, DatabaseForm, RelationalDatabase } from "../../components/relational-database";
import { accountOf } from "../shared/account";
import type { Cart } from "./cart";
import type { Foundation } from "./foundation";

/** Keys of a table's replicas by their regions. */
export type TableKeys = Record<string, pulumi.Input<string>>;

/** A table in the region of the stack. */
export interface TableHere {
  name: string;
  arn: pulumi.Output<string>;
  keyArn: pulumi.Output<string>;
}

/** The tables that exist once, with a replica in every region: sessions of customers, and what partners have reported. */
export function createTables({ settings, names, opts }: Cart, replicaRegions: string[]) {
  const { region, recovery } = settings;
  const table = (name: string, tableName: string) =>
    new GlobalTable(
      name,
      {
        region,
        tableName,
        keyAlias: names.key(name),
        replicaRegions,
        hashKey: { name: "id", type: AttributeType.String },
        ttlAttribute: "expiresAt",
        protect: recovery.protect,
      },
      opts,
    );
  return { sessions: table("sessions", names.sessionTable), reports: table("reports", names.reportTable) };
}

/**
 * A table in this region.
 *
 * @param keys as the stack that owns the table tells them
 */
export function tableHere({ settings, opts }: Cart, name: string, keys: TableKeys): TableHere {
  const { region } = settings;
  const keyArn = keys[region];
  if (keyArn === undefined) throw new Error(`the table ${name} has no replica in ${region}`);
  const arn = accountOf(opts).apply(
    ({ partition, accountId }) => `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`,
  );
  return { name, arn, keyArn: pulumi.output(keyArn) };
}

/** Orders that are placed in this region: a database with a standby in another zone, and its backups in another region. */
export function database(
  { settings, names, opts }: Cart,
  { network }: Foundation,
  backupRegion: string,
): RelationalDatabase {
  const { region, database: sizes, api, onPremises, recovery } = settings;
  const made = new RelationalDatabase(
    "database",
    {
      region,
      identifier: names.database,
      keyAlias: names.key("database"),
      engine: DatabaseEngine.PostgreSql,
      engineVersion: sizes.engineVersion,
      databaseName: sizes.name,
      masterUsername: "cart_administrator",
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
      form: DatabaseForm.Instance,
      instanceClass: sizes.instanceClass,
      allocatedStorage: sizes.storageGb,
      maxAllocatedStorage: sizes.maximumStorageGb,
      multiAz: sizes.multiAz,
      backupRetentionDays: sizes.backupRetentionDays,
      backupRegion,
      logRetentionInDays: api.logRetentionDays,
      protect: recovery.protect,
    },
    opts,
  );
  const group = { region, securityGroupId: made.securityGroupId, name: "database-analytics", parent: made };
  const analytics = (onPremises?.analytics ?? []).map((cidrIpv4) => ({
    name: cidrIpv4.replaceAll(/[./]/g, "-"),
    cidrIpv4,
  }));
  admit({ ...group, what: "database" }, analytics, made.port);
  return made;
}
