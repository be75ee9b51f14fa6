import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensureShapes } from "../../../providers/core/shape/cache";
import { FileCatalog } from "../../../providers/core/shape/catalog";

const randomDir = dirname(require.resolve("@pulumi/random/package.json"));

describe("shape cache", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "tandem-shapes-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it("holds inputs, outputs, secret outputs of every resource of the package", () => {
    const out = join(home, "random");
    ensureShapes(randomDir, out);
    const password = new FileCatalog(out).resource("random:index/randomPassword:RandomPassword");
    assert.deepEqual(password?.inputs.length, { t: "number" });
    assert.deepEqual(password?.inputs.special, { t: "boolean", o: 1 });
    assert.deepEqual(password?.outputs.result, { t: "string" });
    assert.deepEqual(password?.secrets, ["bcryptHash", "result"]);
    assert.deepEqual(new FileCatalog(out).resource("random:index/randomPassword:Other"), undefined);
  });

  it("leaves a cache of the same version alone, and builds one of another version anew", () => {
    const out = join(home, "random");
    ensureShapes(randomDir, out);
    const before = statSync(join(out, "package.json")).ino;
    ensureShapes(randomDir, out);
    assert.equal(statSync(join(out, "package.json")).ino, before);
    writeFileSync(join(out, "package.json"), "{}");
    writeFileSync(join(out, "modules", "stale.json"), "{}");
    ensureShapes(randomDir, out);
    assert.deepEqual(readdirSync(join(out, "modules")), ["index.json"]);
    assert.match(readFileSync(join(out, "package.json"), "utf8"), /"@pulumi\/random"/);
    assert.deepEqual(readdirSync(home), ["random"]);
  });

  it("says that it is gone, rather than that the package has no types", () => {
    const catalog = new FileCatalog(join(home, "aws-7.0.1"));
    assert.throws(
      () => catalog.resource("aws:s3/bucket:Bucket"),
      /^Error: what aws-7\.0\.1 declares is not in .*aws-7\.0\.1, so nothing of it can be checked\. Run the same command through tandem-offline/,
    );
  });

  it("says what is wrong with a folder that is no package", () => {
    const empty = join(home, "empty");
    mkdirSync(empty);
    assert.throws(() => ensureShapes(empty, join(home, "out")), /is not an installed package/);
  });
});
