import * as z from "zod/mini";
import { checked } from "../lambda/checked";
import {
  answer,
  header,
  jsonBody,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
} from "../lambda/proxy";
import { cookie, idOf, isOpen, type Lifetime, laterEnd, newToken, type Session, tokenIn } from "./session";
import type { SessionTable } from "./table";

export interface Tools {
  table: SessionTable;
  lifetime: Lifetime;
  /** Seconds since 1970. */
  now(): number;
}

/** Most bytes of a session's data: a read of it stays one unit of DynamoDB's. */
const MOST_BYTES = 3_072;

const dataSchema = z.record(
  z.string().check(z.regex(/^[A-Za-z][\w.-]{0,63}$/, "1 to 64 letters, digits, _, . and -")),
  z.string("texts").check(z.maxLength(1_024, "at most 1024 characters")),
);

/** The routes of the API, by method and resource. A session belongs to whoever has its cookie. */
export function sessionRoutes(tools: Tools): Record<string, Route> {
  return {
    "POST /session": () => begin(tools),
    "GET /session": (event) => read(event, tools),
    "PUT /session": (event) => change(event, tools),
    "DELETE /session": (event) => end(event, tools),
    "GET /health": () => health(tools),
  };
}

/** Always a new token: one that was there before signing in must not be the one that is signed in. */
async function begin({ table, lifetime, now }: Tools): Promise<ProxyResult> {
  const { token, id } = newToken();
  const createdAt = now();
  const expiresAt = createdAt + Math.min(lifetime.idle, lifetime.most);
  const session: Session = { id, createdAt, expiresAt, version: 1, data: {}, ended: false };
  await table.add(session);
  return shown(201, session, { "set-cookie": cookie(token, lifetime.most) });
}

async function read(event: ProxyEvent, tools: Tools): Promise<ProxyResult> {
  const session = await current(event, tools);
  const expiresAt = laterEnd(session, tools.lifetime, tools.now());
  if (expiresAt === undefined) return shown(200, session);
  // It may have been ended between the two, here or, as far as it is known here, in another region.
  if (!(await tools.table.extend(session.id, expiresAt))) throw over();
  return shown(200, { ...session, expiresAt });
}

/** Only over the version that was read: two tabs of a browser must not undo each other's changes. */
async function change(event: ProxyEvent, tools: Tools): Promise<ProxyResult> {
  const asked = /^"(\d{1,15})"$/.exec(header(event, "if-match") ?? "")?.[1];
  if (asked === undefined) throw new Refusal(400, "the header If-Match has to be the session's ETag");
  const data = checked(dataSchema, jsonBody(event, MOST_BYTES));
  const session = await current(event, tools);
  const version = Number(asked);
  if (session.version !== version || !(await tools.table.change(session.id, version, data))) {
    throw new Refusal(412, "the session has changed meanwhile, read it again");
  }
  return shown(200, { ...session, version: version + 1, data });
}

/** Also of a session that is over already: what the client wants is true then. */
async function end(event: ProxyEvent, { table }: Tools): Promise<ProxyResult> {
  const token = tokenIn(header(event, "cookie"));
  if (token !== undefined) await table.end(idOf(token));
  return answer(204, undefined, { "set-cookie": cookie("", 0) });
}

/** For Route 53: a region whose function can't reach its table takes no requests. No session has this id. */
async function health({ table }: Tools): Promise<ProxyResult> {
  await table.get("health");
  return answer(200, { status: "ok" });
}

async function current(event: ProxyEvent, { table, now }: Tools): Promise<Session> {
  const token = tokenIn(header(event, "cookie"));
  const session = token === undefined ? undefined : await table.get(idOf(token));
  if (session === undefined || !isOpen(session, now())) throw over();
  return session;
}

const over = () => new Refusal(401, "there is no session", { headers: { "set-cookie": cookie("", 0) } });

function shown(status: number, { version, data, expiresAt }: Session, headers: Record<string, string> = {}) {
  const end = new Date(expiresAt * 1_000).toISOString();
  return answer(status, { data, expiresAt: end }, { etag: `"${version}"`, ...headers });
}
