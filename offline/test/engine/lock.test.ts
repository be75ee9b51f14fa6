import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import { withLock } from "../../engine/lock";
import { type Temporary, temporary } from "../support/temporary";

describe("the lock around work that is done once", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  it("lets one in at a time, and is gone afterwards", async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 50));
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withLock(at.at("lock"), work)));
    assert.equal(most, 1);
    assert.deepEqual(fs.readdirSync(at.directory), []);
  });

  it("is gone after work that failed", async () => {
    await assert.rejects(
      withLock(at.at("lock"), () => Promise.reject(new Error("broken"))),
      /broken/,
    );
    assert.deepEqual(fs.readdirSync(at.directory), []);
  });

  it("is taken over from a process that was killed", async () => {
    const { pid } = spawnSync("true");
    at.write("lock", JSON.stringify({ pid, host: os.hostname() }));
    assert.equal(await withLock(at.at("lock"), async () => "done"), "done");
  });

  it("is not waited for when another machine holds it", async () => {
    at.write("lock", JSON.stringify({ pid: 1, host: "elsewhere" }));
    assert.equal(await withLock(at.at("lock"), async () => "done"), "done");
    assert.ok(fs.existsSync(at.at("lock")), "the other machine's lock stays");
  });
});
