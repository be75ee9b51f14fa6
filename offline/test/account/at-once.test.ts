import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { FileAccount } from "../../providers/aws/account/file-account";
import { type Temporary, temporary } from "../support/temporary";

const run = promisify(execFile);
const bucket = "aws:s3/bucket:Bucket";

describe("an account that several processes use at once", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  const stored = (id: string) => ({
    ...{ type: bucket, urn: `urn:pulumi:dev::p::${bucket}::${id}`, id, region: "eu-west-1" },
    ...{ generation: 0, createdAt: 1, inputs: {}, outputs: {} },
  });

  it("loses no resource and gives each name once, with two writers and a reader", async () => {
    const count = 150;
    const program = path.join(__dirname, "writer.ts");
    const write = async (name: string): Promise<string[]> => {
      const args = ["--import=tsx", program, at.directory, name, String(count)];
      const { stdout } = await run(process.execPath, args);
      return JSON.parse(stdout) as string[];
    };
    const reader = new FileAccount(at.directory);
    let seen = 0;
    const reading = setInterval(() => {
      const now = reader.all(bucket).length;
      assert.ok(now >= seen, `${now} resources after ${seen}`);
      seen = now;
    }, 5);
    const writing = Promise.all([write("one"), write("two")]);
    // Starting takes longer than writing: they begin together, once both are there.
    while (!["one", "two"].every((name) => fs.existsSync(at.at(`ready-${name}`)))) await sleep(10);
    fs.writeFileSync(at.at("go"), "");
    const [one = [], two = []] = await writing;
    clearInterval(reading);

    assert.equal(reader.all(bucket).length, 2 * count, "the reader, which had read before");
    assert.equal(new FileAccount(at.directory).all(bucket).length, 2 * count, "a new reader");
    assert.equal(new Set([...one, ...two]).size, count, "every name has a holder");
    assert.equal(one.length + two.length, count, "no name has two");
    assert.ok(one.length > 0 && two.length > 0, `they did not run at once: ${one.length} and ${two.length}`);
  }).timeout(60_000);

  it("is seen as it is, however close the writes of two processes are", async () => {
    const [one, two] = [new FileAccount(at.directory), new FileAccount(at.directory)];
    for (let index = 0; index < 60; index++) {
      one.put(stored(`one-${index}`));
      assert.ok(two.find(bucket, `one-${index}`), `two misses one-${index}`);
      two.put(stored(`two-${index}`));
      assert.equal(one.all(bucket).length, 2 * index + 2);
    }
    one.put({ ...stored("one-0"), outputs: { changed: true } });
    await sleep(30);
    assert.deepEqual(two.find(bucket, "one-0")?.outputs, { changed: true });
    two.remove(stored("one-0"));
    assert.equal(one.find(bucket, "one-0"), undefined);
  });

  it("shows soon what another process has changed in the very moment of an own write", async () => {
    const [one, two] = [new FileAccount(at.directory), new FileAccount(at.directory)];
    const folder = at.at("resources", "aws.s3.bucket.Bucket");
    one.put(stored("a"));
    two.put({ ...stored("a"), outputs: { changed: true } });
    one.put(stored("b"));
    const { mtimeMs } = fs.statSync(folder);
    await sleep(30);
    one.all(bucket);
    await sleep(300);
    assert.equal(fs.statSync(folder).mtimeMs, mtimeMs, "nobody has written since");
    assert.deepEqual(one.find(bucket, "a")?.outputs, { changed: true });
  });

  it("is seen as it is even where the file system's clock has not moved between two writes", () => {
    const [one, two] = [new FileAccount(at.directory), new FileAccount(at.directory)];
    const folder = at.at("resources", "aws.s3.bucket.Bucket");
    const sameTime = new Date(Date.now() + 1000);
    one.put(stored("a"));
    fs.utimesSync(folder, sameTime, sameTime);
    assert.equal(two.all(bucket).length, 1);
    one.put(stored("b"));
    fs.utimesSync(folder, sameTime, sameTime);
    assert.equal(two.all(bucket).length, 2);
  });

  it("never shows half a name: who loses it learns who has it", () => {
    const name = { kind: "bucket", scope: "", name: "site" };
    const holder = { type: bucket, urn: "urn:a", id: "site" };
    const [one, two] = [new FileAccount(at.directory), new FileAccount(at.directory)];
    assert.equal(one.claim(name, holder), undefined);
    assert.equal(two.claim(name, { ...holder, urn: "urn:b" })?.urn, "urn:a");
    assert.deepEqual(
      fs.readdirSync(at.at("names")).filter((file) => file.startsWith(".")),
      [],
      "no draft stays",
    );
  });

  it("says which file is broken, and leaves it and everything else as it is", () => {
    const account = new FileAccount(at.directory);
    account.put(stored("a"));
    account.put(stored("b"));
    const folder = at.at("resources", "aws.s3.bucket.Bucket");
    const [broken = ""] = fs.readdirSync(folder);
    for (const content of ["", '{"type":"aws', "[]", '{"type":1}']) {
      fs.writeFileSync(path.join(folder, broken), content);
      const message = new RegExp(
        `a file of the offline account can't be read: .*${broken}: .*Nothing was changed`,
      );
      assert.throws(() => new FileAccount(at.directory).all(bucket), message);
      assert.throws(() => new FileAccount(at.directory).put(stored("c")), message);
      assert.equal(fs.readFileSync(path.join(folder, broken), "utf8"), content);
      assert.equal(fs.readdirSync(folder).length, 2);
    }
  });

  it("skips what a killed process has left half written", () => {
    const account = new FileAccount(at.directory);
    account.put(stored("a"));
    fs.writeFileSync(at.at("resources", "aws.s3.bucket.Bucket", ".4711.1"), '{"type":');
    assert.equal(new FileAccount(at.directory).all(bucket).length, 1);
  });

  it("keeps circumstances for all processes until they end", () => {
    const [one, two] = [new FileAccount(at.directory), new FileAccount(at.directory)];
    one.setCircumstance("lost-region", "eu-west-1", "lost");
    assert.deepEqual([...two.circumstances("lost-region")], [["eu-west-1", "lost"]]);
    two.setCircumstance("lost-region", "eu-west-1", undefined);
    assert.equal(one.circumstances("lost-region").size, 0);
  });
});
