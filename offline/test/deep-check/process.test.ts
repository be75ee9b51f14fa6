import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { findPackages, PackagesMissing } from "../../deep-check/judge/packages";
import { DeepCheck } from "../../deep-check/process/client";
import { renderReport } from "../../deep-check/render";
import { temporary } from "../support/temporary";

const QUEUE = {
  resources: [
    {
      urn: "urn:pulumi:dev::tandem::aws:sqs/queue:Queue::jobs",
      type: "aws:sqs/queue:Queue",
      provider: "urn:pulumi:dev::tandem::pulumi:providers:aws::aws::1",
      inputs: { delaySeconds: 1000 },
    },
    {
      urn: "urn:pulumi:dev::tandem::pulumi:providers:aws::aws",
      type: "pulumi:providers:aws",
      inputs: { region: "us-east-2" },
    },
  ],
};

describe("the deep check's process", () => {
  before(async function () {
    this.timeout(60_000);
    const { ensureBuilt } = await import("../../build.mjs");
    await ensureBuilt();
  });

  it("answers what it was asked while it warmed up, in a process of its own, and ends with it", async () => {
    const check = DeepCheck.start(undefined, ["AWS::SQS::Queue"]);
    const [first, second] = await Promise.all([check.judge(QUEUE), check.judge({ resources: [] })]);
    check.close();
    assert.equal(second.findings.length, 0);
    assert.equal(
      renderReport("dev", { ...first, milliseconds: 40 }),
      `dev: deep check: 1 finding; 1 of 1 AWS resources judged, 0.0 s
  aws:sqs/queue:Queue "jobs" (us-east-2): delaySeconds is 1000
    ${first.findings[0]?.message}
${first.findings[0]?.fix === undefined ? "" : `    To mend it: ${first.findings[0].fix}\n`}${
  first.findings[0]?.url === undefined ? "" : `    ${first.findings[0].url}\n`
}    ${first.findings[0]?.rule}, urn:pulumi:dev::tandem::aws:sqs/queue:Queue::jobs
`,
    );
    await assert.rejects(check.judge(QUEUE), /closed/);
  }).timeout(60_000);

  it("is loaded by no stand-in provider", () => {
    const dist = path.join(__dirname, "../../dist/providers");
    for (const file of fs.readdirSync(dist))
      assert.ok(!fs.readFileSync(path.join(dist, file), "utf8").includes("RegoEngine"), file);
  });

  it("says which packages are missing or of another version, in one line", () => {
    const folder = temporary();
    try {
      assert.throws(
        () => findPackages(undefined, folder.directory),
        (error: Error) =>
          error instanceof PackagesMissing &&
          /^No deep check: @aws\/cloudformation-validate is not installed; it needs @aws\/cloudformation-validate@1\.9\.0-beta and cdk-preflight@0\.0\.143 .+$/.test(
            error.message,
          ),
      );
      const other = path.join(folder.directory, "node_modules/@aws/cloudformation-validate");
      fs.mkdirSync(other, { recursive: true });
      fs.writeFileSync(path.join(other, "package.json"), JSON.stringify({ version: "2.0.0" }));
      assert.throws(() => findPackages(undefined, folder.directory), /is installed as 2\.0\.0; it needs/);
    } finally {
      folder.remove();
    }
  });
});
