import { createHash } from "node:crypto";
import * as z from "zod/mini";

/**
 * What a client orders. There is no free text in it and no price: prices are the catalogue's, and a card number has
 * no place where it would fit.
 */
export const orderSchema = z.strictObject({
  currency: z
    .string("three capital letters (ISO 4217)")
    .check(z.regex(/^[A-Z]{3}$/, "three capital letters (ISO 4217)")),
  items: z
    .array(
      z.strictObject({
        sku: z
          .string("a text")
          .check(z.regex(/^[A-Z][A-Z0-9-]{1,39}$/, "2 to 40 of A-Z, 0-9 and -, a letter first")),
        quantity: z.int("a whole number").check(z.minimum(1, "1 to 999"), z.maximum(999, "1 to 999")),
      }),
      "a list",
    )
    .check(
      z.minLength(1, "1 to 100 items"),
      z.maxLength(100, "1 to 100 items"),
      z.refine((items) => new Set(items.map(({ sku }) => sku)).size === items.length, "every sku once"),
    ),
});

export type OrderContent = z.output<typeof orderSchema>;

/** An order as it is kept. */
export interface Order extends OrderContent {
  id: string;
  /** Who ordered, as the API's authorizer names them. */
  customer: string;
  status: "accepted" | "confirmed";
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Whether everybody who wants to know has been told. */
  announced: boolean;
}

/** What is said to others of an accepted order. The same order has the same event id, however often it is said. */
export interface OrderCreated {
  id: string;
  type: "order.created";
  time: string;
  order: Pick<Order, "id" | "customer" | "currency" | "items">;
}

/** Length of an order's id. */
export const ID_LENGTH = 26;

/**
 * The id of the order that a customer makes under an idempotency key. It follows from both, so that the same request
 * finds the same item in every region, and one conditional write tells a new order from a repeated one.
 */
export function orderId(customer: string, idempotencyKey: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([customer, idempotencyKey]))
    .digest();
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  return [...hash.subarray(0, ID_LENGTH)].map((byte) => alphabet[byte % 32]).join("");
}

/** Whether two orders are for the same things, in whichever sequence. */
export function sameContent(one: OrderContent, other: OrderContent): boolean {
  const written = ({ currency, items }: OrderContent) =>
    JSON.stringify([currency, ...items.map(({ sku, quantity }) => `${sku}*${quantity}`).sort()]);
  return written(one) === written(other);
}

/** What the order's customer sees of it. */
export function shown({ id, status, createdAt, currency, items }: Order): object {
  return { id, status, createdAt, currency, items };
}

export function created({ id, customer, currency, items, createdAt }: Order): OrderCreated {
  return {
    id: `${id}/created`,
    type: "order.created",
    time: createdAt,
    order: { id, customer, currency, items },
  };
}
