import assert from "node:assert/strict";
import * as fs from "node:fs";
import { ensurePolicyPack } from "../../commands/policy-pack";
import { type Temporary, temporary } from "../support/temporary";

describe("building a policy pack", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
    at.write("PulumiPolicy.yaml", "runtime: nodejs\n");
    at.write("rules/rule.ts", "");
    pack(
      "node -e \"require('fs').mkdirSync('dist',{recursive:true});require('fs').appendFileSync('dist/index.js','x')\"",
    );
  });
  afterEach(() => at.remove());

  function pack(build: string): void {
    at.write(
      "package.json",
      JSON.stringify({ name: "p", version: "1.0.0", main: "dist/index.js", scripts: { build } }),
    );
  }
  const built = () => fs.readFileSync(at.at("dist/index.js"), "utf8");
  const age = (file: string, seconds: number) => {
    const time = Date.now() / 1000 - seconds;
    fs.utimesSync(at.at(file), time, time);
  };

  it("happens when it was never built, and not again", () => {
    age("rules/rule.ts", 60);
    ensurePolicyPack(at.directory);
    ensurePolicyPack(at.directory);
    assert.equal(built(), "x");
  });

  it("happens again once a source is newer", () => {
    age("rules/rule.ts", 60);
    ensurePolicyPack(at.directory);
    age("dist/index.js", 30);
    age("rules/rule.ts", 10);
    ensurePolicyPack(at.directory);
    assert.equal(built(), "xx");
  });

  it("is not tried for a pack without a build", () => {
    at.write("package.json", `{"main": "index.js"}`);
    ensurePolicyPack(at.directory);
    assert.ok(!fs.existsSync(at.at("dist")));
  });

  it("says which pack failed to build", () => {
    pack("exit 1");
    assert.throws(() => ensurePolicyPack(at.directory), /the build of the policy pack in .+ failed/);
  });

  it("says when a folder is no policy pack", () => {
    fs.rmSync(at.at("PulumiPolicy.yaml"));
    assert.throws(() => ensurePolicyPack(at.directory), /is no policy pack: it has no PulumiPolicy\.yaml/);
  });
});
