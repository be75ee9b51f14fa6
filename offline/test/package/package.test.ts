import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { packageDirectory } from "../../home/dist";
import { cleanEnvironment, writeProgram } from "../support/program";
import { type Temporary, temporary } from "../support/temporary";

interface Manifest {
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional?: boolean }>;
}

const installed = path.join(packageDirectory(), "..", "node_modules");

describe("the published package", () => {
  let at: Temporary;
  let files: string[];
  let manifest: Manifest;
  before(function () {
    this.timeout(180_000);
    at = temporary();
    execFileSync("npm", ["pack", "--pack-destination", at.directory], {
      cwd: packageDirectory(),
      stdio: "pipe",
    });
    const tarball = fs.readdirSync(at.directory).find((file) => file.endsWith(".tgz"));
    assert.ok(tarball, "npm pack leaves a tarball");
    writeProgram(at, "program");
    const own = at.at("program/node_modules/@tandem/offline");
    fs.mkdirSync(own, { recursive: true });
    execFileSync("tar", ["-xzf", at.at(tarball), "-C", own, "--strip-components=1"]);
    files = fs
      .readdirSync(own, { recursive: true, encoding: "utf8" })
      .filter((file) => fs.statSync(path.join(own, file)).isFile());
    manifest = JSON.parse(fs.readFileSync(path.join(own, "package.json"), "utf8")) as Manifest;
    const optional = (name: string) => manifest.peerDependenciesMeta[name]?.optional === true;
    link(...Object.keys(manifest.dependencies));
    link(...Object.keys(manifest.peerDependencies).filter((name) => !optional(name)));
    link("@pulumi/aws");
  });
  after(() => at.remove());

  /** What npm would install. */
  function link(...names: string[]): void {
    for (const name of names) {
      const place = at.at("program/node_modules", name);
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.symlinkSync(path.join(installed, name), place);
    }
  }

  function run(args: string[], env: Record<string, string> = {}) {
    const command = at.at("program/node_modules/@tandem/offline", manifest.bin["tandem-offline"] ?? "");
    return spawnSync(process.execPath, [command, ...args], {
      ...{ cwd: at.at("program"), encoding: "utf8" as const },
      env: cleanEnvironment({ TANDEM_OFFLINE_HOME: at.at("home"), ...env }),
    });
  }

  it("has one command", () => assert.deepEqual(Object.keys(manifest.bin), ["tandem-offline"]));

  it("holds bundles and declarations, no TypeScript to compile and no tests", () => {
    const sources = files.filter((file) => /\.ts$/.test(file) && !file.endsWith(".d.ts"));
    assert.deepEqual(sources, []);
    assert.deepEqual(
      files.filter((file) => /(^|\/)(test|shapes|node_modules)\//.test(file)),
      [],
    );
    for (const name of ["aws", "awsx", "eks", "generic", "random"])
      assert.ok(files.includes(`dist/providers/${name}.cjs`), name);
    for (const file of ["engine/cli/go.mod", "engine/cli/go.sum", "facts/data/facts.br"])
      assert.ok(files.includes(file), file);
  });

  it("says whose work is in it: licence, notice of the facts' sources, licences of bundled packages", () => {
    const read = (file: string) =>
      fs.readFileSync(at.at("program/node_modules/@tandem/offline", file), "utf8");
    assert.match(read("LICENSE"), /Apache License/);
    assert.match(
      read("NOTICE"),
      /cfn-lint[\s\S]*MIT-0[\s\S]*@aws-cdk\/aws-service-spec[\s\S]*Apache License 2\.0/,
    );
    for (const name of ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "netmask", "yaml"])
      assert.match(read("dist/THIRD-PARTY-LICENSES"), new RegExp(`^${name} \\d`, "m"));
  });

  it("names nothing of the machine that packed it", () => {
    const root = path.dirname(packageDirectory());
    const telling = files.filter((file) =>
      fs.readFileSync(at.at("program/node_modules/@tandem/offline", file)).includes(root),
    );
    assert.deepEqual(telling, []);
  });

  it("exports files that are there", () => {
    const wanted = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    assert.deepEqual(
      wanted.filter((file) => !files.includes(file.slice(2))),
      [],
    );
  });

  it("previews an empty project's program", () => {
    const { status, stdout, stderr } = run(["pulumi", "preview", "--non-interactive", "--stack", "dev"]);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /\+ +aws:s3:Bucket +files +create/);
  }).timeout(120_000);

  it("brings AWS's facts along", () => {
    writeProgram(
      at,
      "program",
      'new (require("@pulumi/aws/cloudwatch").LogGroup)("log", { retentionInDays: 2 });',
    );
    const { status, stdout } = run(["pulumi", "preview", "--non-interactive", "--stack", "dev"]);
    writeProgram(at, "program");
    assert.notEqual(status, 0);
    assert.match(stdout, /retentionInDays is 2; AWS takes /);
  }).timeout(120_000);

  it("is a library, too", () => {
    const source = `
      const { openHome, silentProgress } = require("@tandem/offline");
      const { openAccount } = require("@tandem/offline/account");
      const { awsCatalog } = require("@tandem/offline/account/catalog");
      (async () => {
        const home = await openHome({ directory: process.argv[2], programDirectory: ".", progress: silentProgress });
        await home.ensureStack("program", "dev");
        const { code, stdout } = await home.pulumi(["up", "--yes", "--skip-preview", "--stack", "dev"]);
        if (code !== 0) throw new Error(stdout);
        const account = openAccount(home.accountDirectory, awsCatalog("."));
        console.log(JSON.stringify(account.list().map(({ id }) => id)));
      })();`;
    at.write("program/use.js", source);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["use.js", at.at("library-home")], {
      ...{ cwd: at.at("program"), encoding: "utf8" as const, env: cleanEnvironment() },
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), ["files"]);
  }).timeout(120_000);

  it("says in one line that the deep check's packages are not installed", () => {
    const { status, stderr } = run(["deep-check"]);
    assert.equal(status, 1, stderr);
    assert.match(stderr, /@aws\/cloudformation-validate/);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
  });
});
