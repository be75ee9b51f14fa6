import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import type * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ProxySettings, proxyDefaults, proxyFiles, proxyUserData } from "../../workloads/nginx/render";
import {
  checkConfiguration,
  makeCertificate,
  type StagedProxy,
  stageProxy,
  startProxy,
  useNginx,
} from "../support/nginx";
import type { RunningServer } from "../support/server-program";

const settings: ProxySettings = {
  ...proxyDefaults,
  region: "us-east-2",
  domain: "shop.example.com",
  upstreamHost: "services.shop.internal",
  mediaBucket: "shop-media-us-east-2",
  certificateSecret: "arn:aws:secretsmanager:us-east-2:111122223333:secret:shop-certificate-AbCdEf",
  logGroup: "/shop/proxy",
};

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

describe("the reverse proxy's files", () => {
  it("SHOP-6 are one start script, the same for the same settings, with every value in its place", () => {
    const script = proxyUserData(settings);
    assert.equal(script, proxyUserData(settings));
    assert.ok(script.length < 16_384, `${script.length} bytes`);
    assert.ok(!/\$\{[A-Z_]+\}/.test(script.replace(/<< 'FILES'[\s\S]*?\nFILES\n/, "")));
    assert.match(
      script,
      /mount-s3 --read-only --allow-other --region us-east-2 .* shop-media-us-east-2 \/mnt\/media/,
    );
    assert.equal(spawnSync("bash", ["-n"], { input: script }).status, 0);
  });

  it("are unpacked by the script as they were packed", () => {
    const [, files = ""] = /<< 'FILES'.*\n([\s\S]*?)\nFILES\n/.exec(proxyUserData(settings)) ?? [];
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-files-"));
    try {
      execFileSync("tar", ["--extract", "--gzip", "--directory", directory], {
        input: Buffer.from(files, "base64"),
      });
      const found = Object.fromEntries(
        fs.readdirSync(directory).map((name) => [name, fs.readFileSync(path.join(directory, name), "utf8")]),
      );
      assert.deepEqual(found, proxyFiles(settings));
    } finally {
      fs.rmSync(directory, { recursive: true, force: true });
    }
  });

  it("refuse settings that would say more than their value, all at once", () => {
    const wrong = {
      domain: "a.com; evil",
      mediaBucket: "$(id)",
      requestsPerSecond: 0,
      trustedProxies: ["10.0.0.1"],
    };
    assert.throws(
      () => proxyUserData({ ...settings, ...wrong }),
      (error: Error) => {
        for (const name of Object.keys(wrong)) assert.ok(error.message.includes(`${name}: `), name);
        return true;
      },
    );
  });
});

describe("the reverse proxy's certificate", () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-certificate-"));
  const tls = path.join(directory, "tls");
  const script = path.resolve(__dirname, "../../workloads/nginx/follow-certificate.sh");
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  /** Runs the script with an AWS that answers with a file; the calls of NGINX. */
  function follow(arn: string, answer: string): { status: number | null; reloads: string } {
    fs.writeFileSync(path.join(directory, "answer"), answer);
    const stub = (name: string, command: string) => {
      fs.writeFileSync(path.join(directory, name), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
      return path.join(directory, name);
    };
    const calls = path.join(directory, "calls");
    fs.rmSync(calls, { force: true });
    const own = {
      AWS: stub("aws", `cat ${directory}/answer`),
      NGINX: stub("nginx", `echo "$@" >> ${calls}`),
    };
    const { status } = spawnSync("bash", [script, arn, "us-east-2", tls], {
      env: { ...process.env, ...own },
    });
    return { status, reloads: fs.existsSync(calls) ? fs.readFileSync(calls, "utf8") : "" };
  }
  const secretOf = (name: string, keyOf = name) => {
    const { certificate } = makeCertificate(path.join(directory, name), ["shop.example.com"]);
    if (keyOf !== name) makeCertificate(path.join(directory, keyOf), ["shop.example.com"]);
    const key = path.join(directory, keyOf, "key.pem");
    return JSON.stringify({
      certificate: fs.readFileSync(certificate, "utf8"),
      privateKey: fs.readFileSync(key, "utf8"),
    });
  };

  it("comes from its secret, and NGINX reads it again when it is another", () => {
    const first = secretOf("first");
    assert.deepEqual(follow(settings.certificateSecret, first), { status: 0, reloads: "" });
    assert.equal(fs.statSync(path.join(tls, "key.pem")).mode & 0o777, 0o600);
    assert.deepEqual(follow(settings.certificateSecret, first), { status: 0, reloads: "" });
    assert.deepEqual(follow(settings.certificateSecret, secretOf("second")), {
      status: 0,
      reloads: "-s reload\n",
    });
    assert.deepEqual(fs.readdirSync(tls).sort(), ["certificate.pem", "key.pem"]);
  });

  it("stays as it is when what comes is no certificate, or not that of the key", () => {
    const before = fs.readFileSync(path.join(tls, "certificate.pem"), "utf8");
    for (const answer of ["", "{}", '{"certificate":"x","privateKey":"y"}', secretOf("third", "fourth")]) {
      const { status, reloads } = follow(settings.certificateSecret, answer);
      assert.notEqual(status, 0);
      assert.equal(reloads, "");
    }
    assert.equal(fs.readFileSync(path.join(tls, "certificate.pem"), "utf8"), before);
  });
});

describe("the reverse proxy", () => {
  const nginx = useNginx();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-proxy-"));
  const mediaFolder = path.join(directory, "media-bucket");
  let shop: https.Server;
  let asked: http.IncomingMessage[] = [];
  let connections = 0;
  let proxy: StagedProxy;
  let server: RunningServer | undefined;

  before(async function () {
    this.timeout(30_000);
    const { certificate, key } = makeCertificate(path.join(directory, "shop"), [settings.upstreamHost]);
    shop = https.createServer(
      { cert: fs.readFileSync(certificate), key: fs.readFileSync(key) },
      (request, response) => {
        asked.push(request);
        response.setHeader("x-powered-by", "Express");
        response.setHeader("x-amzn-trace-id", "Root=1-2-3");
        response.setHeader("via", "1.1 inside");
        response.setHeader("server", "secret/1.0");
        response.statusCode = request.url === "/broken" ? 500 : 200;
        response.end(`the shop at ${request.url}`);
      },
    );
    shop.on("secureConnection", () => connections++);
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
    fs.mkdirSync(mediaFolder);
    fs.writeFileSync(path.join(mediaFolder, "shoe.png"), "a shoe");
    fs.writeFileSync(path.join(mediaFolder, "film.mp4"), Buffer.alloc(3_000_000, 7));
    const { port } = shop.address() as AddressInfo;
    const own = { ...settings, mediaFolder, requestsPerSecond: 50, trustedProxies: ["127.0.0.1/32"] };
    proxy = await stageProxy(directory, own, {
      upstreamCertificate: certificate,
      servers: [`127.0.0.1:${port}`],
    });
    server = await startProxy(nginx(), proxy);
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => {
    server?.stop();
    shop?.close();
    shop?.closeAllConnections();
    setTimeout(() => fs.rmSync(directory, { recursive: true, force: true }), 500);
  });

  /** A request as a client in the given place makes it, for a name. */
  function ask(
    url: string,
    {
      from = "192.0.2.1",
      host = settings.domain,
      ...options
    }: https.RequestOptions & { from?: string; host?: string } = {},
  ): Promise<Answer> {
    const headers = { host, "x-forwarded-for": from, ...options.headers };
    return new Promise((resolve, reject) => {
      const address = {
        host: "127.0.0.1",
        port: proxy.httpsPort,
        path: url,
        servername: host,
        rejectUnauthorized: false,
      };
      const request = https.request({ ...options, ...address, headers, agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += String(chunk);
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      request.on("error", reject);
      request.end();
    });
  }

  it("SHOP-6 is a configuration that NGINX takes without a word", () => {
    const { status, said } = checkConfiguration(nginx(), proxy);
    // The newer way to turn HTTP/2 on is unknown to the NGINX of some systems.
    const others = said
      .split("\n")
      .filter((line) => !/"listen \.\.\. http2" directive is deprecated/.test(line));
    assert.deepEqual([status, others.join("\n").trim()], [0, ""]);
    const file = path.join(directory, "storefront/limits.conf");
    const good = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, `${good}\nlimit_requests on;`);
    assert.equal(checkConfiguration(nginx(), proxy).status, 1);
    fs.writeFileSync(file, good);
  });

  it("hands requests on to the load balancer, whose certificate it checks, over connections that it keeps", async () => {
    for (let count = 0; count < 5; count++) {
      const { status, body } = await ask("/products?page=1");
      assert.deepEqual([status, body], [200, "the shop at /products?page=1"]);
    }
    assert.ok(connections <= 2, `${connections} connections`);
    const { headers } = asked[0] as http.IncomingMessage;
    assert.deepEqual([headers.host, headers["x-forwarded-proto"]], [settings.domain, "https"]);
  });

  it("says who asks by the address that it sees, and lets nobody say who they are", async () => {
    await ask("/cart", { from: "203.0.113.9, 198.51.100.7", headers: { "x-customer": "somebody-else" } });
    const { headers } = asked[0] as http.IncomingMessage;
    assert.equal(headers["x-forwarded-for"], "198.51.100.7");
    assert.equal(headers["x-customer"], undefined);
    assert.match(String(headers["x-request-id"]), /^[0-9a-f]{32}$/);
  });

  it("hides what the inside says of itself, also when it fails", async () => {
    for (const url of ["/", "/broken"]) {
      const { headers } = await ask(url);
      for (const name of ["x-powered-by", "x-amzn-trace-id", "via"])
        assert.equal(headers[name], undefined, name);
      assert.equal(headers.server, "nginx");
      assert.match(String(headers["strict-transport-security"]), /max-age=63072000/);
      assert.equal(headers["x-content-type-options"], "nosniff");
    }
  });

  it("SHOP-7 shows images of the bucket's folder and keeps them", async () => {
    const first = await ask("/media/shoe.png");
    assert.deepEqual([first.status, first.body, first.headers["x-cache"]], [200, "a shoe", "MISS"]);
    assert.equal(first.headers["content-type"], "image/png");
    assert.match(String(first.headers["cache-control"]), /public/);
    fs.rmSync(path.join(mediaFolder, "shoe.png"));
    const second = await ask("/media/shoe.png");
    assert.deepEqual([second.status, second.body, second.headers["x-cache"]], [200, "a shoe", "HIT"]);
    assert.equal(asked.length, 0, "the shop was not asked");
  });

  it("SHOP-7 keeps videos in parts, and a part is not all of it", async () => {
    const headers = { range: "bytes=1000000-1000099" };
    const first = await ask("/media/film.mp4", { headers });
    assert.deepEqual([first.status, first.body.length], [206, 100]);
    assert.equal(first.headers["content-range"], "bytes 1000000-1000099/3000000");
    assert.equal((await ask("/media/film.mp4", { headers })).headers["x-cache"], "HIT");
    assert.equal((await ask("/media/film.mp4")).body.length, 3_000_000);
  });

  it("shows nothing of the bucket but files", async () => {
    assert.equal((await ask("/media/nothing.png")).status, 404);
    assert.equal((await ask("/media/")).status, 403);
    assert.notEqual((await ask("/media/..%2f..%2fnginx.conf")).status, 200);
    assert.equal((await ask("/media/shoe.png", { method: "DELETE" })).status, 403);
  });

  it("SHOP-6 answers Route 53 for itself, and for the shop behind it", async () => {
    for (const host of [settings.domain, "proxy-1.shop.example.com"]) {
      assert.deepEqual([(await ask("/healthz", { host })).status, asked.length], [200, 0]);
    }
    assert.equal((await ask("/healthz/shop")).status, 200);
    assert.equal(asked[0]?.url, "/healthz");
  });

  it("leads to HTTPS, and answers nobody who asks for another name", async () => {
    const response = await fetch(`http://127.0.0.1:${proxy.httpPort}/a?b=1`, { redirect: "manual" });
    assert.deepEqual(
      [response.status, response.headers.get("location")],
      [301, "https://shop.example.com/a?b=1"],
    );
    await assert.rejects(ask("/", { host: "other.example.com" }));
  });

  it("refuses those who ask too much, and them alone", async () => {
    const orders = await Promise.all(
      Array.from({ length: 12 }, () => ask("/orders", { method: "POST", from: "192.0.2.77" })),
    );
    const statuses = orders.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 6, `${statuses}`);
    assert.equal(statuses.filter((status) => status === 429).length, 6, `${statuses}`);
    assert.equal((await ask("/orders", { method: "POST", from: "192.0.2.78" })).status, 200);
    assert.equal((await ask("/products", { from: "192.0.2.77" })).status, 200);
  });

  it("logs lines of JSON without queries, cookies and what may be a card's number", async () => {
    const headers = { cookie: "__Host-visitor=secret-cookie", referer: "https://example.com/?card=1" };
    await ask("/pay/4111-1111-1111-1111?cvv=123", { headers, from: "192.0.2.5" });
    await ask("/orders/abc", { from: "192.0.2.5" });
    await ask("/healthz");
    await sleep(100);
    const text = fs.readFileSync(path.join(directory, "access.json"), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const mine = lines.filter(({ client }) => client === "192.0.2.5").map((line) => line.path);
    assert.deepEqual(mine, ["(masked)", "/orders/abc"]);
    assert.ok(!lines.some((line) => String(line.path).startsWith("/healthz")));
    for (const secret of ["4111", "cvv", "secret-cookie", "card="]) assert.ok(!text.includes(secret), secret);
  });

  it("follows the load balancer's addresses, and keeps the last good ones", async () => {
    const { port } = shop.address() as AddressInfo;
    const file = path.join(directory, "storefront/upstream-servers.conf");
    const wrapper = path.join(directory, "nginx.sh");
    const called = path.join(directory, "called");
    const command = `${nginx().file} -p ${directory} -c ${proxy.configuration} -e ${directory}/error.log`;
    fs.writeFileSync(wrapper, `#!/bin/sh\necho "$@" >> ${called}\nexec ${command} "$@"\n`, { mode: 0o755 });
    const follow = (resolve: string) =>
      spawnSync(
        "bash",
        [path.join(directory, "storefront/follow-upstream.sh"), settings.upstreamHost, String(port), file],
        {
          encoding: "utf8",
          env: { ...nginx().env, RESOLVE: resolve, NGINX: wrapper },
        },
      );
    assert.equal(follow("echo 127.0.0.1 STREAM").status, 0);
    assert.equal(fs.readFileSync(file, "utf8"), `server 127.0.0.1:${port} max_fails=2 fail_timeout=5s;\n`);
    assert.equal(fs.readFileSync(called, "utf8"), "-t -q\n-s reload\n");
    follow("echo 127.0.0.1 STREAM");
    assert.equal(fs.readFileSync(called, "utf8"), "-t -q\n-s reload\n", "the same addresses change nothing");
    assert.equal(follow("true").status, 1);
    assert.equal(follow("echo not;an;address").status, 1);
    assert.equal(fs.readFileSync(file, "utf8"), `server 127.0.0.1:${port} max_fails=2 fail_timeout=5s;\n`);
    assert.equal((await ask("/after")).status, 200);
  });

  it("shows a page of its own with 503 while the shop is down, and what is kept", async () => {
    const { port } = shop.address() as AddressInfo;
    shop.close();
    shop.closeAllConnections();
    try {
      const { status, headers, body } = await ask("/products");
      assert.equal(status, 503);
      assert.equal(headers["retry-after"], "30");
      assert.match(body, /an order that was confirmed to you is safe/);
      assert.equal((await ask("/healthz/shop")).status, 503, "Route 53 sends visitors elsewhere");
      assert.equal((await ask("/healthz")).status, 200);
      assert.equal((await ask("/media/film.mp4", { headers: { range: "bytes=0-9" } })).status, 206);
    } finally {
      await new Promise<void>((resolve) => shop.listen(port, "127.0.0.1", resolve));
    }
    await sleep(1_200);
    assert.equal((await ask("/products")).status, 200);
  });
});
