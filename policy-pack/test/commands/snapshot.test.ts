import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as path from "node:path";

const main = path.resolve(__dirname, "../../commands/main.ts");

describe("the command snapshot", function () {
  this.timeout(30_000);

  it("waits for an export that is still being made", async () => {
    const pack = path.dirname(path.dirname(main));
    const child = spawn(process.execPath, ["--import=tsx", main, "snapshot"], { cwd: pack });
    setTimeout(() => child.stdin.end('{"no":"export"}'), 3000);
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += String(chunk);
    });
    await new Promise((done) => child.on("close", done));
    assert.doesNotMatch(said, /can't be read|EAGAIN/);
    assert.match(said, /^tandem-policies: .*export/);
  });
});
