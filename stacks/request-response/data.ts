import * as pulumi from "@pulumi/pulumi";
import { AttributeType, GlobalTable } from "../../components/global-table";
import { TableAccelerator } from "../../components/global-table/accelerator";
import { TableAccess } from "../../components/global-table/policies";
import { MemoryCache } from "../../components/memory-cache";
import { UploadBucket } from "../../components/upload-bucket";
import { accountOf } from "../shared/account";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";

/** Version of Valkey. */
const CACHE_VERSION = "8.0";

/** The table of orders in one region: that of the stack's own. */
export interface OrderTable {
  arn: pulumi.Output<string>;
  keyArn: pulumi.Output<string>;
}

/** The table of orders and its replicas in all other regions. */
export function createTable({ settings, names, opts }: Flow, replicaRegions: string[]): GlobalTable {
  const { region, table, recovery } = settings;
  const { capacity, read, write } = table;
  return new GlobalTable(
    "order-table",
    {
      region,
      tableName: names.table,
      keyAlias: names.key("orders"),
      replicaRegions,
      hashKey: { name: "id", type: AttributeType.String },
      capacity: capacity === "provisioned" ? { read, write } : undefined,
      protect: recovery.protect,
    },
    opts,
  );
}

/**
 * The replica in this region.
 *
 * @param keyArns by region, as the stack that owns the table tells them
 */
export function tableHere(
  { settings, names, opts }: Flow,
  keyArns: Record<string, pulumi.Input<string>>,
): OrderTable {
  const { region } = settings;
  const keyArn = keyArns[region];
  if (keyArn === undefined) throw new Error(`the table of orders has no replica in ${region}`);
  const arn = accountOf(opts).apply(
    ({ partition, accountId }) => `arn:${partition}:dynamodb:${region}:${accountId}:table/${names.table}`,
  );
  return { arn, keyArn: pulumi.output(keyArn) };
}

/** By setting, the accelerator in front of the region's table. */
export function accelerate({ settings, names, opts }: Flow, { network }: Foundation, table: OrderTable) {
  const { region, accelerator } = settings;
  if (accelerator === undefined) return undefined;
  return new TableAccelerator(
    "accelerator",
    {
      region,
      resourceName: names.accelerator,
      tables: [table],
      access: TableAccess.Read,
      nodeType: accelerator.nodeType,
      nodeCount: accelerator.nodes,
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
    },
    opts,
  );
}

/** Sessions and hot data. */
export function sessionCache({ settings, names, opts }: Flow, { network }: Foundation): MemoryCache {
  const { region, cache, recovery } = settings;
  return new MemoryCache(
    "cache",
    {
      region,
      resourceName: names.cache,
      keyAlias: names.key("cache"),
      engineVersion: CACHE_VERSION,
      nodeType: cache.nodeType,
      replicasPerShard: cache.replicas,
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
      protect: recovery.protect,
    },
    opts,
  );
}

/** Where clients put files, under grants of the API. */
export function uploadBucket({ settings, names, opts }: Flow): UploadBucket {
  const { region, uploads, recovery } = settings;
  return new UploadBucket(
    "uploads",
    {
      region,
      bucketName: names.uploadBucket(region),
      accelerate: uploads.transferAcceleration,
      origins: [...names.siteAliases.map((host) => `https://${host}`), ...uploads.origins],
      presignedSeconds: uploads.grantMinutes * 60,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
}
