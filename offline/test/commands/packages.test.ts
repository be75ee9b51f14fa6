import assert from "node:assert/strict";
import * as fs from "node:fs";
import { type Temporary, temporary } from "../support/temporary";

type Packages = Record<string, { version?: string; link?: boolean; optional?: boolean }>;

describe("whether npm packages are installed", () => {
  let at: Temporary;
  let isInstalled: (lock: string, installed: string) => boolean;
  before(async () => {
    ({ isInstalled } = await import("../../bin/packages.mjs"));
  });
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  /** `installed` is undefined without node_modules; `age` is how much older it is than the lock file, in seconds. */
  function check(wanted: Packages, installed: Packages | undefined, age: number): boolean {
    const lock = at.write("package-lock.json", JSON.stringify({ packages: wanted }));
    const have = at.at("node_modules/.package-lock.json");
    if (installed !== undefined) {
      at.write("node_modules/.package-lock.json", JSON.stringify({ packages: installed }));
      const time = fs.statSync(lock).mtimeMs / 1000 - age;
      fs.utimesSync(have, time, time);
    }
    return isInstalled(lock, have);
  }
  const a1: Packages = { "": {}, "node_modules/a": { version: "1.0.0" } };

  it("is not, without node_modules", () => assert.equal(check(a1, undefined, 0), false));
  it("is, when npm installed after the lock file was written, without reading either", () => {
    at.write("package-lock.json", "not JSON");
    at.write("node_modules/.package-lock.json", "not JSON");
    assert.equal(isInstalled(at.at("package-lock.json"), at.at("node_modules/.package-lock.json")), true);
  });
  it("is, when an older installation has the same versions", () => assert.equal(check(a1, a1, 60), true));
  it("is not, when the lock file asks for another version or one package more", () => {
    assert.equal(check(a1, { "node_modules/a": { version: "0.9.0" } }, 60), false);
    assert.equal(check({ ...a1, "node_modules/b": { version: "1.0.0" } }, a1, 60), false);
  });
  it("is, when packages for other systems are absent, and workspaces are links", () => {
    const more: Packages = {
      ...a1,
      "packages/own": { version: "0.0.1" },
      "node_modules/own": { link: true },
      "node_modules/a-win32": { version: "1.0.0", optional: true },
    };
    assert.equal(check(more, a1, 60), true);
  });
});
