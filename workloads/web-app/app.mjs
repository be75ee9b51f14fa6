import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const SECURITY = {
  "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * What the server answers.
 *
 * @param {object} parts
 * @param {import("./settings.mjs").Settings} parts.settings
 * @param {() => boolean} parts.isEnding whether the load balancer is to send nobody here any more
 * @param {() => Promise<Record<string, boolean>>} parts.reachable
 * @param {(entry: Record<string, unknown>) => void} parts.log
 * @returns {import("node:http").RequestListener}
 */
export function app({ settings, isEnding, reachable, log }) {
  const { service, version, region, basePath } = settings;
  const read = (file) => readFileSync(new URL(`./public/${file}`, import.meta.url), "utf8");
  const shown = { service, version, region, base: basePath };
  const page = read("index.html").replace(/\{\{(\w+)\}\}/g, (_, name) => escaped(shown[name]));
  const routes = {
    "/": () => file("text/html; charset=utf-8", "no-cache", page),
    "/style.css": () => file("text/css; charset=utf-8", "public, max-age=3600", read("style.css")),
    "/api/status": async () => json(200, { service, version, region, reachable: await reachable() }),
  };
  // Targets are asked by the load balancer itself, without the prefix.
  const health = () => (isEnding() ? json(503, { status: "ending" }) : json(200, { status: "ok" }));

  return async (request, response) => {
    const started = performance.now();
    // Not by URL, which throws at some that a client can send.
    const [path = "/"] = (request.url ?? "/").split("?");
    const route = path === "/healthz" ? health : routes[withoutBase(path, basePath)];
    const answer = await answerOf(request, route).catch((error) => {
      log({ level: "ERROR", message: "failed", error: String(error) });
      return json(500, { status: "failed" });
    });
    const headers = { ...SECURITY, ...answer.headers, "content-length": Buffer.byteLength(answer.body) };
    // A connection that is kept would bring the next request to a server that has gone.
    if (isEnding()) headers.connection = "close";
    const known =
      answer.headers.etag !== undefined && request.headers["if-none-match"] === answer.headers.etag;
    response.writeHead(known ? 304 : answer.status, known ? { ...headers, "content-length": 0 } : headers);
    response.end(request.method === "HEAD" || known ? undefined : answer.body);
    if (path !== "/healthz") {
      log({
        level: "INFO",
        message: "answered",
        method: request.method,
        // Without its query, which may hold anything; unknown paths are somebody's text too.
        path: route === undefined ? "unknown" : path,
        status: response.statusCode,
        milliseconds: Math.round(performance.now() - started),
        traceId: /Root=([\w-]+)/.exec(String(request.headers["x-amzn-trace-id"] ?? ""))?.[1],
      });
    }
  };
}

async function answerOf(request, route) {
  if (route === undefined) return json(404, { status: "not found" });
  if (request.method !== "GET" && request.method !== "HEAD") {
    const refused = json(405, { status: "method not allowed" });
    return { ...refused, headers: { ...refused.headers, allow: "GET, HEAD" } };
  }
  return route();
}

function withoutBase(path, base) {
  if (base === "") return path;
  if (path === base) return "/";
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
}

function json(status, body) {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { status, headers, body: JSON.stringify(body) };
}

function file(type, cacheControl, body) {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return { status: 200, headers: { "content-type": type, "cache-control": cacheControl, etag }, body };
}

function escaped(text) {
  return String(text ?? "").replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
