import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type ReceiveMessageCommandInput, SQS } from "@aws-sdk/client-sqs";
import { jsonLog } from "../../workloads/lambda/log";
import { consumer } from "../../workloads/lambda/queue";
import { created, type Order } from "../../workloads/order-api/order";
import { orderTable } from "../../workloads/order-api/table";
import { consume } from "../../workloads/order-consumer/consume";
import { confirmation } from "../../workloads/order-worker/confirm";
import { dockerfileMistakes, instructionsOf } from "../support/dockerfile";
import { makeTable } from "../support/dynamodb-table";
import { useEmulator } from "../support/emulator";

const root = path.resolve(__dirname, "../..");
const workloads = path.join(root, "workloads");
const dockerfile = fs.readFileSync(path.join(workloads, "order-consumer/Dockerfile"), "utf8");
const order: Order = {
  id: "a",
  customer: "alice",
  status: "accepted",
  createdAt: "2026-03-01T10:00:00.000Z",
  currency: "EUR",
  items: [{ sku: "SHOE-42", quantity: 1 }],
  announced: true,
};

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 8_000; waited += 50) {
    if (await isTrue()) return;
    await sleep(50);
  }
  throw new Error("it did not come true within 8 seconds");
}

describe("order-consumer", () => {
  const emulator = useEmulator();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-consumer-"));
  const running: ChildProcess[] = [];
  let dynamodb: DynamoDB;
  let sqs: SQS;
  let table: string;
  let queueUrl: string;
  let said: string;

  before("the image's program, built with the image's own command", () => {
    const builds = instructionsOf(dockerfile).filter(
      ({ name, text }) => name === "RUN" && /esbuild/.test(text),
    );
    assert.equal(builds.length, 1);
    const [npx, esbuild = "", ...args] = builds[0]?.text.split(" ") ?? [];
    assert.equal(npx, "npx");
    const outfile = path.join(directory, "server.js");
    const program = path.join(root, "node_modules/.bin", esbuild);
    const given = args.map((arg) => arg.replace("--outfile=server.js", `--outfile=${outfile}`));
    const { status, stderr } = spawnSync(program, [...given, "--log-level=error"], {
      cwd: workloads,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  });

  beforeEach(async () => {
    said = "";
    dynamodb = new DynamoDB(emulator().client);
    sqs = new SQS(emulator().client);
    table = await makeTable(dynamodb);
    const Attributes = { VisibilityTimeout: "1" };
    queueUrl = (await sqs.createQueue({ QueueName: table, Attributes })).QueueUrl ?? "";
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  function start(
    env: Record<string, string> = { ORDER_TABLE: table, ORDER_QUEUE_URL: queueUrl },
  ): ChildProcess {
    const child = spawn(process.execPath, [path.join(directory, "server.js")], {
      env: { ...emulator().env, PORT: "0", ...env },
    });
    child.stdout.on("data", (chunk) => {
      said += String(chunk);
    });
    running.push(child);
    return child;
  }

  const send = (id: string) =>
    sqs.sendMessage({ QueueUrl: queueUrl, MessageBody: JSON.stringify(created({ ...order, id })) });
  const statusOf = async (id: string) => (await orderTable(dynamodb, table).get(id))?.status;
  async function left(): Promise<number> {
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: queueUrl, AttributeNames: [...names] });
    return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
  }

  it("REQ-13 confirms the orders of a queue in a container and takes their messages away", async () => {
    for (const id of ["a", "b", "c"]) {
      await orderTable(dynamodb, table).add({ ...order, id });
      await send(id);
    }
    start();
    await until(async () => (await left()) === 0);
    for (const id of ["a", "b", "c"]) assert.equal(await statusOf(id), "confirmed");
  });

  it("leaves what failed in the queue, where it comes again", async () => {
    await send("a");
    start();
    await until(() => said.includes("there is no order a"));
    assert.equal(await left(), 1);
    await orderTable(dynamodb, table).add(order);
    await until(async () => (await left()) === 0);
    assert.equal(await statusOf("a"), "confirmed");
  });

  it("loses nothing when it is killed in the middle: another takes over", async () => {
    for (let count = 0; count < 30; count++) {
      await orderTable(dynamodb, table).add({ ...order, id: `order-${count}` });
      await send(`order-${count}`);
    }
    const first = start();
    await until(() => said.includes('"confirmed"'));
    first.kill("SIGKILL");
    assert.ok((await left()) > 0, "there was something left to do");
    start();
    await until(async () => (await left()) === 0);
    for (let count = 0; count < 30; count++) assert.equal(await statusOf(`order-${count}`), "confirmed");
  });

  it("ends with 0 at the signal", async () => {
    const child = start();
    await until(() => said.includes("listening"));
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    assert.equal(await ended, 0);
  }).timeout(20_000);

  it("finishes the batch that it gets while it ends, and asks for no other", async () => {
    const stop = new AbortController();
    await orderTable(dynamodb, table).add(order);
    await send("a");
    let asked = 0;
    const client = Object.assign(Object.create(sqs) as SQS, {
      receiveMessage: (input: ReceiveMessageCommandInput) => {
        asked += 1;
        stop.abort();
        return sqs.receiveMessage(input);
      },
    });
    const log = jsonLog("order-consumer", () => {});
    const handle = consumer(confirmation(dynamodb, table), log);
    await consume({ client, queueUrl, handle, log, answered() {} }, stop.signal);
    assert.deepEqual([asked, await statusOf("a"), await left()], [1, "confirmed", 0]);
  });

  it("does not start without its queue, and says so", async () => {
    const child = start({ ORDER_TABLE: table });
    assert.equal(await new Promise((resolve) => child.once("close", resolve)), 1);
    assert.match(said, /"reason":"the environment has no ORDER_QUEUE_URL"/);
  });

  it("asks a queue that can't be reached again, more and more slowly", async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const asked: number[] = [];
    const broken = Object.assign(Object.create(sqs) as SQS, {
      receiveMessage: async () => {
        asked.push(Date.now());
        if (asked.length === 4) stop.abort();
        throw new Error("getaddrinfo ENOTFOUND");
      },
    });
    const log = jsonLog("order-consumer", (line) => lines.push(line));
    const handle = async () => ({ batchItemFailures: [] });
    const never = () => assert.fail("nobody answered");
    await consume({ client: broken, queueUrl, handle, log, answered: never, pause: 20 }, stop.signal);
    const pauses = asked.slice(1).map((time, index) => time - (asked[index] ?? 0));
    for (const [index, least] of [20, 40, 80].entries())
      assert.ok((pauses[index] ?? 0) >= least - 2, `${pauses}`);
    assert.equal(lines.length, 4);
  });

  it("has an image that is pinned, checks its health and does not run as root", () => {
    assert.deepEqual(dockerfileMistakes(dockerfile), []);
  });

  it("is built with the versions that its tests run with", () => {
    const read = (file: string) =>
      JSON.parse(fs.readFileSync(path.join(root, file), "utf8")) as Record<string, Record<string, string>>;
    const own = read("workloads/order-consumer/package.json");
    const all = { ...read("package.json").dependencies, ...read("package.json").devDependencies };
    for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies })) {
      assert.equal(version, all[name], name);
    }
    const locked = read("workloads/order-consumer/package-lock.json").packages?.[""] as unknown as typeof own;
    assert.deepEqual([locked.dependencies, locked.devDependencies], [own.dependencies, own.devDependencies]);
  });
});
