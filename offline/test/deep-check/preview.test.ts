import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { packageDirectory } from "../../home/dist";
import { type Temporary, temporary } from "../support/temporary";

const program = (subnet: string) => `
const pulumi = require("@pulumi/pulumi");
const ec2 = require("@pulumi/aws/ec2");
const sqs = require("@pulumi/aws/sqs");
const vpc = new ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });
new ec2.Subnet("inside", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
new ec2.Subnet("second", { vpcId: vpc.id, cidrBlock: ${JSON.stringify(subnet)} });
new sqs.Queue("jobs", { kmsMasterKeyId: pulumi.secret("alias/hunter2-hunter2") });
`;

/** The real engine over a program whose mistake shows only to who sees two resources, before any id is known. */
describe("the deep check of a preview", function () {
  this.timeout(180_000);
  let folder: Temporary;
  before(() => {
    folder = temporary();
    const files = {
      "Pulumi.yaml": "name: small\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "Pulumi.dev.yaml": "config:\n  aws:region: us-east-2\n",
      "package.json": JSON.stringify({ name: "small", main: "index.js" }),
    };
    for (const [name, content] of Object.entries(files))
      fs.writeFileSync(path.join(folder.directory, name), content);
    fs.symlinkSync(
      path.join(packageDirectory(), "../node_modules"),
      path.join(folder.directory, "node_modules"),
    );
  });
  after(() => folder?.remove());

  async function deepCheck(
    ...args: string[]
  ): Promise<{ code: number | null; output: string; stdout: string }> {
    const bin = path.join(packageDirectory(), "bin/tandem-offline.mjs");
    // What `npm run offline -- deep-check` runs.
    const child = spawn(process.execPath, [bin, "pulumi", "deep-check", "-C", folder.directory, ...args], {
      env: { ...process.env, TANDEM_OFFLINE_HOME: path.join(folder.directory, "home") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, output, stdout }));
    });
  }

  it("finds a subnet that overlaps another one, though the id of their VPC is not known", async () => {
    fs.writeFileSync(path.join(folder.directory, "index.js"), program("10.0.1.128/25"));
    const { code, output } = await deepCheck("--stack", "dev");
    assert.match(output, /aws:ec2\/subnet:Subnet "(inside|second)" \(us-east-2\): cidrBlock is "10\.0\.1\./);
    assert.match(output, /dev: deep check: 1 finding; 4 of 4 AWS resources judged/);
    assert.doesNotMatch(output, /hunter2/, "a secret is never told");
    assert.equal(code, 1);
  });

  it("is clean and ends with 0 once the mistake is mended", async () => {
    fs.writeFileSync(path.join(folder.directory, "index.js"), program("10.0.2.0/24"));
    const { code, output } = await deepCheck("--stack", "dev");
    assert.match(output, /dev: deep check: 0 findings; 4 of 4 AWS resources judged/);
    assert.equal(code, 0);
  });

  it("judges an exported state, of any account", async () => {
    const file = path.join(folder.directory, "export.json");
    const urn = "urn:pulumi:live::small::aws:sqs/queue:Queue::jobs";
    const resources = [
      { urn, type: "aws:sqs/queue:Queue", id: "jobs", inputs: { delaySeconds: 1000, region: "eu-west-1" } },
    ];
    fs.writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    const { code, stdout } = await deepCheck("--file", file, "--json");
    const [report] = JSON.parse(stdout) as { findings: { property: string; value: string }[] }[];
    assert.deepEqual(
      report?.findings.map(({ property, value }) => `${property} ${value}`),
      ["delaySeconds 1000"],
    );
    assert.equal(code, 1);
  });

  it("tells a mistake in its arguments in one line and ends with 2", async () => {
    const unknown = await deepCheck("--stak", "dev");
    assert.equal(unknown.code, 2);
    assert.match(unknown.output, /^tandem-offline: Unknown option '--stak'.*\n$/);
    const absent = await deepCheck("--stack", "nowhere");
    assert.equal(absent.code, 2);
    assert.match(absent.output, /there is no Pulumi\.nowhere\.yaml in/);
    assert.equal((await deepCheck("--help")).code, 0);
  });
});
