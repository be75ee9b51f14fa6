import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { numberSetting } from "../../lambda/environment";
import { failure, type Log } from "../../lambda/log";
import {
  answer,
  api,
  header,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
} from "../../lambda/proxy";

/** Bytes that a request's body may have. */
const MOST = 65_536;

/** A service of the storefront: its routes, as those of a function behind API Gateway, and what ends with it. */
export interface Service {
  name: string;
  /** By method and path, such as `GET /orders/{orderId}`. */
  routes: Record<string, Route>;
  log: Log;
  /**
   * Whether the container is to stay.
   * @default always
   */
  isHealthy?(): boolean;
  /** At the signal to end. */
  ending?(): void;
  /** Ends connections when the last request is answered. */
  close?(): Promise<void>;
}

/**
 * Serves requests at PORT (8080) until SIGTERM or SIGINT. Then `/healthz` fails for DRAIN_SECONDS (10), in which the load
 * balancer notices, requests that are under way are finished, and the process ends with 0.
 *
 * @returns the port
 */
export async function serve({ name, routes, log, isHealthy, ending, close }: Service): Promise<number> {
  const drain = numberSetting("DRAIN_SECONDS", { least: 0, most: 110, otherwise: 10 });
  const handle = api(routes, log);
  const find = finder(Object.keys(routes));
  let isEnding = false;
  const health = () => {
    const status = isEnding ? "ending" : isHealthy?.() === false ? "silent" : "ok";
    return answer(status === "ok" ? 200 : 503, { status, service: name });
  };
  const server = createServer(async (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    const result = path === "/healthz" ? health() : await answered(request, path, { find, handle });
    // A connection that is kept would bring the next request to a service that has gone.
    if (isEnding) response.setHeader("connection", "close");
    response.writeHead(result.statusCode, {
      ...result.headers,
      "content-length": Buffer.byteLength(result.body),
    });
    response.end(result.body);
    // What is left of a body that was too long is read by nobody.
    if (!request.complete) request.destroy();
  });
  // Longer than the load balancer keeps an idle connection (60 seconds), or it meets one that has just been closed: 502.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.requestTimeout = 30_000;

  const end = (signal: string) => {
    if (isEnding) return;
    isEnding = true;
    log("INFO", "ending", { signal });
    ending?.();
    setTimeout(() => {
      server.close(() => {
        (close?.() ?? Promise.resolve())
          .catch((error: unknown) => log("WARN", "a connection did not end well", failure(error)))
          .finally(() => process.exit(0));
      });
      server.closeIdleConnections();
      // ECS kills without asking at the end of the stop timeout; before that the last ones are cut off.
      setTimeout(() => server.closeAllConnections(), 5_000).unref();
    }, drain * 1_000);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, end);

  const port = numberSetting("PORT", { least: 0, most: 65_535, otherwise: 8_080 });
  await new Promise<void>((resolve) => server.listen(port, resolve));
  const listening = (server.address() as AddressInfo).port;
  log("INFO", "listening", { port: listening });
  return listening;
}

/** Starts a service and, where it can't start, says why and ends with 1. */
export function run(log: Log, start: () => Promise<unknown>): void {
  start().catch((error: unknown) => {
    log("ERROR", "it can't start", failure(error));
    process.exit(1);
  });
}

interface Found {
  resource: string;
  pathParameters: Record<string, string>;
}

async function answered(
  request: IncomingMessage,
  path: string,
  tools: {
    find(method: string, path: string): Found | undefined;
    handle(event: ProxyEvent): Promise<ProxyResult>;
  },
): Promise<ProxyResult> {
  const found = tools.find(request.method ?? "", path);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const trace = /Root=([\w-]+)/.exec(headers["x-amzn-trace-id"] ?? "")?.[1];
  const event: ProxyEvent = {
    httpMethod: request.method ?? "",
    resource: found?.resource ?? "",
    path,
    headers,
    pathParameters: found?.pathParameters ?? {},
    body: await bodyOf(request),
    isBase64Encoded: false,
    requestContext: { requestId: trace ?? randomUUID() },
  };
  return tools.handle(event);
}

/** The body's text, and one byte more than is allowed of one that is too long: the route then refuses it. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      parts.push(part as Buffer);
      length += (part as Buffer).length;
      if (length > MOST) break;
    }
  } catch {
    // The client has gone; nobody reads the answer.
  }
  return length === 0
    ? null
    : Buffer.concat(parts)
        .subarray(0, MOST + 1)
        .toString("utf8");
}

function finder(routes: string[]): (method: string, path: string) => Found | undefined {
  const patterns = routes.map((route) => {
    const [method = "", resource = ""] = route.split(" ");
    const pattern = resource.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    return { method, resource, pattern: new RegExp(`^${pattern}$`) };
  });
  return (method, path) => {
    for (const one of patterns) {
      const match = one.method === method ? one.pattern.exec(path) : null;
      if (match !== null) return { resource: one.resource, pathParameters: decoded(match.groups ?? {}) };
    }
    return undefined;
  };
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}

/**
 * Who asks, as the user interface says: the services are behind an internal load balancer, and the proxy in front of
 * the user interface takes the header away from what clients send.
 *
 * @throws Refusal without one
 */
export function customerOf(event: Pick<ProxyEvent, "headers">): string {
  const customer = header(event, "x-customer") ?? "";
  if (!/^[\w-]{8,64}$/.test(customer)) {
    throw new Refusal(401, "the header X-Customer has to be 8 to 64 of A-Z, a-z, 0-9, _ and -");
  }
  return customer;
}

/** A product's number, as orders have it. @throws Refusal for anything else */
export function skuOf(event: Pick<ProxyEvent, "pathParameters">): string {
  const sku = event.pathParameters?.sku ?? "";
  if (!/^[A-Z][A-Z0-9-]{1,39}$/.test(sku)) throw new Refusal(404, "there is no such product");
  return sku;
}
