import type { AttributeValue, DynamoDB } from "@aws-sdk/client-dynamodb";
import { conditionFailure } from "../lambda/condition";
import type { Order } from "./order";

/** The orders, by their ids. */
export interface OrderTable {
  /** Writes an order unless one with its id is there, and gives that one. */
  add(order: Order): Promise<Order | undefined>;
  get(id: string): Promise<Order | undefined>;
  /** Remembers that everybody has been told of an order. */
  announced(id: string): Promise<void>;
}

type Item = Record<string, AttributeValue>;

/** Orders in a DynamoDB table with the partition key `id`. Reads see what this region has written. */
export function orderTable(client: DynamoDB, table: string): OrderTable {
  return {
    async add(order) {
      try {
        await client.putItem({
          TableName: table,
          Item: itemOf(order),
          ConditionExpression: "attribute_not_exists(id)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        });
        return undefined;
      } catch (error) {
        const there = conditionFailure(error);
        if (there === undefined) throw error;
        return orderOf(there);
      }
    },
    async get(id) {
      const { Item } = await client.getItem({
        TableName: table,
        Key: { id: { S: id } },
        ConsistentRead: true,
      });
      return Item === undefined ? undefined : orderOf(Item);
    },
    async announced(id) {
      await client.updateItem({
        TableName: table,
        Key: { id: { S: id } },
        UpdateExpression: "SET announced = :yes",
        ConditionExpression: "attribute_exists(id)",
        ExpressionAttributeValues: { ":yes": { BOOL: true } },
      });
    },
  };
}

function itemOf({ items, announced, ...texts }: Order): Item {
  const strings = Object.entries(texts).map(([name, value]) => [name, { S: value }] as const);
  const list = items.map(({ sku, quantity }) => ({
    M: { sku: { S: sku }, quantity: { N: String(quantity) } },
  }));
  return { ...Object.fromEntries(strings), items: { L: list }, announced: { BOOL: announced } };
}

function orderOf(item: Item): Order {
  const text = (name: string) => item[name]?.S ?? "";
  return {
    id: text("id"),
    customer: text("customer"),
    status: text("status") === "confirmed" ? "confirmed" : "accepted",
    createdAt: text("createdAt"),
    currency: text("currency"),
    items: (item.items?.L ?? []).map(({ M }) => ({ sku: M?.sku?.S ?? "", quantity: Number(M?.quantity?.N) })),
    announced: item.announced?.BOOL ?? false,
  };
}
