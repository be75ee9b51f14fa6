import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { conditionFailure } from "../lambda/condition";
import { orderSchema } from "../order-api/order";

const eventSchema = z.object({
  id: z.string().check(z.minLength(1)),
  type: z.literal("order.created"),
  order: z.extend(orderSchema, { id: z.string().check(z.minLength(1)), customer: z.string() }),
});

/** Confirms the order of an event. */
export type Confirm = (message: unknown) => Promise<string>;

/**
 * Confirms orders in the table. The event's id is kept with the order in the same write: an event that comes again,
 * as SQS may deliver a message twice, changes nothing.
 *
 * @throws Error for what is no such event, and while the order is not there
 */
export function confirmation(client: DynamoDB, table: string): Confirm {
  return async (message) => {
    const { success, data } = eventSchema.safeParse(message);
    if (!success) throw new Error("the message is no event of an order that was created");
    try {
      await client.updateItem({
        TableName: table,
        Key: { id: { S: data.order.id } },
        UpdateExpression: "SET #status = :confirmed ADD handled :events",
        ConditionExpression: "attribute_exists(id) AND NOT contains(handled, :event)",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":confirmed": { S: "confirmed" },
          ":events": { SS: [data.id] },
          ":event": { S: data.id },
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      return "confirmed";
    } catch (error) {
      const there = conditionFailure(error);
      if (there === undefined) throw error;
      if (there.id === undefined) throw new Error(`there is no order ${data.order.id}`);
      return "confirmed before";
    }
  };
}
