import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageDirectory } from "../../home/dist";
import { cacheWithCli, cleanEnvironment, oneBucket, writeProgram } from "../support/program";
import { type Temporary, temporary } from "../support/temporary";

const command = path.join(packageDirectory(), "bin/tandem-offline.mjs");
const preview = ["preview", "--non-interactive", "--stack", "dev"];
const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "dev"];

describe("bad input is told in a sentence, and nothing is lost", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
    write(oneBucket);
  });
  afterEach(() => at.remove());

  function write(source: string): void {
    const program = writeProgram(at, "program", source);
    const link = path.join(program, "node_modules");
    if (!fs.existsSync(link)) fs.symlinkSync(path.join(packageDirectory(), "..", "node_modules"), link);
  }

  const options = (env: Record<string, string> = {}) => ({
    cwd: at.at("program"),
    env: cleanEnvironment({ TANDEM_OFFLINE_HOME: at.at("home"), ...env }),
  });

  function pulumi(args: string[], env: Record<string, string> = {}) {
    const result = spawnSync(process.execPath, [command, "pulumi", ...args], {
      ...options(env),
      encoding: "utf8",
    });
    return { status: result.status, said: result.stdout + result.stderr };
  }

  function succeeds(args: string[]): void {
    const { status, said } = pulumi(args);
    assert.equal(status, 0, said);
  }

  /** The command's own mistakes are one line; the engine's are told among its output. */
  function refused(env: Record<string, string>, message: RegExp, code = 1): void {
    const { status, said } = pulumi(preview, env);
    assert.equal(status, code, said);
    assert.match(said.trim(), message);
    assert.equal(said.trim().split("\n").length, 1, said);
  }

  it("a function that only AWS can answer", () => {
    write('require("@pulumi/aws/pricing").getProduct({ serviceCode: "AmazonEC2", filters: [] });');
    const { status, said } = pulumi(preview);
    assert.notEqual(status, 0);
    assert.match(
      said,
      /does not know the function aws:pricing\/getProduct:getProduct, and only AWS could answer it.*Read the value from the stack's settings/,
    );
  });

  it("a remote component without a stand-in", () => {
    const make = 'new pulumi.ComponentResource("awsx:ec2:Mainframe", "web", {}, {}, true);';
    write(`const pulumi = require("@pulumi/pulumi"); ${make}`);
    const { status, said } = pulumi(preview);
    assert.notEqual(status, 0);
    assert.match(said, /has no component awsx:ec2:Mainframe\. It has awsx:ec2:/);
  });

  it("a fault that does not exist", () => {
    refused({ TANDEM_OFFLINE_FAULTS: "thrtle create" }, /thrtle.*throttle/, 2);
    assert.ok(!fs.existsSync(at.at("home")), "nothing has started");
  });

  it("a broken file of the account, which stays as it is", () => {
    succeeds(up);
    const folder = at.at("home/account/resources/aws.s3.bucket.Bucket");
    const [name = ""] = fs.readdirSync(folder);
    fs.writeFileSync(path.join(folder, name), '{"type": "aws:s3');
    const { status, said } = pulumi([...preview, "--refresh"]);
    assert.notEqual(status, 0);
    assert.match(said, new RegExp(`offline account can't be read: .*${name}: it is no whole JSON`));
    assert.equal(fs.readFileSync(path.join(folder, name), "utf8"), '{"type": "aws:s3');
  });

  it("a cache folder that can't be made", () => {
    at.write("cache", "a file");
    refused(
      { XDG_CACHE_HOME: at.at("cache"), PATH: path.dirname(process.execPath) },
      /^The Pulumi CLI can't be kept in .*cache\/tandem\/pulumi-cli: a part of this path is a file\. Nothing was changed\. .* XDG_CACHE_HOME\.$/,
    );
  });

  it("a place for shapes that can't be written", () => {
    const cache = cacheWithCli(at);
    at.write("cache/tandem/shapes-1", "a file");
    refused(
      { XDG_CACHE_HOME: cache },
      /^What the provider packages declare can't be kept in .*shapes-1: there is a file of this name\. .* XDG_CACHE_HOME\.$/,
    );
  });

  it("a home that can't be made", () => {
    at.write("file", "");
    refused(
      { TANDEM_OFFLINE_HOME: at.at("file/home") },
      /^The offline home can't be kept in .*file\/home\/pulumi: a part of this path is a file\. .* TANDEM_OFFLINE_HOME\.$/,
    );
  });

  it("a folder without the right to write", function () {
    // Root may write everywhere.
    if (process.getuid?.() === 0) this.skip();
    fs.mkdirSync(at.at("home"), { mode: 0o555 });
    refused({}, /^The offline home can't be kept in .*: permission denied\./);
  });

  it("shapes that are gone, which are read anew", () => {
    const cache = cacheWithCli(at);
    const run = () => {
      const { status, said } = pulumi(preview, { XDG_CACHE_HOME: cache });
      assert.equal(status, 0, said);
    };
    run();
    const shapes = at.at("cache/tandem/shapes-1");
    const [aws = ""] = fs.readdirSync(shapes).filter((name) => name.startsWith("aws-"));
    fs.rmSync(path.join(shapes, aws), { recursive: true });
    run();
    assert.ok(fs.existsSync(path.join(shapes, aws, "modules/s3.json")));
  });

  it("two runs of one stack at once: the second one is told, the first one ends well", async () => {
    succeeds(preview);
    const first = spawn(process.execPath, [command, "pulumi", ...up], {
      ...options({ TANDEM_OFFLINE_FAULTS: "throttle create times=4" }),
      stdio: "ignore",
    });
    const ended = once(first, "exit");
    const locks = at.at("home/state/.pulumi/locks/organization/program/dev");
    while (!(fs.existsSync(locks) && fs.readdirSync(locks).some((name) => name.endsWith(".json"))))
      await sleep(50);
    const { status, said } = pulumi(up);
    const [code] = await ended;
    assert.notEqual(status, 0, said);
    assert.match(said, /the stack is currently locked by 1 lock\(s\)/);
    assert.equal(code, 0, "the first run");
    succeeds([...preview, "--refresh", "--expect-no-changes"]);
  });
}).timeout(120_000);
