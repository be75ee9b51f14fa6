import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import { conditionFailure } from "../lambda/condition";

/** What has been reported, by partner and the partner's id of it. */
export interface Received {
  fingerprint: string;
  announced: boolean;
}

export interface ReceivedTable {
  /** Remembers a report unless it is known, and gives what is known of it. */
  add(id: string, fingerprint: string, expiresAt: number): Promise<Received | undefined>;
  announced(id: string): Promise<void>;
  /** Whether the table answers. */
  look(): Promise<void>;
}

/** Reports in a DynamoDB table with the partition key `id` and the time to live `expiresAt`. */
export function receivedTable(client: DynamoDB, table: string): ReceivedTable {
  return {
    async add(id, fingerprint, expiresAt) {
      try {
        await client.putItem({
          TableName: table,
          Item: {
            id: { S: id },
            fingerprint: { S: fingerprint },
            announced: { BOOL: false },
            expiresAt: { N: String(expiresAt) },
          },
          ConditionExpression: "attribute_not_exists(id)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        });
        return undefined;
      } catch (error) {
        const there = conditionFailure(error);
        if (there === undefined) throw error;
        return { fingerprint: there.fingerprint?.S ?? "", announced: there.announced?.BOOL === true };
      }
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
    async look() {
      await client.getItem({ TableName: table, Key: { id: { S: "health" } } });
    },
  };
}
