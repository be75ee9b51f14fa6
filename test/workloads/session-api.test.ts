import assert from "node:assert/strict";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { jsonLog } from "../../workloads/lambda/log";
import { api, type ProxyEvent, type ProxyResult } from "../../workloads/lambda/proxy";
import { idOf } from "../../workloads/session-api/session";
import { sessionRoutes } from "../../workloads/session-api/sessions";
import { sessionTable } from "../../workloads/session-api/table";
import { makeTable } from "../support/dynamodb-table";
import { useEmulator } from "../support/emulator";
import { bodyOf, proxyEvent } from "../support/proxy-event";

const START = Date.parse("2026-03-01T10:00:00Z") / 1_000;
const lifetime = { idle: 1_800, most: 7_200 };

describe("session-api", () => {
  const emulator = useEmulator();
  let dynamodb: DynamoDB;
  let table: string;
  let time: number;
  let lines: string[];

  beforeEach(async () => {
    time = START;
    lines = [];
    dynamodb = new DynamoDB(emulator().client);
    table = await makeTable(dynamodb);
  });

  async function call(method: string, given: { cookie?: string; etag?: string; body?: unknown } = {}) {
    const { cookie, etag, body } = given;
    const headers: ProxyEvent["headers"] = {};
    if (cookie !== undefined) headers.Cookie = cookie;
    if (etag !== undefined) headers["If-Match"] = etag;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const routes = sessionRoutes({ table: sessionTable(dynamodb, table), lifetime, now: () => time });
    const handler = api(
      routes,
      jsonLog("session-api", (line) => lines.push(line)),
    );
    return handler(proxyEvent(method, "/session", { body, headers }));
  }
  const cookieOf = ({ headers }: ProxyResult) => headers["set-cookie"]?.split(";")[0] ?? "";
  const items = async () => (await dynamodb.scan({ TableName: table })).Items ?? [];

  it("NET-6 begins a session whose token is in the cookie alone: table and log have its hash or nothing", async () => {
    const begun = await call("POST");
    assert.equal(begun.statusCode, 201);
    assert.match(
      begun.headers["set-cookie"] ?? "",
      /^__Host-session=[\w-]{43}; Max-Age=7200; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const token = cookieOf(begun).split("=")[1] ?? "";
    const [item] = await items();
    assert.deepEqual(item?.id, { S: idOf(token) });
    assert.deepEqual(item?.expiresAt, { N: String(START + 1_800) }, "seconds, for the table's time to live");
    assert.ok(!(JSON.stringify(item) + begun.body + lines.join()).includes(token));
  });

  it("gives every visitor a session of their own", async () => {
    const cookies = new Set<string>();
    for (let count = 0; count < 20; count++) cookies.add(cookieOf(await call("POST")));
    assert.equal(cookies.size, 20);
  });

  it("keeps data between requests, each change over the version that was read", async () => {
    const cookie = cookieOf(await call("POST"));
    const changed = await call("PUT", { cookie, etag: '"1"', body: { cart: "SHOE-42" } });
    assert.deepEqual([changed.statusCode, changed.headers.etag], [200, '"2"']);
    const read = await call("GET", { cookie: `theme=dark; ${cookie}; other=1` });
    assert.deepEqual([read.statusCode, read.headers.etag], [200, '"2"']);
    assert.deepEqual(bodyOf(read), { data: { cart: "SHOE-42" }, expiresAt: "2026-03-01T10:30:00.000Z" });
    const late = await call("PUT", { cookie, etag: '"1"', body: { cart: "LACE-1" } });
    assert.equal(late.statusCode, 412);
    assert.deepEqual(bodyOf(await call("GET", { cookie })).data, { cart: "SHOE-42" });
  });

  it("lets one of two changes at the same time through", async () => {
    const cookie = cookieOf(await call("POST"));
    const both = await Promise.all(
      ["a", "b"].map((cart) => call("PUT", { cookie, etag: '"1"', body: { cart } })),
    );
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 412]);
  });

  it("is over at its end, before DynamoDB has taken it away", async () => {
    const cookie = cookieOf(await call("POST"));
    time += 1_800;
    const read = await call("GET", { cookie });
    assert.equal(read.statusCode, 401);
    assert.match(read.headers["set-cookie"] ?? "", /^__Host-session=; Max-Age=0;/);
    assert.equal((await items()).length, 1);
    assert.equal((await call("PUT", { cookie, etag: '"1"', body: {} })).statusCode, 401);
  });

  it("goes on while it is used, to its last end and not beyond, with a write for every tenth of its time", async () => {
    const cookie = cookieOf(await call("POST"));
    const ends: unknown[] = [];
    for (let minutes = 0; minutes < 120; minutes++) {
      const read = await call("GET", { cookie });
      assert.equal(read.statusCode, 200, `after ${minutes} minutes`);
      ends.push(bodyOf(read).expiresAt);
      time += 60;
    }
    assert.equal(ends.at(-1), "2026-03-01T12:00:00.000Z");
    assert.equal((await call("GET", { cookie })).statusCode, 401);
    assert.ok(new Set(ends).size <= 32, "not every request is a write");
  });

  it("stays ended: neither a request nor a change that comes late brings it back", async () => {
    const cookie = cookieOf(await call("POST"));
    await call("PUT", { cookie, etag: '"1"', body: { cart: "SHOE-42" } });
    const ended = await call("DELETE", { cookie });
    assert.deepEqual([ended.statusCode, ended.body], [204, ""]);
    assert.equal((await call("GET", { cookie })).statusCode, 401);
    const [item] = await items();
    assert.deepEqual([item?.ended, item?.data], [{ BOOL: true }, { S: "{}" }], "a mark, without the data");
    const sessions = sessionTable(dynamodb, table);
    const id = item?.id?.S ?? "";
    assert.equal(await sessions.extend(id, time + 9_000), false);
    assert.equal(await sessions.change(id, 2, { cart: "LACE-1" }), false);
    assert.equal((await call("DELETE", { cookie })).statusCode, 204);
    assert.deepEqual(await items(), [item]);
  });

  it("is not made by who asks for one that is not there", async () => {
    const sessions = sessionTable(dynamodb, table);
    assert.equal(await sessions.extend("a", time), false);
    await sessions.end("a");
    const cookie = `__Host-session=${"a".repeat(43)}`;
    for (const method of ["GET", "DELETE"]) await call(method, { cookie });
    assert.deepEqual(await items(), []);
  });

  it("is over for a reader when the item does not say that it is open", async () => {
    const cookie = cookieOf(await call("POST"));
    const id = idOf(cookie.split("=")[1] ?? "");
    await dynamodb.updateItem({ TableName: table, Key: { id: { S: id } }, UpdateExpression: "REMOVE ended" });
    assert.equal((await call("GET", { cookie })).statusCode, 401);
  });

  const cookieless: [title: string, cookie: (real: string) => string | undefined][] = [
    ["no cookie", () => undefined],
    ["another cookie", (real) => real.replace("__Host-", "")],
    ["two sessions", (real) => `${real}; __Host-session=${"a".repeat(43)}`],
    ["a longer token", (real) => `${real}a`],
    ["the hash from the table", (real) => `__Host-session=${idOf(real.split("=")[1] ?? "").slice(0, 43)}`],
  ];
  for (const [title, change] of cookieless) {
    it(`refuses ${title}`, async () => {
      const cookie = change(cookieOf(await call("POST")));
      assert.equal((await call("GET", { cookie })).statusCode, 401);
    });
  }

  const wrong: [
    title: string,
    given: { etag?: string; body: unknown },
    status: number,
    mistakes?: string[],
  ][] = [
    ["no ETag", { body: {} }, 400],
    ["any ETag", { etag: "*", body: {} }, 400],
    ["a number", { etag: '"1"', body: { count: 1 } }, 400, ["count: texts"]],
    ["a list", { etag: '"1"', body: [] }, 400, undefined],
    ["a long value", { etag: '"1"', body: { a: "x".repeat(1_025) } }, 400, ["a: at most 1024 characters"]],
    ["too much", { etag: '"1"', body: { a: "x".repeat(3_072) } }, 413],
  ];
  for (const [title, given, status, mistakes] of wrong) {
    it(`keeps no data with ${title}`, async () => {
      const cookie = cookieOf(await call("POST"));
      const result = await call("PUT", { cookie, ...given });
      assert.equal(result.statusCode, status);
      if (mistakes !== undefined) assert.deepEqual(bodyOf(result).mistakes, mistakes);
      assert.deepEqual((await items())[0]?.data, { S: "{}" });
    });
  }
});
