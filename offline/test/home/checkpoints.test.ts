import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { mendCheckpoints, readsWhole } from "../../home/checkpoints";

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

  /** Names of the stacks that are mended, with what was wrong. */
  const mended = () => mendCheckpoints(state).map(({ stack, was }) => `${stack} ${was}`);

  /** A state that the history of updates keeps, so many seconds younger than the one beside the file. */
  function history(name: string, content: string, younger: number): void {
    const kept = path.join(state, ".pulumi", "history", "shop", "dev", `${name}.checkpoint.json`);
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(kept, content);
    const written = fs.statSync(`${file}.bak`).mtimeMs / 1000 + younger;
    fs.utimesSync(kept, written, written);
  }

  for (const [title, half] of [
    ["empty", ""],
    ["cut short", '{"version":3,"check'],
  ]) {
    it(`is put back from the state before it when it is ${title}`, () => {
      fs.writeFileSync(file, half as string);
      assert.deepEqual(mended(), ["dev damaged"]);
      assert.equal(fs.readFileSync(file, "utf8"), '{"version":3}\n');
      assert.equal(fs.readFileSync(`${file}.damaged`, "utf8"), half);
    });
  }

  for (const attributes of [".attrs", ".bak.attrs"]) {
    it(`loses its half-written ${attributes}, which the backend can do without`, () => {
      fs.writeFileSync(file, '{"version":3,"newer":true}');
      fs.writeFileSync(file + attributes, "");
      assert.deepEqual(mended(), ["dev without attributes"]);
      assert.equal(fs.existsSync(file + attributes), false);
      assert.equal(fs.readFileSync(file, "utf8"), '{"version":3,"newer":true}');
    });
  }

  it("is put back although the dead engine's lock is still there", () => {
    fs.writeFileSync(file, "");
    lock(2 ** 22 + 1); // Above the largest pid of Linux.
    assert.deepEqual(mended(), ["dev damaged"]);
  });

  it("is left alone while an engine that runs holds the stack", () => {
    fs.writeFileSync(file, "");
    lock(process.pid);
    assert.deepEqual(mended(), []);
    assert.equal(fs.readFileSync(file, "utf8"), "");
  });

  it("is left alone when there is nothing whole to put back, or when it is whole itself", () => {
    fs.writeFileSync(file, '{"version":3,"newer":true}');
    assert.deepEqual(mended(), []);
    fs.writeFileSync(file, "");
    fs.writeFileSync(`${file}.bak`, '{"vers');
    assert.deepEqual(mended(), []);
  });

  it("is put back from the newest state that is kept: before the last write, or after the last update", () => {
    fs.writeFileSync(file, "");
    history("dev-1", '{"version":3,"update":1}', -60);
    assert.deepEqual(mended(), ["dev damaged"]);
    assert.equal(fs.readFileSync(file, "utf8"), '{"version":3}\n');
    fs.writeFileSync(file, "");
    history("dev-2", '{"version":3,"update":2}', 60);
    history("dev-3", '{"version":3,"upd', 90);
    assert.deepEqual(mended(), ["dev damaged"]);
    assert.equal(fs.readFileSync(file, "utf8"), '{"version":3,"update":2}');
  });

  it("comes back when it is gone, but not when the stack was removed on purpose", () => {
    fs.mkdirSync(path.join(state, ".pulumi", "history", "shop", "dev"), { recursive: true });
    assert.deepEqual(mended(), [], "stack rm leaves the backup, and a history with nothing in it");
    history("dev-1", '{"version":3,"update":1}', 60);
    assert.deepEqual(mended(), ["dev gone"]);
    assert.equal(fs.readFileSync(file, "utf8"), '{"version":3,"update":1}');
  });

  it("is not taken for gone where it is compressed", () => {
    history("dev-1", '{"version":3}', 60);
    fs.writeFileSync(`${file}.gz`, "");
    assert.deepEqual(mended(), []);
  });

  it("is read as a whole only after a command that failed", () => {
    fs.writeFileSync(file, '{"version":3,"lat"est":{}}');
    assert.deepEqual(mended(), []);
    assert.deepEqual(
      mendCheckpoints(state, readsWhole).map(({ was }) => was),
      ["damaged"],
    );
    assert.equal(fs.readFileSync(file, "utf8"), '{"version":3}\n');
  });
});
