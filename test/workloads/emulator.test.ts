import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SQS } from "@aws-sdk/client-sqs";
import { useEmulator } from "../support/emulator";

const root = path.resolve(__dirname, "../..");

describe("the AWS emulator of the tests", () => {
  const emulator = useEmulator();

  it("is on loopback alone and takes credentials that open nothing", () => {
    assert.match(emulator().endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(emulator().env.AWS_ENDPOINT_URL, emulator().endpoint);
    assert.equal(emulator().env.AWS_SECRET_ACCESS_KEY, "testing");
  });

  it("has nothing in it when the tests of a file begin", async () => {
    assert.deepEqual((await new SQS(emulator().client).listQueues({})).QueueUrls, undefined);
  });
});

describe("a machine without Python", () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-no-python-"));
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  it("skips the tests that need the emulator, counts them and tells why", () => {
    const mocha = [path.join(root, "node_modules/mocha/bin/mocha.js"), "--reporter", "json"];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--import=tsx", ...mocha, "test/workloads/session-api.test.ts"],
      { cwd: root, encoding: "utf8", env: { HOME: directory, XDG_CACHE_HOME: directory, PATH: directory } },
    );
    const { stats } = JSON.parse(stdout) as { stats: { passes: number; pending: number; failures: number } };
    assert.deepEqual([stats.passes, stats.failures, status], [0, 0, 0]);
    assert.ok(stats.pending >= 20, `${stats.pending} skipped`);
    assert.match(stderr, /the tests with an AWS emulator are skipped: python3 can't be run/);
  }).timeout(60_000);
});
