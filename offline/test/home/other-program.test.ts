import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { packageDirectory } from "../../home/dist";
import { cacheWithCli, cleanEnvironment, writeProgram } from "../support/program";
import { type Temporary, temporary } from "../support/temporary";

const installed = path.join(packageDirectory(), "..", "node_modules");

describe("a program outside the repository, with an @pulumi/aws of its own", () => {
  let at: Temporary;
  let environment: NodeJS.ProcessEnv;
  before(() => {
    at = temporary();
    environment = cleanEnvironment({ XDG_CACHE_HOME: cacheWithCli(at) });
    writeProgram(at, "mine");
    fs.mkdirSync(at.at("mine/node_modules/@pulumi"), { recursive: true });
    fs.symlinkSync(path.join(installed, "@pulumi/pulumi"), at.at("mine/node_modules/@pulumi/pulumi"));
  });
  beforeEach(() => {
    fs.rmSync(own(), { recursive: true, force: true });
    fs.rmSync(at.at("mine/.offline"), { recursive: true, force: true });
  });
  after(() => at.remove());

  const own = () => at.at("mine/node_modules/@pulumi/aws");

  function pulumi(args: string[], cwd: string): string {
    const command = path.join(packageDirectory(), "bin/tandem-offline.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, "pulumi", ...args], {
      ...{ cwd, env: environment, encoding: "utf8" as const },
    });
    assert.equal(status, 0, stdout + stderr);
    return stdout;
  }

  /** Versions of the providers in the state that `up` has left. */
  function providers(): string[] {
    const { deployment } = JSON.parse(pulumi(["stack", "export", "--stack", "dev"], at.at("mine"))) as {
      deployment: { resources: { type: string; inputs?: { version?: string } }[] };
    };
    return deployment.resources
      .filter(({ type }) => type === "pulumi:providers:aws")
      .map(({ inputs }) => inputs?.version ?? "");
  }

  function upAndDown(version: string): void {
    const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "dev"];
    pulumi(["-C", at.at("mine"), ...up], at.directory);
    assert.deepEqual(providers(), [version]);
    assert.ok(fs.existsSync(at.at(`cache/tandem/shapes-1/aws-${version}/modules/s3.json`)));
    assert.match(pulumi(["preview", "--expect-no-changes", "--stack", "dev"], at.at("mine")), /unchanged/);
    pulumi(["-C", "mine", "destroy", "--yes", "--skip-preview", "--stack", "dev"], at.directory);
    assert.deepEqual(
      fs.readdirSync(at.directory).sort(),
      ["cache", "mine"],
      "the home is in the program's folder",
    );
  }

  it("comes up with the plugin of that version, by -C and started there (an invented 7.1.99)", () => {
    const from = path.join(installed, "@pulumi/aws");
    for (const part of ["s3", "iam", "lambda", "types", "utilities.js", "utilities.d.ts", "utils.js"])
      fs.cpSync(path.join(from, part), path.join(own(), part), { recursive: true });
    const manifest = JSON.parse(fs.readFileSync(path.join(from, "package.json"), "utf8"));
    manifest.version = "7.1.99";
    manifest.pulumi.version = "7.1.99";
    fs.writeFileSync(path.join(own(), "package.json"), JSON.stringify(manifest));
    upAndDown("7.1.99");
  }).timeout(120_000);

  it("comes up with an older version from the registry", function () {
    this.timeout(240_000);
    const version = "7.12.0";
    try {
      const options = { cwd: at.directory, stdio: "pipe", timeout: 60_000 } as const;
      execFileSync("npm", ["pack", `@pulumi/aws@${version}`, "--prefer-offline"], options);
    } catch {
      this.skip();
    }
    fs.mkdirSync(own(), { recursive: true });
    const tarball = at.at(`pulumi-aws-${version}.tgz`);
    execFileSync("tar", ["-xzf", tarball, "-C", own(), "--strip-components=1"]);
    fs.rmSync(tarball);
    upAndDown(version);
  });
});
