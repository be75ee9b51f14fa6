import { randomUUID } from "node:crypto";
import type { DynamoDB } from "@aws-sdk/client-dynamodb";

/** An empty table with the partition key `id`, as the systems make it, and gives its name. */
export async function makeTable(dynamodb: DynamoDB): Promise<string> {
  const name = `table-${randomUUID()}`;
  await dynamodb.createTable({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  });
  return name;
}
