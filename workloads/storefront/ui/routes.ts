import { createHash, randomBytes } from "node:crypto";
import { failure, type Log } from "../../lambda/log";
import {
  answer,
  header,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
  rawBody,
} from "../../lambda/proxy";
import type { Backend } from "./backend";
import { cartPage, messagePage, orderPage, productsPage, STYLE } from "./pages";

const CONTENT = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The pages. What a service can't answer becomes a page too, and the others go on. */
export function pageRoutes(backend: Backend, currency: string, log: Log): Record<string, Route> {
  const route = (
    name: string,
    work: (event: ProxyEvent, customer: string) => Promise<ProxyResult>,
  ): [string, Route] => [
    name,
    async (event) => {
      const visitor = visitorOf(event);
      try {
        return withVisitor(await work(event, visitor.customer), visitor);
      } catch (error) {
        return withVisitor(wrong(error, log), visitor);
      }
    },
  ];
  return Object.fromEntries([
    route("GET /", async () => shown(productsPage(await backend.products()))),
    route("GET /cart", async (_, customer) => shown(cartPage(await backend.cart(customer)))),
    route("POST /cart", async (event, customer) => {
      const { sku = "", quantity = "" } = form(event);
      await backend.put(customer, { sku, quantity: Number(quantity) });
      return moved("/cart");
    }),
    route("POST /orders", async (event, customer) => {
      const { id, items } = await backend.cart(customer);
      // Sent twice, or from a page that is older than the cart: what the customer sees first is right again.
      if (id === undefined || id !== form(event).cart) return moved("/cart");
      const { id: order } = await backend.order(customer, id, { currency, items });
      // The order is safe; a cart that stays full would become the same order.
      await backend
        .clear(customer, id)
        .catch((error: unknown) => log("WARN", "the cart stays", failure(error)));
      return moved(`/orders/${order}`);
    }),
    route("GET /orders/{orderId}", async (event, customer) =>
      shown(orderPage(await backend.shown(customer, event.pathParameters?.orderId ?? ""))),
    ),
  ]);
}

interface Visitor {
  secret: string;
  isNew: boolean;
  customer: string;
}

/**
 * Who visits: the owner of a random number in a cookie. The services know its hash alone, so that neither their logs nor
 * their keys let anyone in.
 */
function visitorOf(event: ProxyEvent): Visitor {
  const known = /(?:^|;\s*)__Host-visitor=([\w-]{43})(?:;|$)/.exec(header(event, "cookie") ?? "")?.[1];
  const secret = known ?? randomBytes(32).toString("base64url");
  const customer = createHash("sha256").update(secret).digest("hex").slice(0, 40);
  return { secret, isNew: known === undefined, customer };
}

function withVisitor(result: ProxyResult, { secret, isNew }: Visitor): ProxyResult {
  if (!isNew) return result;
  // Lax: forms of other sites come without it.
  const cookie = `__Host-visitor=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000`;
  return { ...result, headers: { ...result.headers, "set-cookie": cookie } };
}

function shown(body: string, statusCode = 200): ProxyResult {
  const { headers } = answer(statusCode);
  const own = { "content-type": "text/html; charset=utf-8", "content-security-policy": CONTENT };
  return { statusCode, headers: { ...headers, ...own, "referrer-policy": "same-origin" }, body };
}

const moved = (location: string) => answer(303, undefined, { location });

function wrong(error: unknown, log: Log): ProxyResult {
  if (error instanceof Refusal && error.status === 404)
    return shown(messagePage("Not found", "There is no such thing."), 404);
  if (error instanceof Refusal)
    return shown(messagePage("That did not work", "Please look at what you sent."), 400);
  log("ERROR", "a service did not answer", failure(error));
  return shown(
    messagePage("One moment", "This part of the shop is being worked on. Please try again soon."),
    503,
  );
}

function form(event: ProxyEvent): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(rawBody(event, 10_000).toString("utf8")));
}
