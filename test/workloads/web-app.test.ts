import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as net from "node:net";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { dockerfileMistakes, instructionsOf } from "../support/dockerfile";

const folder = path.resolve(__dirname, "../../workloads/web-app");
const password = "hunter2-and-more";
const secret = (change: object = {}) =>
  JSON.stringify({ host: "127.0.0.1", port: 1, username: "app", password, ...change });

/** The server as a container starts it: its environment and nothing else. */
class Running {
  said = "";
  private constructor(
    readonly process: ChildProcess,
    readonly ended: Promise<number | null>,
  ) {}

  static start(env: Record<string, string>): Running {
    const child = spawn(process.execPath, ["server.mjs"], { cwd: folder, env: { PORT: "0", ...env } });
    const running = new Running(child, new Promise((resolve) => child.once("close", resolve)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        running.said += String(chunk);
      });
    }
    return running;
  }

  get lines(): Record<string, unknown>[] {
    return this.said
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async address(): Promise<string> {
    for (;;) {
      const port =
        this.said.includes('listening"') && this.lines.find(({ port }) => port !== undefined)?.port;
      if (port) return `http://127.0.0.1:${port}`;
      if (this.process.exitCode !== null) throw new Error(`it has ended: ${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Status of a path exactly as it is written; `fetch` would mend it. */
function rawStatus(address: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = http.get({ hostname, port, path }, (response) => resolve(response.resume().statusCode));
    asked.on("error", reject);
  });
}

describe("web-app", () => {
  const started: Running[] = [];
  const start = (env: Record<string, string> = {}) => {
    const running = Running.start(env);
    started.push(running);
    return running;
  };
  afterEach(async () => {
    for (const { process: child, ended } of started.splice(0)) {
      child.kill("SIGKILL");
      await ended;
    }
  });

  it("WEB-12 shows a page on a first deployment, with what it is and where it runs", async () => {
    const server = start({ SERVICE_NAME: "<Shop>", VERSION: "1.2.3", AWS_REGION: "eu-west-1" });
    const answer = await fetch(await server.address());
    const page = await answer.text();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
    for (const part of ["<h1>&#60;Shop&#62;</h1>", "<strong>eu-west-1</strong>", "<code>1.2.3</code>"]) {
      assert.ok(page.includes(part), part);
    }
    assert.ok(!page.includes("{{"));
    assert.match(answer.headers.get("content-security-policy") ?? "", /^default-src 'none'/);
    const again = await fetch(await server.address(), {
      headers: { "if-none-match": answer.headers.get("etag") ?? "" },
    });
    assert.deepEqual([again.status, await again.text()], [304, ""]);
  });

  it("answers what it has, in its base path and without, and refuses the rest", async () => {
    const server = start({ BASE_PATH: "/reports" });
    const address = await server.address();
    const status = async (path: string, method = "GET") => (await fetch(address + path, { method })).status;
    for (const [path, expected] of [
      ["/healthz", 200],
      ["/reports", 200],
      ["/reports/", 200],
      ["/reports/style.css", 200],
      ["/reports/api/status?password=1", 200],
      ["/", 404],
      ["/reportsx", 404],
      ["/reports/constructor", 404],
      ["/reports/../server.mjs", 404],
      ["/reports/%2e%2e/server.mjs", 404],
    ] as const) {
      assert.equal(await status(path), expected, path);
    }
    assert.equal(await status("/reports", "POST"), 405);
    assert.equal(await rawStatus(address, "//["), 404, "an address that can't be read ends nothing");
    const head = await fetch(`${address}/reports`, { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
    assert.match(await (await fetch(`${address}/reports`)).text(), /href="\/reports\/style.css"/);
  });

  it("REQ-12 logs one line of JSON for each request, with the trace and without the query, none for health", async () => {
    const server = start({ SERVICE_NAME: "shop" });
    const address = await server.address();
    await fetch(`${address}/healthz`);
    await fetch(`${address}/4111111111111111?card=4111111111111111`);
    await fetch(`${address}/api/status?card=4111111111111111`, {
      headers: { "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1" },
    });
    while (server.lines.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    const [first, ...answered] = server.lines;
    assert.equal(first?.message, "listening");
    assert.deepEqual(
      answered.map(({ timestamp, milliseconds, ...rest }) => rest),
      [
        { service: "shop", level: "INFO", message: "answered", method: "GET", path: "unknown", status: 404 },
        {
          service: "shop",
          level: "INFO",
          message: "answered",
          method: "GET",
          path: "/api/status",
          status: 200,
          traceId: "1-5759e988-bd862e3fe1be46a994272793",
        },
      ],
    );
  });

  it("WEB-7 takes its database from the secret and tells whether it can be reached, and never the secret", async () => {
    const database = net.createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    try {
      await new Promise((resolve) => database.once("listening", resolve));
      const { port } = database.address() as net.AddressInfo;
      const server = start({ DATABASE_SECRET: secret({ port }), DEPENDENCIES: '{"cache":"127.0.0.1:1"}' });
      const answer = await fetch(`${await server.address()}/api/status`);
      const body = (await answer.json()) as { reachable: unknown };
      assert.deepEqual(body.reachable, { cache: false, database: true });
      assert.ok(!server.said.includes(password));
    } finally {
      database.close();
    }
  });

  const wrong: [title: string, env: Record<string, string>, mistake: string][] = [
    ["a port that is none", { PORT: "http" }, "PORT: a number from 0 to 65535"],
    [
      "half a secret",
      { DATABASE_SECRET: secret({ host: undefined }) },
      "DATABASE_SECRET: JSON with host, port, username and password",
    ],
    [
      "a secret that is no JSON",
      { DATABASE_SECRET: password },
      "DATABASE_SECRET: JSON with host, port, username and password",
    ],
    ["a dependency without port", { DEPENDENCIES: '{"cache":"a"}' }, "DEPENDENCIES.cache: host:port"],
    ["dependencies in a list", { DEPENDENCIES: "[]" }, "DEPENDENCIES: JSON, host:port by name"],
    [
      "a base path with dots",
      { BASE_PATH: "/.." },
      "BASE_PATH: parts of letters, digits, _ and -, each after a /",
    ],
    ["longer to end than ECS waits", { DRAIN_SECONDS: "120" }, "DRAIN_SECONDS: a number from 0 to 110"],
  ];
  it("does not start with a wrong environment, and tells every mistake in one line", async () => {
    const { parseSettings } = (await import(pathToFileURL(path.join(folder, "settings.mjs")).href)) as {
      parseSettings(env: Record<string, string>): unknown;
    };
    for (const [title, env, mistake] of wrong) {
      assert.throws(() => parseSettings(env), { message: `the environment is wrong: ${mistake}` }, title);
    }
    const server = start({ DATABASE_SECRET: password, DRAIN_SECONDS: "soon" });
    assert.equal(await server.ended, 1);
    assert.deepEqual(
      server.lines.map(({ level, message }) => [level, message]),
      [
        [
          "ERROR",
          "the environment is wrong: DRAIN_SECONDS: a number from 0 to 110; DATABASE_SECRET: JSON with host, port, username and password",
        ],
      ],
    );
    assert.ok(!server.said.includes(password));
  });

  it("WEB-1 ends without losing a request: it fails the health check first, goes on answering, and exits with 0", async () => {
    const server = start({ DRAIN_SECONDS: "1" });
    const address = await server.address();
    const agent = new http.Agent({ keepAlive: true });
    const get = (path: string) =>
      new Promise<http.IncomingMessage>((resolve, reject) => {
        http.get(address + path, { agent }, (response) => resolve(response.resume())).on("error", reject);
      });
    assert.equal((await get("/")).headers.connection, "keep-alive");
    server.process.kill("SIGTERM");
    while (!server.said.includes("ending")) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal((await get("/healthz")).statusCode, 503);
    const during = await get("/");
    assert.deepEqual([during.statusCode, during.headers.connection], [200, "close"]);
    server.process.kill("SIGTERM");
    assert.equal(await server.ended, 0);
    agent.destroy();
    await assert.rejects(fetch(address));
  });

  describe("image", () => {
    const dockerfile = fs.readFileSync(path.join(folder, "Dockerfile"), "utf8");

    it("WEB-12 is small, pinned, checks its health and does not run as root", () => {
      assert.deepEqual(dockerfileMistakes(dockerfile), []);
    });

    it("has every file that the server reads, and nothing else", () => {
      const copied = instructionsOf(dockerfile)
        .filter(({ name }) => name === "COPY")
        .flatMap(({ text }) => text.split(" ").slice(0, -1));
      const own = fs.readdirSync(folder).filter((file) => file !== "Dockerfile" && !file.startsWith("."));
      assert.deepEqual(copied.sort(), own.sort());
      const sent = fs.readFileSync(path.join(folder, ".dockerignore"), "utf8").trim().split("\n");
      assert.deepEqual(sent, ["*", ...sent.slice(1)]);
      assert.deepEqual(
        sent
          .slice(1)
          .map((line) => line.replace("!", ""))
          .sort(),
        own.sort(),
      );
    });

    const valid = 'FROM node:22.21.1\nUSER 1000\nHEALTHCHECK CMD ["true"]\nCMD ["node"]';
    const cases: [title: string, dockerfile: string, mistake: string][] = [
      [
        "the tag latest",
        valid.replace("22.21.1", "latest"),
        "FROM node:latest: a digest or a tag with a whole version is needed",
      ],
      [
        "no tag",
        valid.replace(":22.21.1", ""),
        "FROM node: a digest or a tag with a whole version is needed",
      ],
      [
        "half a version",
        valid.replace("22.21.1", "22"),
        "FROM node:22: a digest or a tag with a whole version is needed",
      ],
      ["no user", valid.replace("USER 1000\n", ""), "there is no USER: it would run as root"],
      ["root", valid.replace("1000", "root"), "USER root: it would run as root"],
      ["root by number", valid.replace("1000", "0:0"), "USER 0:0: it would run as root"],
      [
        "a user of an earlier stage",
        `${valid}\nFROM node:22.21.1\nCMD ["a"]`,
        "there is no USER: it would run as root",
      ],
      ["no health check", valid.replace(/HEALTHCHECK.*\n/, ""), "there is no HEALTHCHECK"],
      ["a health check that is off", valid.replace('CMD ["true"]', "NONE"), "there is no HEALTHCHECK"],
      [
        "ADD",
        `${valid}\nADD https://example.com/a /a`,
        "ADD https://example.com/a /a: COPY takes files, and nothing from the network",
      ],
      [
        "a script from the network",
        `${valid}\nRUN curl -s https://a | \\\n  sh`,
        "RUN curl -s https://a | sh: nobody knows what it runs",
      ],
      [
        "npm install",
        `${valid}\nRUN npm install`,
        "RUN npm install: npm ci installs what the lock file says",
      ],
      ["a secret", `${valid}\nENV A=1 DB_PASSWORD=x`, "DB_PASSWORD: a secret comes with the task"],
      [
        "a command for the shell",
        valid.replace('CMD ["node"]', "CMD node server.mjs"),
        "CMD node server.mjs: the form with brackets is needed",
      ],
      ["no command", valid.replace('\nCMD ["node"]', ""), "there is no CMD"],
      ["a folder that depends", `${valid}\nWORKDIR app`, "WORKDIR app: an absolute path is needed"],
      ["the whole folder", `${valid}\nCOPY . /app`, "COPY . /app: name the files"],
    ];
    for (const [title, text, mistake] of cases) {
      it(`would not be made with ${title}`, () => assert.deepEqual(dockerfileMistakes(text), [mistake]));
    }
    it("may be pinned by a digest, or be made of an earlier stage", () => {
      const digest = `FROM node@sha256:${"a".repeat(64)} AS base\nFROM base\n${valid.split("\n").slice(1).join("\n")}`;
      assert.deepEqual(dockerfileMistakes(digest), []);
    });
  });
});
