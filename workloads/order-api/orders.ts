import { checked } from "../lambda/checked";
import {
  answer,
  caller,
  header,
  jsonBody,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
} from "../lambda/proxy";
import type { Announce } from "../lambda/topic";
import { created, type Order, orderId, orderSchema, sameContent, shown } from "./order";
import type { OrderTable } from "./table";

/** What the routes work with. */
export interface Tools {
  table: OrderTable;
  announce: Announce;
  now(): Date;
}

const ORDER_ID = /^[0-9a-z]{26}$/;

/** The routes of the API, by method and resource. */
export function orderRoutes(tools: Tools): Record<string, Route> {
  return {
    "POST /orders": (event) => create(event, tools),
    "GET /orders/{orderId}": (event) => read(event, tools),
    "GET /health": () => health(tools),
  };
}

/**
 * Takes an order. It is answered once the order is written and announced; a client that got no answer asks again
 * with the same key, and whatever was left undone is done then. So an order that was confirmed to a client is never
 * unknown to those behind the topic, and none is there twice.
 */
async function create(event: ProxyEvent, { table, announce, now }: Tools): Promise<ProxyResult> {
  const customer = caller(event);
  const key = idempotencyKey(event);
  const content = checked(orderSchema, jsonBody(event));
  const order: Order = {
    ...content,
    id: orderId(customer, key),
    customer,
    status: "accepted",
    createdAt: now().toISOString(),
    announced: false,
  };
  const before = await table.add(order);
  if (before !== undefined && !sameContent(before, content)) {
    throw new Refusal(422, "the idempotency key belongs to another order");
  }
  const kept = before ?? order;
  if (!kept.announced) {
    await announce(created(kept), customer);
    await table.announced(kept.id);
  }
  return answer(before === undefined ? 201 : 200, shown(kept), { location: `/orders/${kept.id}` });
}

/** An order of another customer is not there: its id must not tell that it is. */
async function read(event: ProxyEvent, { table }: Tools): Promise<ProxyResult> {
  const customer = caller(event);
  const id = event.pathParameters?.orderId ?? "";
  const order = ORDER_ID.test(id) ? await table.get(id) : undefined;
  if (order?.customer !== customer) throw new Refusal(404, "there is no such order");
  return answer(200, shown(order));
}

/** For Route 53: a region whose function can't reach its table takes no requests. No order has this id. */
async function health({ table }: Tools): Promise<ProxyResult> {
  await table.get("health");
  return answer(200, { status: "ok" });
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
function idempotencyKey(event: ProxyEvent): string {
  const key = header(event, "idempotency-key");
  if (key === undefined) throw new Refusal(400, "the header Idempotency-Key is missing");
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Refusal(400, "the header Idempotency-Key has to be 8 to 128 characters without blanks");
  }
  return key;
}
