import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import type { AnalyzeResponse, AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { dependencies, name } from "../package.json";
import { resource } from "../testing";
import { analyzeRequest } from "./support/messages";
import { PackProcess } from "./support/pack-process";

const pack = path.resolve(__dirname, "..");

/** Runs a program that must succeed and gives what it printed. */
function run(command: string, args: readonly string[], cwd: string, input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", input });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

describe("package", function () {
  this.timeout(120_000);
  let app: string;
  let installed: string;

  before(() => {
    app = fs.mkdtempSync(path.join(os.tmpdir(), "app-"));
    run(process.execPath, ["build.mjs"], pack);
    run(process.execPath, ["build.mjs", "--types"], pack);
    const [{ filename }] = JSON.parse(
      run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", app], pack),
    );
    installed = path.join(app, "node_modules", name);
    fs.mkdirSync(installed, { recursive: true });
    run("tar", ["-xzf", path.join(app, filename), "-C", installed, "--strip-components=1"], app);
    // As an install would put them, without a network.
    const from = createRequire(path.join(pack, "package.json"));
    for (const dependency of Object.keys(dependencies)) link(from, dependency);
    fs.writeFileSync(path.join(app, "package.json"), `{"name": "app", "private": true}`);
  });
  after(() => fs.rmSync(app, { recursive: true, force: true }));

  function link(from: NodeJS.Require, dependency: string): void {
    const place = path.join(app, "node_modules", dependency);
    const source = from.resolve
      .paths(dependency)
      ?.map((folder) => path.join(folder, dependency))
      .find((folder) => fs.existsSync(folder));
    assert.ok(source, dependency);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.symlinkSync(fs.realpathSync(source), place);
  }

  it("brings what users run and read, and nothing else", () => {
    const files = fs.readdirSync(installed).sort();
    assert.deepEqual(files, [
      "PulumiPolicy.yaml",
      "README.md",
      "RULES.md",
      "bin",
      "dist",
      "docs",
      "package.json",
    ]);
    const built = fs.readdirSync(path.join(installed, "dist")).sort();
    assert.deepEqual(built, [
      "commands.js",
      "config.schema.json",
      "index.js",
      "junit.js",
      "testing.js",
      "types",
      "yaml.js",
    ]);
  });

  it("judges a program of an empty project", async () => {
    const running = await PackProcess.start(
      { TANDEM_POLICY_RESULTS: path.join(app, "results.xml") },
      installed,
    );
    try {
      const info = await running.call<AnalyzerInfo>((client, done) =>
        client.getAnalyzerInfo(new Empty(), done),
      );
      assert.ok(info.getPoliciesList().length > 10);
      const cluster = resource("aws:eks/cluster:Cluster", "cluster", { vpcConfig: {} });
      const response = await running.call<AnalyzeResponse>((client, done) =>
        client.analyze(analyzeRequest(cluster), done),
      );
      assert.ok(response.getDiagnosticsList().some((one) => one.getPolicyname() === "eks-api-private"));
      assert.match(fs.readFileSync(path.join(app, "results.xml"), "utf8"), /<testsuite name="/);
    } finally {
      running.stop();
    }
  });

  it("has a testing kit that works there, in JavaScript and TypeScript, and a typed configuration", () => {
    const test = `const { judge, resource, rules } = require("${name}/testing");
      const rule = rules.find(({ id }) => id === "eks-api-private");
      judge(rule, [resource("aws:eks/cluster:Cluster", "c", { vpcConfig: {} })]).then((found) => console.log(found.length > 0));`;
    assert.equal(run(process.execPath, ["-e", test], app), "true\n");
    fs.writeFileSync(
      path.join(app, "use.ts"),
      `import type { PolicyConfig } from "${name}/config";
import { judge, type Outcome, resource, rules } from "${name}/testing";
export const config: PolicyConfig = { "eks-api-private": "advisory" };
export async function outcomes(): Promise<Outcome[]> {
  const [rule] = rules;
  return rule ? judge(rule, [resource("a:b:C", "c", { d: 1 })]) : [];
}
`,
    );
    const tsc = createRequire(path.join(pack, "package.json")).resolve("typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--skipLibCheck"];
    run(process.execPath, [tsc, ...options, "use.ts"], app);
  });

  it("has a command that writes the snapshot of an export", () => {
    const command = path.join(installed, "bin/tandem-policies.js");
    const root = { urn: "urn:pulumi:prod::hub::pulumi:pulumi:Stack::hub-prod", type: "pulumi:pulumi:Stack" };
    const exported = JSON.stringify({ version: 3, deployment: { resources: [root] } });
    run(process.execPath, [command, "snapshot", "--out", "peers/prod.json"], app, exported);
    assert.equal(JSON.parse(fs.readFileSync(path.join(app, "peers/prod.json"), "utf8")).stack, "prod");
    fs.writeFileSync(path.join(app, "export.json"), exported);
    const printed = run(process.execPath, [command, "snapshot", "--from", "export.json"], app);
    assert.equal(JSON.parse(printed).project, "hub");
  });

  const mistakes: Record<string, [string[], RegExp]> = {
    "no command of its": [["snap"], /There is no command "snap"\./],
    "an option that there is not": [["snapshot", "--to", "x"], /--to/],
    "a file that is not there": [["snapshot", "--from", "none.json"], /none\.json can't be read \(ENOENT\)/],
    "no export": [["snapshot", "--from", "package.json"], /This is no export of a stack/],
  };
  for (const [what, [args, message]] of Object.entries(mistakes)) {
    it(`has a command that says of ${what} what to do, without a stack trace`, () => {
      const command = path.join(installed, "bin/tandem-policies.js");
      const { status, stderr } = spawnSync(process.execPath, [command, ...args], {
        cwd: app,
        encoding: "utf8",
      });
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.match(stderr, /See: tandem-policies --help/);
      assert.doesNotMatch(stderr, / at /);
    });
  }
});
