import * as dynamodb from "@pulumi/aws/dynamodb";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { RegionalKey } from "../regional-key";
import { defaults, type GlobalTableArgs } from "./args";
import { indexDefinition, keyAttributes, managedElsewhere, startingUnits } from "./definition";
import { type TableAccess, tablePolicy } from "./policies";
import { createTableScaling } from "./scaling";
import { mistakes } from "./validate";

export {
  AttributeType,
  defaults,
  type GlobalTableArgs,
  type KeyAttribute,
  type ProvisionedCapacity,
  type ScaledCapacity,
  type TableIndex,
} from "./args";
export { TableAccess } from "./policies";

/**
 * A DynamoDB table with a replica in each further region, all of which take writes and follow each other within about a
 * second; the last write to an item wins. Each is under a key of its own region, with point-in-time recovery and
 * protected against deletion.
 *
 * One stack owns table and replicas. The stacks of the other regions use their replica by the table's name.
 *
 * Replicas are resources of their own, not a list of the table: DynamoDB takes none of a table with provisioned capacity
 * before its writes are scaled, and those can only be scaled once the table is there.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-global-table-design.html
 *
 * Cost: by request or by unit, writes once for each region; storage and recovery by the gigabyte in each; 1 USD a month
 * for the key of each.
 */
export class GlobalTable extends pulumi.ComponentResource {
  /** Name of the table, in every region. */
  readonly tableName: pulumi.Output<string>;
  /** ARN of the table in its own region, for backups. */
  readonly arn: pulumi.Output<string>;
  /** ARN of the stream of changes in the table's own region. */
  readonly streamArn: pulumi.Output<string>;
  /** ARN of the key in each region. */
  readonly keyArns: Record<string, pulumi.Output<string>>;
  /** ARNs of the replicas, by their regions. */
  readonly replicaArns: Record<string, pulumi.Output<string>>;

  private readonly protect: boolean;
  private readonly region: string;

  constructor(name: string, args: GlobalTableArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("GlobalTable", name, mistakes(args));
    super("tandem:components:GlobalTable", name, args, opts);
    this.protect = args.protect ?? defaults.protect;
    this.region = args.region;

    const regions = [args.region, ...args.replicaRegions];
    this.keyArns = Object.fromEntries(regions.map((region) => [region, this.key(name, args, region)]));
    const table = this.table(name, args);
    const { region, capacity, indexes } = args;
    const scaled = { region, tableName: table.name, indexes };
    const policies = capacity ? createTableScaling(name, { ...scaled, capacity }, this) : [];
    this.replicaArns = this.replicas(name, args, table, policies);

    this.tableName = table.name;
    this.arn = table.arn;
    this.streamArn = table.streamArn;
    this.registerOutputs({
      tableName: this.tableName,
      arn: this.arn,
      streamArn: this.streamArn,
      keyArns: this.keyArns,
      replicaArns: this.replicaArns,
    });
  }

  /**
   * Policy that lets a role work with the items in one region, and with the key that they are under there.
   *
   * @param region the table's own or that of a replica
   * @returns a JSON document
   * @throws pulumi.ResourceError for a region without a replica
   */
  policy(region: string, access: TableAccess): pulumi.Output<string> {
    const keyArn = this.keyArns[region];
    if (keyArn === undefined) {
      const known = Object.keys(this.keyArns).join(", ");
      throw new pulumi.ResourceError(
        `There is no replica in ${region}, there is one in ${known}.`,
        this,
        true,
      );
    }
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke), this.tableName, keyArn])
      .apply(([{ partition, dnsSuffix }, { accountId }, tableName, key]) => {
        const tableArn = `arn:${partition}:dynamodb:${region}:${accountId}:table/${tableName}`;
        return tablePolicy({ region, tableArn, keyArn: key, dnsSuffix }, access);
      });
  }

  private key(name: string, args: GlobalTableArgs, region: string): pulumi.Output<string> {
    const described = { alias: args.keyAlias, description: `Items of ${args.tableName}` };
    const options = { parent: this, protect: this.protect };
    return new RegionalKey(`${name}-${region}`, { region, ...described }, options).arn;
  }

  private table(name: string, args: GlobalTableArgs): dynamodb.Table {
    const { region, tableName, hashKey, rangeKey, capacity, indexes = [], ttlAttribute } = args;
    return new dynamodb.Table(
      `${name}-table`,
      {
        region,
        name: tableName,
        attributes: keyAttributes(args),
        hashKey: hashKey.name,
        rangeKey: rangeKey?.name,
        globalSecondaryIndexes: indexes.map((index) => indexDefinition(index, capacity)),
        billingMode: capacity ? "PROVISIONED" : "PAY_PER_REQUEST",
        ...startingUnits(capacity),
        // Replicas follow the stream; it has to hold both images.
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        serverSideEncryption: { enabled: true, kmsKeyArn: this.keyArns[this.region] },
        pointInTimeRecovery: {
          enabled: true,
          recoveryPeriodInDays: args.recoveryDays ?? defaults.recoveryDays,
        },
        ttl: ttlAttribute === undefined ? undefined : { enabled: true, attributeName: ttlAttribute },
        deletionProtectionEnabled: this.protect,
      },
      { parent: this, protect: this.protect, ignoreChanges: managedElsewhere(args) },
    );
  }

  private replicas(
    name: string,
    args: GlobalTableArgs,
    table: dynamodb.Table,
    after: pulumi.Resource[],
  ): Record<string, pulumi.Output<string>> {
    let before: pulumi.Resource[] = after;
    const entries = args.replicaRegions.map((region) => {
      const replica = new dynamodb.TableReplica(
        `${name}-replica-${region}`,
        {
          region,
          globalTableArn: table.arn,
          kmsKeyArn: this.keyArns[region],
          pointInTimeRecovery: true,
          deletionProtectionEnabled: this.protect,
        },
        // DynamoDB adds one replica to a table at a time.
        { parent: this, protect: this.protect, dependsOn: before },
      );
      before = [replica];
      return [region, replica.arn] as const;
    });
    return Object.fromEntries(entries);
  }
}
