import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectCopy, withSettingsCopy } from "../../home/settings-copy";
import { keepStackFiles } from "../../home/stack-files";
import { type Temporary, temporary } from "../support/temporary";

const settings = "# why\nconfig:\n  a:b: [x]\n";

describe("settings files in offline runs", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
    at.write("Pulumi.yaml", "name: a\nruntime: nodejs\n");
    at.write("Pulumi.dev.yaml", settings);
  });
  afterEach(() => at.remove());
  const prepare = (line: string, cwd = at.directory) =>
    withSettingsCopy(line.split(" "), cwd, at.at("home/tmp"), {});

  it("are a copy for operations, deleted afterwards", () => {
    const prepared = prepare("up --yes --stack dev");
    assert.ok(prepared);
    const [, , copy = "", ...rest] = prepared.args;
    assert.deepEqual(
      [...prepared.args.slice(0, 2), ...rest],
      ["up", "--config-file", "--yes", "--stack", "dev"],
    );
    assert.equal(fs.readFileSync(copy, "utf8"), settings);
    prepared.remove();
    assert.deepEqual(fs.readdirSync(at.at("home/tmp")), []);
  });

  it("are found from below the project, with -C, and in the project's own settings folder", () => {
    fs.mkdirSync(at.at("sub"));
    assert.ok(prepare("preview -s dev", at.at("sub")));
    assert.ok(prepare(`-C ${at.directory} preview -s dev`, "/"));
    at.write("Pulumi.yaml", "name: a\nruntime: nodejs\nstackConfigDir: stacks\n");
    assert.equal(prepare("preview -s dev"), undefined);
    at.write("stacks/Pulumi.dev.yaml", settings);
    assert.ok(prepare("preview -s dev"));
  });

  for (const line of [
    "config set a 1 --stack dev",
    "stack output --stack dev",
    "up --stack dev --config a=1",
    "up --stack dev --config-file own.yaml",
    "up --stack unknown",
    "up",
  ]) {
    it(`are the user's own for "${line}"`, () => assert.equal(prepare(line), undefined));
  }

  it("are copied beside a project of the same name for stack init", () => {
    const copy = projectCopy("a", at.at("Pulumi.dev.yaml"), at.at("home/tmp"));
    assert.deepEqual(fs.readdirSync(copy).sort(), ["Pulumi.dev.yaml", "Pulumi.yaml"]);
    assert.deepEqual(JSON.parse(fs.readFileSync(path.join(copy, "Pulumi.yaml"), "utf8")), {
      name: "a",
      runtime: "nodejs",
    });
  });

  describe("after a command that may write them", () => {
    const salt = "encryptionsalt: v1:abc=:v1:def\n";
    const rewritten = (before: string | undefined, written: string, ...args: string[]) => {
      if (before === undefined) fs.rmSync(at.at("Pulumi.dev.yaml"));
      else at.write("Pulumi.dev.yaml", before);
      const restore = keepStackFiles(at.directory, args);
      at.write("Pulumi.dev.yaml", written);
      restore();
      return fs.existsSync(at.at("Pulumi.dev.yaml"))
        ? fs.readFileSync(at.at("Pulumi.dev.yaml"), "utf8")
        : undefined;
    };

    it("are byte for byte as they were when only the salt and the format are new", () => {
      assert.equal(rewritten(settings, `config:\n  a:b:\n    - x\n${salt}`), settings);
    });
    it("have what the command set, without the salt", () => {
      assert.equal(rewritten(settings, `config:\n  a:b: 2\n${salt}`), "config:\n  a:b: 2\n");
    });
    it("keep the salt that was there before, and one that secrets need", () => {
      assert.equal(rewritten(settings + salt, `config:\n  a:b: 2\n${salt}`), `config:\n  a:b: 2\n${salt}`);
      const secret = `config:\n  a:b:\n    secure: v1:x\n${salt}`;
      assert.equal(rewritten(settings, secret, "config", "set", "--secret"), secret);
    });
    it("are gone when the command made one for nothing but the salt", () => {
      assert.equal(rewritten(undefined, salt), undefined);
    });
  });
});
