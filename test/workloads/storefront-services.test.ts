import assert from "node:assert/strict";
import { createHash, createHmac, type Hash, type Hmac, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { SQS } from "@aws-sdk/client-sqs";
import type { Client } from "pg";
import { jsonLog } from "../../workloads/lambda/log";
import { applyMigrations } from "../../workloads/storefront/migrate/apply";
import { migrations } from "../../workloads/storefront/migrate/migrations";
import { connectToken } from "../../workloads/storefront/shared/tokens";
import { dockerfileMistakes } from "../support/dockerfile";
import { useEmulator } from "../support/emulator";
import { usePostgres } from "../support/postgres";
import { useRedis } from "../support/redis";
import {
  dockerfile,
  emptyDatabase,
  environmentOf,
  makeOrderQueue,
  messagesIn,
  Services,
  stockUp,
  until,
} from "../support/storefront";

const root = path.resolve(__dirname, "../..");
const customer = { "x-customer": "customer-1" };
const json = { "content-type": "application/json" };
const shoes = { currency: "EUR", items: [{ sku: "SHOE-42", quantity: 2 }] };

describe("the storefront's services", () => {
  const emulator = useEmulator();
  const redis = useRedis();
  const postgres = usePostgres();
  const services = new Services();
  let sqs: SQS;
  let database: Client;
  let queue: { queueUrl: string; deadLetterUrl: string };

  beforeEach(async function () {
    this.timeout(20_000);
    sqs = new SQS(emulator().client);
    database = await emptyDatabase(postgres());
    await stockUp(database, [
      { sku: "SHOE-42", stock: 5 },
      { sku: "HAT", stock: 0 },
    ]);
    queue = await makeOrderQueue(sqs, randomUUID());
  });
  afterEach(async () => {
    await services.killAll();
    await database.end();
  });
  after(() => services.remove());

  const start = (service: string, env: Record<string, string> = {}) =>
    services.start(service, {
      ...emulator().env,
      ...environmentOf(
        redis(),
        postgres(),
        service === "order-processor" ? "storefront_worker" : "storefront_reader",
      ),
      ORDER_QUEUE_URL: queue.queueUrl,
      ...env,
    });
  const address = async (service: string, env?: Record<string, string>) => start(service, env).address();
  const place = (url: string, key: string, content: object, headers: Record<string, string> = customer) =>
    fetch(`${url}/orders`, {
      method: "POST",
      headers: { ...headers, ...json, "idempotency-key": key },
      body: JSON.stringify(content),
    });

  it("SHOP-1 the catalogue shows products, and not how many there are", async () => {
    const url = await address("catalogue");
    const { products } = (await (await fetch(`${url}/products`)).json()) as {
      products: Record<string, unknown>[];
    };
    assert.deepEqual(
      products.map(({ sku, inStock }) => [sku, inStock]),
      [
        ["HAT", false],
        ["SHOE-42", true],
      ],
    );
    assert.ok(products.every((product) => !("stock" in product)));
    const one = await fetch(`${url}/products/SHOE-42`);
    assert.deepEqual([one.status, ((await one.json()) as { priceCents: number }).priceCents], [200, 250]);
    for (const sku of ["NONE", "'; DROP TABLE products", "%2e%2e"]) {
      assert.equal((await fetch(`${url}/products/${encodeURIComponent(sku)}`)).status, 404, sku);
    }
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  }).timeout(30_000);

  it("SHOP-1 the cart keeps what each customer wants", async () => {
    const url = await address("cart");
    const put = (sku: string, quantity: number, headers = customer) =>
      fetch(`${url}/cart/${sku}`, {
        method: "PUT",
        headers: { ...headers, ...json },
        body: JSON.stringify({ quantity }),
      });
    const cart = async (headers = customer) =>
      (await (await fetch(`${url}/cart`, { headers })).json()) as { id?: string; items: unknown[] };
    await fetch(`${url}/cart`, { method: "DELETE", headers: customer });
    await put("SHOE-42", 1);
    await put("HAT", 3);
    await put("SHOE-42", 2);
    const { id, items } = await cart();
    assert.deepEqual(items, [
      { sku: "HAT", quantity: 3 },
      { sku: "SHOE-42", quantity: 2 },
    ]);
    assert.deepEqual(await cart({ "x-customer": "customer-2" }), { items: [] });
    assert.equal((await put("HAT", 1_000)).status, 400);
    assert.equal((await put("no-sku", 1)).status, 404);
    assert.equal((await fetch(`${url}/cart`)).status, 401);
    const remove = (match: string) =>
      fetch(`${url}/cart`, { method: "DELETE", headers: { ...customer, "if-match": `"${match}"` } });
    await remove("another");
    assert.equal((await cart()).items.length, 2);
    await put("HAT", 0);
    await remove(id ?? "");
    assert.deepEqual(await cart(), { items: [] });
  }).timeout(30_000);

  it("SHOP-3 orders are accepted while the workers and the database are away", async () => {
    const url = await address("orders", { DATABASE_PORT: "1" });
    const key = randomUUID();
    const answer = await place(url, key, shoes);
    const body = (await answer.json()) as { id: string; status: string };
    assert.deepEqual([answer.status, body.status], [202, "accepted"]);
    assert.equal(answer.headers.get("location"), `/orders/${body.id}`);
    assert.equal(await messagesIn(sqs, queue.queueUrl), 1);

    const shown = await fetch(`${url}/orders/${body.id}`, { headers: customer });
    assert.deepEqual([shown.status, await shown.json()], [200, body]);
    const again = await place(url, key, shoes);
    assert.deepEqual([again.status, await again.json()], [202, body]);
    assert.equal(await messagesIn(sqs, queue.queueUrl), 1, "asked twice, accepted once");
    const other = await place(url, key, { ...shoes, currency: "USD" });
    assert.equal(other.status, 422);
  }).timeout(30_000);

  it("SHOP-3 an order that was accepted is processed, and its customer sees it", async () => {
    const url = await address("orders");
    const { id } = (await (await place(url, randomUUID(), shoes)).json()) as { id: string };
    start("order-processor");
    const seen = async (headers = customer) => fetch(`${url}/orders/${id}`, { headers });
    await until(async () => ((await (await seen()).json()) as { status: string }).status === "confirmed");
    const { totalCents, items } = (await (await seen()).json()) as Record<string, unknown>;
    assert.deepEqual([totalCents, items], [500, shoes.items]);
    assert.equal((await seen({ "x-customer": "customer-2" })).status, 404);
    const { orders } = (await (await fetch(`${url}/orders`, { headers: customer })).json()) as {
      orders: object[];
    };
    assert.equal(orders.length, 1);
  }).timeout(30_000);

  it("orders refuse what is no order, without repeating it", async () => {
    const url = await address("orders");
    const card = { ...shoes, card: "4111111111111111" };
    const refused = await place(url, randomUUID(), card);
    const text = await refused.text();
    assert.equal(refused.status, 400);
    assert.ok(!text.includes("4111"));
    assert.equal((await place(url, "short", shoes)).status, 400);
    assert.equal((await place(url, randomUUID(), shoes, {})).status, 401);
    assert.equal((await place(url, randomUUID(), { pad: "x".repeat(70_000) })).status, 413);
    assert.equal((await fetch(`${url}/nothing`)).status, 404);
    assert.equal(await messagesIn(sqs, queue.queueUrl), 0);
  }).timeout(30_000);

  it("SHOP-2 the user interface leads from the products to an order, by calls to the services", async () => {
    const [catalogue, cart, orders] = await Promise.all(
      ["catalogue", "cart", "orders"].map((one) => address(one)),
    );
    // As the internal load balancer does: by path.
    const balancer = http.createServer((request, response) => {
      const to = { "/products": catalogue, "/cart": cart, "/orders": orders }[
        /^\/\w+/.exec(request.url ?? "")?.[0] ?? ""
      ];
      const options = { method: request.method, headers: request.headers };
      request.pipe(
        http.request(`${to}${request.url}`, options, (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        }),
      );
    });
    await new Promise<void>((resolve) => balancer.listen(0, "127.0.0.1", resolve));
    try {
      await database.query("UPDATE products SET name = '<script>alert(1)</script>' WHERE sku = 'HAT'");
      const ui = await address("ui", {
        BACKEND_URL: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`,
      });
      const first = await fetch(ui);
      const page = await first.text();
      assert.equal(first.status, 200);
      assert.match(page, /The SHOE-42/);
      assert.ok(!page.includes("<script>"));
      assert.match(first.headers.get("content-security-policy") ?? "", /default-src 'none'/);
      const [cookie = ""] = (first.headers.get("set-cookie") ?? "").split(";");
      assert.match(
        first.headers.get("set-cookie") ?? "",
        /^__Host-visitor=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax/,
      );

      const send = (where: string, fields: Record<string, string>) =>
        fetch(`${ui}${where}`, {
          method: "POST",
          headers: { cookie },
          body: new URLSearchParams(fields),
          redirect: "manual",
        });
      assert.equal((await send("/cart", { sku: "SHOE-42", quantity: "2" })).headers.get("location"), "/cart");
      const [, id = ""] =
        /name="cart" value="([\w-]+)"/.exec(
          await (await fetch(`${ui}/cart`, { headers: { cookie } })).text(),
        ) ?? [];
      const placed = await send("/orders", { cart: id });
      assert.match(placed.headers.get("location") ?? "", /^\/orders\/[0-9a-z]{26}$/);
      const order = await fetch(`${ui}${placed.headers.get("location")}`, { headers: { cookie } });
      assert.match(await order.text(), /We have your order/);
      assert.match(await (await fetch(`${ui}/cart`, { headers: { cookie } })).text(), /It is empty/);
      assert.equal(
        (await send("/orders", { cart: id })).headers.get("location"),
        "/cart",
        "sent twice, ordered once",
      );
      assert.equal(await messagesIn(sqs, queue.queueUrl), 1);
      assert.equal(
        (await fetch(`${ui}${placed.headers.get("location")}`)).status,
        404,
        "another visitor sees nothing",
      );
      assert.equal((await send("/cart", { sku: "SHOE-42", quantity: "many" })).status, 400);
    } finally {
      balancer.close();
      balancer.closeAllConnections();
    }
  }).timeout(60_000);

  it("the user interface shows a page when a service is away, and ends well", async () => {
    const ui = start("ui", { BACKEND_URL: "http://127.0.0.1:1", DRAIN_SECONDS: "1" });
    const url = await ui.address();
    const answer = await fetch(url);
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /being worked on/);
    ui.process.kill("SIGTERM");
    await until(() => ui.said.includes('"ending"'));
    assert.equal((await fetch(`${url}/healthz`)).status, 503);
    assert.equal(await ui.ended, 0);
  }).timeout(30_000);

  it("do not start without their environment, and say what is missing", async () => {
    for (const [service, name] of [
      ["orders", "ORDER_QUEUE_URL"],
      ["cart", "REDIS_HOST"],
      ["catalogue", "DATABASE_HOST"],
      ["ui", "BACKEND_URL"],
      ["order-processor", "ORDER_QUEUE_URL"],
    ] as const) {
      const running = start(service, { [name]: "" });
      assert.equal(await running.ended, 1, service);
      assert.match(running.said, new RegExp(`the environment has no ${name}`));
    }
  }).timeout(60_000);

  it("bring the database up to date once, however many try, and never an older version", async () => {
    await database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    const secret = { DATABASE_SECRET: JSON.stringify({ username: postgres().user, password: "none" }) };
    const tasks = [start("migrate", secret), start("migrate", secret)];
    assert.deepEqual(await Promise.all(tasks.map(({ ended }) => ended)), [0, 0]);
    const { rows } = await database.query("SELECT name FROM migrations ORDER BY name");
    assert.deepEqual(
      rows.map(({ name }) => name),
      migrations.map(({ name }) => name),
    );
    const silent = jsonLog("test", () => {});
    await assert.rejects(
      applyMigrations(database, migrations.slice(0, 1), silent),
      /does not know: 0002-users/,
    );
    const broken = [...migrations, { name: "0003-broken", sql: "CREATE TABLE half (); nonsense" }];
    await assert.rejects(applyMigrations(database, broken, silent), /syntax error/);
    assert.equal((await database.query("SELECT to_regclass('half') AS half")).rows[0].half, null);
  }).timeout(30_000);

  it("have users who may do their own work and no other", async () => {
    const may = async (user: string, right: string, table: string) =>
      (await database.query("SELECT has_table_privilege($1, $2, $3) AS may", [user, table, right])).rows[0]
        .may;
    assert.equal(await may("storefront_reader", "SELECT", "orders"), true);
    for (const right of ["INSERT", "UPDATE", "DELETE"])
      assert.equal(await may("storefront_reader", right, "orders"), false);
    assert.equal(await may("storefront_reader", "SELECT", "customers"), false);
    for (const table of ["orders", "products"])
      assert.equal(await may("storefront_worker", "DELETE", table), false);
    assert.equal(await may("storefront_worker", "INSERT", "products"), false);
  });
});

describe("the storefront's images", () => {
  it("are pinned, check their health and do not run as root", () => {
    assert.deepEqual(dockerfileMistakes(dockerfile), []);
  });

  it("are built with the versions that the tests run with", () => {
    const read = (file: string) =>
      JSON.parse(fs.readFileSync(path.join(root, file), "utf8")) as Record<string, Record<string, string>>;
    const own = read("workloads/storefront/package.json");
    const all = { ...read("package.json").dependencies, ...read("package.json").devDependencies };
    for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies })) {
      assert.equal(version, all[name], name);
    }
    const locked = read("workloads/storefront/package-lock.json").packages?.[""] as unknown as typeof own;
    assert.deepEqual([locked.dependencies, locked.devDependencies], [own.dependencies, own.devDependencies]);
  });
});

/** Node's hash as the signer wants it. */
class Sha256 {
  private readonly hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Uint8Array);
  }
  update(data: Uint8Array | string): void {
    this.hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
  reset(): void {}
}

describe("the tokens by which services log in", () => {
  const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
  const at = new Date("2026-03-01T10:00:00.123Z");
  const request = { service: "rds-db" as const, region: "us-east-2", host: "db.example:5432" };

  it("are what AWS's own signer makes of the same request", async () => {
    const { SignatureV4 } = await import("@smithy/signature-v4");
    const signer = new SignatureV4({
      service: "rds-db",
      region: "us-east-2",
      credentials: { ...keys, sessionToken: "to/ken+" },
      sha256: Sha256,
    });
    const query = { Action: "connect", DBUser: "storefront_worker" };
    const signed = await signer.presign(
      {
        method: "GET",
        protocol: "https:",
        hostname: "db.example",
        port: 5432,
        path: "/",
        query,
        headers: { host: "db.example:5432" },
      },
      { expiresIn: 900, signingDate: at },
    );
    const token = new URL(
      `https://${connectToken({ ...request, query }, { ...keys, sessionToken: "to/ken+" }, at)}`,
    );
    assert.deepEqual(Object.fromEntries(token.searchParams), signed.query);
    assert.equal(token.host, "db.example:5432");
  });

  it("are others for another user, service or time", () => {
    const token = (change: object, when = at) =>
      connectToken({ ...request, query: { Action: "connect", DBUser: "a" }, ...change }, keys, when);
    const all = [
      token({}),
      token({ service: "elasticache" }),
      token({ query: { DBUser: "b" } }),
      token({}, new Date(0)),
    ];
    assert.equal(new Set(all.map((one) => /Signature=(\w+)/.exec(one)?.[1])).size, 4);
  });
});
