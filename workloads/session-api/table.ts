import type { AttributeValue, DynamoDB } from "@aws-sdk/client-dynamodb";
import { conditionFailure } from "../lambda/condition";
import type { Session } from "./session";

/** The sessions, by their ids. A change says whether it was made: it is not when the session has ended meanwhile. */
export interface SessionTable {
  add(session: Session): Promise<void>;
  get(id: string): Promise<Session | undefined>;
  extend(id: string, expiresAt: number): Promise<boolean>;
  /** Replaces the data of exactly this version. */
  change(id: string, version: number, data: Record<string, string>): Promise<boolean>;
  end(id: string): Promise<void>;
}

/**
 * Sessions in a DynamoDB global table with the partition key `id` and the time to live `expiresAt`. The last write of
 * any region wins, so each change is one write with a condition on the item of its own region.
 */
export function sessionTable(client: DynamoDB, table: string): SessionTable {
  async function update(
    id: string,
    set: string,
    condition: string,
    values: Record<string, AttributeValue>,
  ): Promise<boolean> {
    try {
      await client.updateItem({
        TableName: table,
        Key: { id: { S: id } },
        UpdateExpression: `SET ${set}`,
        ConditionExpression: `attribute_exists(id) AND ended = :no${condition}`,
        // `data` is a word of DynamoDB's own.
        ...(set.includes("#data") ? { ExpressionAttributeNames: { "#data": "data" } } : {}),
        ExpressionAttributeValues: { ...values, ":no": { BOOL: false } },
      });
      return true;
    } catch (error) {
      if (conditionFailure(error) !== undefined) return false;
      throw error;
    }
  }
  return {
    async add(session) {
      await client.putItem({
        TableName: table,
        Item: itemOf(session),
        ConditionExpression: "attribute_not_exists(id)",
      });
    },
    async get(id) {
      const { Item } = await client.getItem({
        TableName: table,
        Key: { id: { S: id } },
        ConsistentRead: true,
      });
      return Item === undefined ? undefined : sessionOf(id, Item);
    },
    extend: (id, expiresAt) => update(id, "expiresAt = :end", "", { ":end": { N: String(expiresAt) } }),
    change: (id, version, data) =>
      update(id, "#data = :data, version = :next", " AND version = :version", {
        ":data": { S: JSON.stringify(data) },
        ":version": { N: String(version) },
        ":next": { N: String(version + 1) },
      }),
    async end(id) {
      await update(id, "ended = :yes, #data = :nothing", "", {
        ":yes": { BOOL: true },
        ":nothing": { S: "{}" },
      });
    },
  };
}

function itemOf({ id, createdAt, expiresAt, version, data, ended }: Session): Record<string, AttributeValue> {
  return {
    id: { S: id },
    createdAt: { N: String(createdAt) },
    expiresAt: { N: String(expiresAt) },
    version: { N: String(version) },
    data: { S: JSON.stringify(data) },
    ended: { BOOL: ended },
  };
}

function sessionOf(id: string, item: Record<string, AttributeValue>): Session {
  return {
    id,
    createdAt: Number(item.createdAt?.N),
    expiresAt: Number(item.expiresAt?.N),
    version: Number(item.version?.N),
    data: JSON.parse(item.data?.S ?? "{}") as Record<string, string>,
    // What is not said to be open is not.
    ended: item.ended?.BOOL !== false,
  };
}
