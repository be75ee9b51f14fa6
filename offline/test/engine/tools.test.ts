import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { installHost, script, writeExecutable } from "../../engine/tools";
import { type Temporary, temporary } from "../support/temporary";

describe("the bin folder of a home", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  it("has the CLI as the same file, with our language host beside it", () => {
    const file = at.script("cache/pulumi", "echo v3.230.0");
    const bundle = at.write("host.cjs", "console.log('host', process.argv[2])");
    const placed = installHost({ file, version: "3.230.0", hasHost: false }, bundle, at.at("bin"));
    assert.equal(placed, at.at("bin/pulumi"));
    assert.ok(!fs.lstatSync(placed).isSymbolicLink());
    assert.equal(
      fs.statSync(placed).ino,
      fs.statSync(file).ino,
      "a hard link: no 85 MB copy, no symbolic link",
    );
    assert.equal(execFileSync(at.at("bin/pulumi-language-nodejs"), ["x"], { encoding: "utf8" }), "host x\n");
  });

  it("follows when the CLI is another one", () => {
    const cli = { version: "3.230.0", hasHost: false };
    installHost({ ...cli, file: at.script("cache/a", "echo a") }, at.at("h"), at.at("bin"));
    installHost({ ...cli, file: at.script("cache/b", "echo bb") }, at.at("h"), at.at("bin"));
    assert.equal(execFileSync(at.at("bin/pulumi"), { encoding: "utf8" }), "bb\n");
  });

  it("is not needed for a CLI with its own language host", () => {
    const file = at.script("opt/pulumi");
    assert.equal(installHost({ file, version: "3.240.0", hasHost: true }, at.at("h"), at.at("bin")), file);
    assert.ok(!fs.existsSync(at.at("bin")));
  });

  it("starts a bundle with variables of its own, whatever is in them", () => {
    const bundle = at.write("it's a bundle.cjs", "console.log(process.env.GREETING)");
    writeExecutable(at.at("bin/plugin"), script(bundle, { GREETING: `"quoted" $HOME\\` }));
    assert.equal(execFileSync(at.at("bin/plugin"), { encoding: "utf8" }), `"quoted" $HOME\\\n`);
  });

  it("leaves an executable alone that is as it should be", () => {
    writeExecutable(at.at("plugin"), "same");
    const { ino } = fs.statSync(at.at("plugin"));
    writeExecutable(at.at("plugin"), "same");
    assert.equal(fs.statSync(at.at("plugin")).ino, ino);
  });
});
