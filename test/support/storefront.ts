import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SQS } from "@aws-sdk/client-sqs";
import { Client } from "pg";
import { applyMigrations } from "../../workloads/storefront/migrate/apply";
import { migrations } from "../../workloads/storefront/migrate/migrations";
import { instructionsOf } from "./dockerfile";
import type { Postgres } from "./postgres";
import type { Redis } from "./redis";

const root = path.resolve(__dirname, "../..");
const workloads = path.join(root, "workloads");

export const dockerfile = fs.readFileSync(path.join(workloads, "storefront/Dockerfile"), "utf8");

/** Waits until something is so. */
export async function until(isTrue: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(50)) {
    if (await isTrue()) return;
  }
  throw new Error(`it did not come true within ${seconds} seconds`);
}

/** A service in a process of its own. */
export class RunningService {
  said = "";
  readonly ended: Promise<number | null>;

  constructor(readonly process: ChildProcess) {
    this.ended = new Promise((resolve) => process.once("close", resolve));
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on("data", (chunk) => {
        this.said += String(chunk);
      });
    }
  }

  async address(): Promise<string> {
    const port = () => /"message":"listening".*?"port":(\d+)/.exec(this.said)?.[1];
    await until(() => port() !== undefined || this.process.exitCode !== null);
    if (port() === undefined) throw new Error(`it has ended: ${this.said}`);
    return `http://127.0.0.1:${port()}`;
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}

/** The services as their images are built: by the Dockerfile's own command. */
export class Services {
  private readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-storefront-"));
  private readonly running: RunningService[] = [];

  start(service: string, env: Record<string, string>): RunningService {
    const file = path.join(this.directory, `${service}.js`);
    if (!fs.existsSync(file)) build(service, file);
    const given = { PORT: "0", DRAIN_SECONDS: "0", ...env };
    const child = spawn(process.execPath, ["--no-deprecation", file], { env: given });
    const running = new RunningService(child);
    this.running.push(running);
    return running;
  }

  async killAll(): Promise<void> {
    await Promise.all(this.running.splice(0).map((service) => service.kill()));
  }

  async remove(): Promise<void> {
    await this.killAll();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}

function build(service: string, outfile: string): void {
  const builds = instructionsOf(dockerfile).filter(
    ({ name, text }) => name === "RUN" && /esbuild/.test(text),
  );
  assert.equal(builds.length, 1);
  const [npx, esbuild = "", ...args] = builds[0]?.text.split(" ") ?? [];
  assert.equal(npx, "npx");
  const given = args.map((arg) =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the Dockerfile's
    arg.replace("${SERVICE}", service).replace("--outfile=server.js", `--outfile=${outfile}`),
  );
  const program = path.join(root, "node_modules/.bin", esbuild);
  const { status, stderr } = spawnSync(program, [...given, "--log-level=error"], {
    cwd: workloads,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
}

/** A product of the tests' shop. */
export interface Stock {
  sku: string;
  stock: number;
  cents?: number;
}

/** A client of the database, with the schema and nothing in it. */
export async function emptyDatabase({ port, user, database }: Postgres): Promise<Client> {
  const client = new Client({ host: "127.0.0.1", port, user, database });
  await client.connect();
  await client.query(
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC",
  );
  await applyMigrations(client, migrations, () => {});
  return client;
}

export async function stockUp(client: Client, products: Stock[]): Promise<void> {
  for (const { sku, stock, cents = 250 } of products) {
    const values = [sku, `The ${sku}`, "EUR", cents, stock];
    await client.query(
      "INSERT INTO products (sku, name, currency, price_cents, stock) VALUES ($1, $2, $3, $4, $5)",
      values,
    );
  }
}

/** The environment that leads a service to the servers of the tests. */
export function environmentOf(redis: Redis, postgres: Postgres, user: string): Record<string, string> {
  return {
    REDIS_HOST: "127.0.0.1",
    REDIS_PORT: String(redis.port),
    REDIS_TLS: "false",
    DATABASE_HOST: "127.0.0.1",
    DATABASE_PORT: String(postgres.port),
    DATABASE_NAME: postgres.database,
    DATABASE_USER: user,
    DATABASE_TLS: "false",
  };
}

/** A FIFO queue and its dead-letter queue. */
export async function makeOrderQueue(
  sqs: SQS,
  name: string,
  { hiddenFor = 2, receipts = 5 }: { hiddenFor?: number; receipts?: number } = {},
): Promise<{ queueUrl: string; deadLetterUrl: string }> {
  const fifo = { FifoQueue: "true" };
  const make = async (QueueName: string, Attributes: Record<string, string>) =>
    (await sqs.createQueue({ QueueName, Attributes: { ...fifo, ...Attributes } })).QueueUrl ?? "";
  const deadLetterUrl = await make(`${name}-dead.fifo`, {});
  const { Attributes } = await sqs.getQueueAttributes({
    QueueUrl: deadLetterUrl,
    AttributeNames: ["QueueArn"],
  });
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: receipts };
  const queueUrl = await make(`${name}.fifo`, {
    VisibilityTimeout: String(hiddenFor),
    RedrivePolicy: JSON.stringify(redrive),
  });
  return { queueUrl, deadLetterUrl };
}

/** Messages of a queue, whether somebody has them or not. */
export async function messagesIn(sqs: SQS, QueueUrl: string): Promise<number> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: [...names] });
  return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}
