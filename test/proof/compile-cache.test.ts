import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { CompileCache } from "../../proof/check/compile-cache.mjs";

describe("what V8 compiled", () => {
  let folder: string;
  let open: () => CompileCache;
  before(async () => {
    const { CompileCache } = await import("../../proof/check/compile-cache.mjs");
    open = () => new CompileCache(path.join(folder, "cache"));
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-compiled-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** Compiles, runs and keeps scripts. @returns what they gave, and whether what was kept was of use */
  function run(scripts: Readonly<Record<string, string>>) {
    const cache = open();
    const compiled = Object.entries(scripts).map(([name, content]) => cache.script(content, name));
    const values = compiled.map((script) => script.runInThisContext() as unknown);
    cache.save();
    return { values, kept: compiled.map(({ cachedDataRejected }) => cachedDataRejected === false) };
  }

  it("is taken by the next process, each script its own", () => {
    const scripts = { "one.js": "(() => 1 + 1)()", "two.js": "(() => 'two')()" };
    assert.deepEqual(run(scripts), { values: [2, "two"], kept: [false, false] });
    assert.deepEqual(run(scripts), { values: [2, "two"], kept: [true, true] });
  });

  it("is left alone where the script is another one now, and stays for the others", () => {
    run({ "one.js": "1", "two.js": "2" });
    assert.deepEqual(run({ "one.js": "11" }), { values: [11], kept: [false] });
    assert.deepEqual(run({ "one.js": "11", "two.js": "2" }), { values: [11, 2], kept: [true, true] });
  });

  it("is nothing where the file is missing, cut off or no cache at all", () => {
    run({ "one.js": "1" });
    const file = path.join(folder, "cache");
    const whole = fs.readFileSync(file);
    for (const content of [
      Buffer.from("no cache"),
      whole.subarray(0, 10),
      whole.subarray(0, whole.length - 9),
    ]) {
      fs.writeFileSync(file, content);
      assert.deepEqual(run({ "one.js": "1" }).values, [1]);
    }
  });

  it("is not kept where nothing can be written, and the scripts run all the same", () => {
    fs.mkdirSync(path.join(folder, "cache"));
    assert.deepEqual(run({ "one.js": "1" }).values, [1]);
    assert.deepEqual(fs.readdirSync(folder), ["cache"]);
  });
});
