import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { openHome } from "../../offline";
import { type Engine, openEngine } from "../support/engine";
import { byType, resourcesOf } from "../support/state";

interface Result {
  rule: string;
  status: string;
  message: string;
  urn: string;
}

/** A program of its own: one key without rotation, under a name that a secret goes into as well. */
const PROGRAM = `
const kms = require("@pulumi/aws/kms");
const pulumi = require("@pulumi/pulumi");
new kms.Key("payments", { description: pulumi.secret("of the payments"), deletionWindowInDays: 30 });
`;

describe("the policy pack on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  const pack = path.resolve("policy-pack");
  const file = (name: string) => path.join(engine.project.directory, name);

  /** Writes a configuration of the pack, and gives the arguments that name it. */
  function configured(settings: Record<string, unknown>): string[] {
    fs.writeFileSync(file("pack.json"), JSON.stringify({ "well-architected": settings }));
    return ["--policy-pack", pack, "--policy-pack-config", file("pack.json")];
  }

  function results(): Result[] {
    return (JSON.parse(fs.readFileSync(file("results.json"), "utf8")) as { results: Result[] }).results;
  }

  it("judges prod-secondary beside a snapshot of prod-primary: what was not evaluated alone is, and is clean", async () => {
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", "prod-primary"]);
    const env = { TANDEM_POLICY_RESULTS: file("results.json") };
    const preview = ["preview", "--stack", "prod-secondary"];
    await engine.succeed([...preview, ...configured({ regions: ["us-east-2", "us-west-2"] })], env);
    const open = (rule: string) =>
      results().filter((one) => one.rule === rule && one.status === "not-evaluated");
    assert.ok(open("region-inventory-parity").length > 0, "alone nobody knows the other region");
    assert.ok(open("vpc-cidr-plan").length > 0);

    const { stdout } = await engine.succeed(["stack", "export", "--stack", "prod-primary"]);
    const args = [path.join(pack, "bin", "tandem-policies.js"), "snapshot", "--out", file("primary.json")];
    assert.equal(spawnSync(process.execPath, args, { input: stdout }).status, 0);
    const settings = { regions: ["us-east-2", "us-west-2"], peers: [file("primary.json")] };
    await engine.succeed([...preview, ...configured(settings)], env);
    for (const rule of ["region-inventory-parity", "vpc-cidr-plan"]) {
      assert.deepEqual(open(rule), [], rule);
    }
    assert.deepEqual(
      results().filter(({ status }) => status === "violation"),
      [],
    );
  });

  it("finds an overlap of two regions' address ranges before anything is deployed", async () => {
    // The settings' own check would refuse it, so the peer is the one that is changed.
    const peer = fs.readFileSync(file("primary.json"), "utf8").replaceAll("10.10.0.0/16", "10.20.0.0/16");
    fs.writeFileSync(file("overlapping.json"), peer);
    const args = configured({ regions: ["us-east-2", "us-west-2"], peers: [file("overlapping.json")] });
    const output = await engine.fail(["preview", "--stack", "prod-secondary", ...args]);
    assert.match(output, /vpc-cidr-plan/);
  });

  it("mends where it is asked to: the preview shows the value, the deployment has it, a secret stays one", async () => {
    const directory = path.join(engine.project.directory, "mended");
    fs.mkdirSync(directory);
    fs.writeFileSync(path.join(directory, "index.js"), PROGRAM);
    fs.writeFileSync(path.join(directory, "package.json"), '{"main": "index.js"}');
    fs.writeFileSync(path.join(directory, "Pulumi.yaml"), "name: mended\nruntime: nodejs\n");
    fs.writeFileSync(path.join(directory, "Pulumi.one.yaml"), "config:\n  aws:region: us-east-2\n");
    fs.symlinkSync(path.resolve("node_modules"), path.join(directory, "node_modules"));
    const home = await openHome({
      directory: path.join(engine.project.directory, "mended-home"),
      programDirectory: directory,
      fastState: true,
    });
    await home.ensureStack("mended", "one");
    const run = async (...args: string[]) => {
      const options = ["--stack", "one", "--non-interactive", "--diff"];
      const { stdout, stderr } = await home.pulumi([
        ...args,
        ...options,
        ...configured({ remediate: ["kms-rotation-and-window"] }),
      ]);
      return stdout + stderr;
    };
    assert.match(await run("preview"), /\[remediate\][\s\S]+enableKeyRotation/);
    await run("up", "--yes", "--skip-preview");
    const exported = JSON.stringify(await home.exportStack("one"));
    assert.ok(!exported.includes("of the payments"), "the secret is ciphertext in the state");
    const [key] = byType(resourcesOf(JSON.parse(exported)), "aws:kms/key:Key");
    assert.equal(key?.inputs.enableKeyRotation, true);
  });
});
