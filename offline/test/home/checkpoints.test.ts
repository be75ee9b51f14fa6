import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { mendCheckpoints } from "../../home/checkpoints";

describe("a state file that a killed engine left half written", () => {
  let state: string;
  let file: string;
  beforeEach(() => {
    state = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-state-"));
    file = path.join(state, ".pulumi", "stacks", "shop", "dev.json");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.bak`, '{"version":3}\n');
  });
  afterEach(() => fs.rmSync(state, { recursive: true }));

  function lock(pid: number): void {
    const locks = path.join(state, ".pulumi", "locks", "organization", "shop", "dev");
    fs.mkdirSync(locks, { recursive: true });
    fs.writeFileSync(path.join(locks, "1.json"), JSON.stringify({ pid }));
  }

  for (const [title, half] of [
    ["empty", ""],
    ["cut short", '{"version":3,"check'],
  ]) {
    it(`is put back from the state before it when it is ${title}`, () => {
      fs.writeFileSync(file, half as string);
      assert.deepEqual(mendCheckpoints(state), ["dev"]);
      assert.equal(fs.readFileSync(file, "utf8"), '{"version":3}\n');
    });
  }

  for (const attributes of [".attrs", ".bak.attrs"]) {
    it(`loses its half-written ${attributes}, which the backend can do without`, () => {
      fs.writeFileSync(file, '{"version":3,"newer":true}');
      fs.writeFileSync(file + attributes, "");
      assert.deepEqual(mendCheckpoints(state), ["dev"]);
      assert.equal(fs.existsSync(file + attributes), false);
      assert.equal(fs.readFileSync(file, "utf8"), '{"version":3,"newer":true}');
    });
  }

  it("is put back although the dead engine's lock is still there", () => {
    fs.writeFileSync(file, "");
    lock(2 ** 22 + 1); // Above the largest pid of Linux.
    assert.deepEqual(mendCheckpoints(state), ["dev"]);
  });

  it("is left alone while an engine that runs holds the stack", () => {
    fs.writeFileSync(file, "");
    lock(process.pid);
    assert.deepEqual(mendCheckpoints(state), []);
    assert.equal(fs.readFileSync(file, "utf8"), "");
  });

  it("is left alone when there is nothing whole to put back, or when it is whole itself", () => {
    fs.writeFileSync(file, '{"version":3,"newer":true}');
    assert.deepEqual(mendCheckpoints(state), []);
    fs.writeFileSync(file, "");
    fs.writeFileSync(`${file}.bak`, '{"vers');
    assert.deepEqual(mendCheckpoints(state), []);
  });
});
