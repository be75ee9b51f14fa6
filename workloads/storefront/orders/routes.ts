import { checked } from "../../lambda/checked";
import { failure, type Log } from "../../lambda/log";
import {
  answer,
  header,
  jsonBody,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
} from "../../lambda/proxy";
import { orderId, orderSchema, sameContent } from "../../order-api/order";
import type { AcceptedOrder } from "../order-processor/message";
import type { Database } from "../shared/database";
import { customerOf } from "../shared/service";
import type { AcceptedOrders } from "./accepted";
import type { Send } from "./queue";

export interface Tools {
  accepted: AcceptedOrders;
  send: Send;
  database: Database;
  log: Log;
  now(): Date;
}

const COLUMNS = `id, sequence, status, reason, currency, items, total_cents AS "totalCents", created_at AS "createdAt"`;

/** Takes and shows orders of the customer who asks. */
export function orderRoutes(tools: Tools): Record<string, Route> {
  return {
    "POST /orders": (event) => accept(event, tools),
    "GET /orders": (event) => list(event, tools),
    "GET /orders/{orderId}": (event) => show(event, tools),
  };
}

/**
 * An order is accepted once the queue has it: neither the workers nor the database have to be there for that. Without
 * Redis it is accepted too. A client without an answer asks again with the same key; the order is processed once.
 */
async function accept(event: ProxyEvent, { accepted, send, log, now }: Tools): Promise<ProxyResult> {
  const customer = customerOf(event);
  const key = idempotencyKey(event);
  const content = checked(orderSchema, jsonBody(event));
  const order = { ...content, id: orderId(customer, key), customer, createdAt: now().toISOString() };
  const kept = await accepted.add(order).catch((error: unknown) => {
    log("WARN", "accepted without a note of it", failure(error));
    return order;
  });
  if (!sameContent(kept, content)) throw new Refusal(422, "the idempotency key belongs to another order");
  // Again too: whoever asks again may do so because the first try ended between the note and the queue.
  await send(kept);
  return answer(202, shown(kept), { location: `/orders/${kept.id}` });
}

/** While the database is away an order is shown as it was accepted. */
async function show(event: ProxyEvent, { accepted, database, log }: Tools): Promise<ProxyResult> {
  const customer = customerOf(event);
  const id = event.pathParameters?.orderId ?? "";
  if (!/^[0-9a-z]{26}$/.test(id)) throw new Refusal(404, "there is no such order");
  let away: unknown;
  const processed = await database
    .query(`SELECT ${COLUMNS} FROM orders WHERE id = $1 AND customer = $2`, [id, customer])
    .catch((error: unknown) => {
      away = error;
      log("WARN", "the database is away", failure(error));
      return { rows: [] };
    });
  if (processed.rows[0] !== undefined) return answer(200, row(processed.rows[0]));
  const order = await accepted.get(customer, id);
  if (order !== undefined) return answer(200, shown(order));
  if (away !== undefined) throw away;
  throw new Refusal(404, "there is no such order");
}

/** The latest twenty that have been processed. */
async function list(event: ProxyEvent, { database }: Tools): Promise<ProxyResult> {
  const query = `SELECT ${COLUMNS} FROM orders WHERE customer = $1 ORDER BY sequence DESC LIMIT 20`;
  const { rows } = await database.query(query, [customerOf(event)]);
  return answer(200, { orders: rows.map(row) });
}

/** A bigint comes as text, so that none is rounded; sums of orders are far below what a number holds. */
function row({ totalCents, ...rest }: Record<string, unknown>): object {
  return { ...rest, totalCents: Number(totalCents) };
}

function shown({ id, currency, items, createdAt }: AcceptedOrder): object {
  return { id, status: "accepted", currency, items, createdAt };
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
function idempotencyKey(event: ProxyEvent): string {
  const key = header(event, "idempotency-key") ?? "";
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Refusal(400, "the header Idempotency-Key has to be 8 to 128 characters without blanks");
  }
  return key;
}
