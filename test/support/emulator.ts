import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { userCache } from "../../offline/engine/cache";
import { withLock } from "../../offline/engine/lock";

/** An AWS on loopback: DynamoDB, S3, SNS and SQS by moto. */
export interface Emulator {
  readonly endpoint: string;
  /** For a client of the AWS SDK. The keys open nothing. */
  readonly client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** For a process of its own. */
  readonly env: Record<string, string>;
}

// The SDK's word about Node 20, which would be said once for each run of tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const PINS = path.join(__dirname, "emulator-requirements.txt");

/**
 * Ends with this process, however that ends: its standard input closes then. Requests to DynamoDB are answered one at a
 * time, since moto checks a condition and writes in two steps and DynamoDB in one. Of a FIFO queue it would give two who ask
 * at once the same messages, and those of a group whose time is over the last one first: what SQS never does is mended.
 */
const SERVER = `
import copy, os, sys, threading, time
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()

import moto.server
one_at_a_time = threading.Lock()

class Dispatcher(moto.server.DomainDispatcherApplication):
    def __call__(self, environ, start_response):
        if not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB"):
            return super().__call__(environ, start_response)
        with one_at_a_time:
            return super().__call__(environ, start_response)

moto.server.DomainDispatcherApplication = Dispatcher

from moto.sqs.models import SQSBackend, _filter_message_attributes
receive_in_any_order = SQSBackend.receive_message
receiving = threading.Lock()

def receive_now(queue, count, visibility_timeout, names):
    hidden = {one for one in list(queue._messages) if not one.visible}
    held_up = {one.group_id for one in hidden}
    found = []
    for message in list(queue._messages):
        if message in hidden or message.group_id in held_up or len(found) == count:
            continue
        if queue.dead_letter_queue is not None and message.approximate_receive_count >= queue.redrive_policy["maxReceiveCount"]:
            queue._messages.remove(message)
            queue.dead_letter_queue.add_message(message)
            continue
        message.mark_received(visibility_timeout=visibility_timeout)
        found.append(copy.deepcopy(message))
        _filter_message_attributes(found[-1], names or [])
    return found

def receive_message(self, queue_name, count, wait_seconds_timeout, visibility_timeout, names=None):
    queue = self.get_queue(queue_name)
    if not queue.fifo_queue:
        return receive_in_any_order(self, queue_name, count, wait_seconds_timeout, visibility_timeout, names)
    until = time.monotonic() + (wait_seconds_timeout or 0)
    while True:
        with receiving:
            found = receive_now(queue, count, visibility_timeout, names)
        if found or time.monotonic() >= until:
            return found
        time.sleep(0.02)

SQSBackend.receive_message = receive_message
moto.server.main(["-H", "127.0.0.1", "-p", "0"])
`;

let running: Promise<Emulator> | undefined;

/**
 * Gives the tests of a `describe` the emulator, with nothing in it. It is started once for all files of a run and, at
 * the first time on a machine, installed from the Python package index into the user's cache. Where it can't be had,
 * the tests are skipped, counted as such, and the reason is printed.
 *
 * @returns the emulator, from the first hook on
 */
export function useEmulator(): () => Emulator {
  let emulator: Emulator | undefined;
  before("the AWS emulator", async function () {
    this.timeout(600_000);
    try {
      emulator = await startEmulator();
    } catch (error) {
      console.error(
        `the tests with an AWS emulator are skipped: ${error instanceof Error ? error.message : error}`,
      );
      this.skip();
    }
    await fetch(`${emulator.endpoint}/moto-api/reset`, { method: "POST" });
  });
  return () => {
    if (emulator === undefined) throw new Error("the emulator is there from the first hook on");
    return emulator;
  };
}

/** The emulator of this process, which is started at the first time. @throws Error that tells why it can't be had */
export function startEmulator(): Promise<Emulator> {
  running ??= start();
  return running;
}

async function start(): Promise<Emulator> {
  const python = await installed();
  const server = spawn(python, ["-c", SERVER], { stdio: ["pipe", "ignore", "pipe"] });
  const endpoint = await addressOf(server);
  // Nothing of it keeps the tests from ending.
  server.unref();
  for (const stream of [server.stdin, server.stderr]) (stream as unknown as { unref(): void }).unref();
  const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
  const region = "us-east-2";
  return {
    endpoint,
    client: { endpoint, region, credentials },
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  };
}

/** The address that the server says it has. */
async function addressOf(server: ChildProcess): Promise<string> {
  let said = "";
  server.stderr?.on("data", (chunk) => {
    // What it says of each request is of no interest, and would fill the memory.
    if (said.length < 10_000) said += String(chunk);
  });
  for (let waited = 0; waited < 60_000; waited += 50) {
    const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
    if (found?.[1] !== undefined) return found[1];
    if (server.exitCode !== null) throw new Error(`it ended at once: ${lastLine(said)}`);
    await sleep(50);
  }
  server.kill();
  throw new Error(`it did not start within a minute: ${lastLine(said)}`);
}

/** The Python of a virtual environment that has the emulator; made at the first time. */
async function installed(): Promise<string> {
  const pins = createHash("sha256").update(fs.readFileSync(PINS)).digest("hex").slice(0, 12);
  const folder = path.join(userCache(), "aws-emulator", pins);
  const python = path.join(folder, "bin", "python");
  const complete = path.join(folder, "complete");
  if (fs.existsSync(complete)) return python;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(complete)) return;
    console.error("installing the AWS emulator of the tests (moto, 150 MB on disk, once, half a minute) ...");
    fs.rmSync(folder, { recursive: true, force: true });
    try {
      await run("python3", ["-c", "import sys; assert sys.version_info >= (3, 10), 'Python 3.10 is needed'"]);
      await run("python3", ["-m", "venv", folder]);
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
      await run(python, [...pip, "--only-binary=:all:", "--no-deps", "--requirement", PINS]);
      fs.writeFileSync(complete, "");
    } catch (error) {
      fs.rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  });
  return python;
}

/** @throws Error with the last line that the command said, or that it is not there */
function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // By a signal: spawn's own timeout would keep the process for as long when there is no such command.
    const signal = AbortSignal.timeout(480_000);
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], signal });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        said += String(chunk);
      });
    }
    child.once("error", (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${path.basename(command)} ${args.slice(0, 3).join(" ")} failed: ${lastLine(said)}`),
        );
    });
  });
}

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";
