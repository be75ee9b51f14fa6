import * as z from "zod/mini";
import { type OrderContent, orderSchema, sameContent } from "../../order-api/order";

/** An order on its way from the service that accepted it to the worker that processes it. */
const messageSchema = z.strictObject({
  type: z.literal("order.accepted"),
  order: z.extend(orderSchema, {
    id: z.string().check(z.regex(/^[0-9a-z]{26}$/)),
    customer: z.string().check(z.regex(/^[\w-]{8,64}$/)),
    createdAt: z.string().check(z.iso.datetime()),
  }),
});

export type AcceptedOrder = z.output<typeof messageSchema>["order"];

/** A message that no worker will ever be able to process: it is for people to look at. */
export class Unprocessable extends Error {}

export function messageOf(order: AcceptedOrder): string {
  return JSON.stringify({ type: "order.accepted", order });
}

/** @throws Unprocessable for what is no such message; what was sent is not repeated */
export function orderOf(body: string): AcceptedOrder {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new Unprocessable("the message is not JSON");
  }
  const { success, data } = messageSchema.safeParse(parsed);
  if (!success) throw new Unprocessable("the message is no order that was accepted");
  return data.order;
}

export { type OrderContent, sameContent };
