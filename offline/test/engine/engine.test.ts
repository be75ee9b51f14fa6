import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type CommandOptions, type Home, openHome, silentProgress } from "../..";
import { packageDirectory } from "../../home/dist";
import { type Temporary, temporary } from "../support/temporary";

const settings = "# kept as it is\nconfig:\n  tiny:length: 2 # words\n";
const program = `const pulumi = require("@pulumi/pulumi");
const random = require("@pulumi/random");
const length = new pulumi.Config().requireNumber("length");
console.log("stdout of the program");
const pet = new random.RandomPet("pet", { length });
exports.words = length;
exports.pet = pet.id;
`;

describe("a program of somebody else on the real engine", () => {
  let at: Temporary;
  let home: Home;
  before(async () => {
    at = temporary();
    at.write("program/Pulumi.yaml", "name: tiny\nruntime: {name: nodejs, options: {typescript: false}}\n");
    at.write("program/package.json", `{"name": "tiny", "private": true, "main": "index.js"}`);
    at.write("program/Pulumi.dev.yaml", settings);
    fs.symlinkSync(installedModules(), at.at("program/node_modules"));
    home = await openHome({
      directory: at.at("home"),
      programDirectory: at.at("program"),
      fastState: true,
      progress: silentProgress,
    });
    await home.ensureStack("tiny", "dev");
  });
  beforeEach(() => {
    at.write("program/index.js", program);
    at.write("program/Pulumi.dev.yaml", settings);
  });
  after(() => at.remove());

  function installedModules(): string {
    const own = path.join(packageDirectory(), "node_modules", "@pulumi");
    return fs.existsSync(own) ? path.dirname(own) : path.join(packageDirectory(), "..", "node_modules");
  }

  function runs(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  async function pulumi(command: string, options?: CommandOptions) {
    return await home.pulumi([...command.split(" "), "--stack", "dev", "--non-interactive"], options);
  }

  async function succeed(command: string): Promise<string> {
    const { code, stdout, stderr } = await pulumi(command);
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  }

  it("previews it, with no warning of its own", async () => {
    const output = await succeed("preview");
    assert.match(output, /\+ 2 to create/);
    assert.match(output, /stdout of the program/);
    assert.doesNotMatch(output, /warning/i);
  });

  it("brings it up, sees no change afterwards, and destroys it", async () => {
    await succeed("up --yes --skip-preview");
    const state = (await home.exportStack("dev")) as { deployment: { resources: { type: string }[] } };
    assert.deepEqual(
      state.deployment.resources.map(({ type }) => type),
      ["pulumi:pulumi:Stack", "pulumi:providers:random", "random:index/randomPet:RandomPet"],
    );
    await succeed("preview --expect-no-changes");
    await succeed("refresh --yes --expect-no-changes");
    at.write("program/Pulumi.dev.yaml", settings.replace("length: 2", "length: 3"));
    assert.match(await succeed("preview"), /1 to replace/);
    await succeed("destroy --yes --skip-preview");
    const empty = (await home.exportStack("dev")) as { deployment: { resources?: unknown[] } };
    assert.deepEqual(empty.deployment.resources ?? [], []);
  });

  it("leaves the settings file as it was, comments and all, and nothing beside it", async () => {
    const before = fs.readdirSync(at.at("program"));
    await succeed("preview");
    await succeed("stack output");
    assert.equal(fs.readFileSync(at.at("program/Pulumi.dev.yaml"), "utf8"), settings);
    assert.deepEqual(fs.readdirSync(at.at("program")), before);
  });

  it("sets what the user sets, without the salt of the offline secrets", async () => {
    await succeed("config set length 4");
    const written = fs.readFileSync(at.at("program/Pulumi.dev.yaml"), "utf8");
    assert.match(written, /tiny:length: "?4/);
    assert.doesNotMatch(written, /encryptionsalt/);
  });

  it("shows a program's error once, without a trace of the language host", async () => {
    at.write("program/index.js", `throw new Error("the program is wrong")`);
    const { code, stdout, stderr, milliseconds } = await pulumi("preview");
    assert.notEqual(code, 0);
    const output = stdout + stderr;
    // Once in the resource's own lines and once in the list of diagnostics would be twice.
    assert.equal(output.match(/Error: the program is wrong/g)?.length, 1, output);
    assert.doesNotMatch(output, /host\.cjs|non-zero exit code/);
    assert.ok(
      milliseconds < 20_000,
      `took ${milliseconds} ms: Node's coloured display of the trace does not end`,
    );
  });

  it("says with which code a program ended that said nothing itself", async () => {
    at.write("program/index.js", "process.exit(7)");
    const { code, stdout, stderr } = await pulumi("preview");
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /exited with non-zero exit code: 7/);
  });

  it("ends the program when the engine is interrupted", async () => {
    at.write(
      "program/index.js",
      `require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000)`,
    );
    const pidFile = at.at("program/pid");
    const { code } = await pulumi("preview", {
      onStart: (child) => {
        child.once("close", () => clearInterval(look));
        const look = setInterval(() => {
          if (!fs.existsSync(pidFile) || fs.readFileSync(pidFile, "utf8") === "") return;
          clearInterval(look);
          child.kill("SIGINT");
        }, 50);
      },
    });
    assert.notEqual(code, 0);
    const pid = Number(fs.readFileSync(pidFile, "utf8"));
    fs.rmSync(pidFile);
    for (let waited = 0; runs(pid); waited += 100) {
      assert.ok(waited < 5_000, "the program still runs");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it("starts a policy pack wherever its folder is, in JavaScript that brings no SDK", async () => {
    const { runner, policy } = { runner: "@pulumi/policy", policy: "no-pets" };
    at.write("pack/PulumiPolicy.yaml", "runtime: nodejs\nmain: index.js\n");
    at.write("pack/package.json", `{"name": "pack", "version": "1.0.0", "main": "index.js"}`);
    at.write(
      "pack/index.js",
      `const { PolicyPack } = require(${JSON.stringify(path.join(installedModules(), runner))});
new PolicyPack("pack", { policies: [{
  name: "${policy}", description: "No pets.", enforcementLevel: "mandatory",
  validateResource: ({ type }, report) => { if (type.includes("RandomPet")) report("pets are not allowed"); },
}] });`,
    );
    const { code, stdout } = await pulumi(`preview --policy-pack ${at.at("pack")}`);
    assert.notEqual(code, 0);
    assert.match(stdout, /no-pets.+pets are not allowed/s);
  });
});
