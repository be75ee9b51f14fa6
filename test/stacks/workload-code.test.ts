import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vm from "node:vm";
import type * as pulumi from "@pulumi/pulumi";
import { workloadCode } from "../../stacks/workload-code";

async function source(workload: string): Promise<string> {
  const { assets } = workloadCode(workload) as pulumi.asset.AssetArchive;
  const { "index.js": file } = (await assets) as Record<string, pulumi.asset.StringAsset>;
  return (await file?.text) ?? "";
}

describe("the code of a workload", () => {
  it("is one file with a handler, which gets the AWS SDK and nothing else from its runtime", async () => {
    const required: string[] = [];
    const module = { exports: {} as Record<string, unknown> };
    const context = vm.createContext({
      module,
      process,
      Buffer,
      console,
      require(name: string) {
        required.push(name);
        return name.startsWith("@aws-sdk/") ? { SecretsManager: class {} } : require(name);
      },
    });
    vm.runInContext(await source("database-rotation"), context);
    assert.equal(typeof module.exports.handler, "function");
    const foreign = required.filter((name) => !name.startsWith("node:"));
    assert.deepEqual(foreign, ["@aws-sdk/client-secrets-manager"]);
  });

  it("is the same in every directory: otherwise each preview elsewhere would show a change", async () => {
    const here = await source("database-rotation");
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-workload-"));
    const before = process.cwd();
    try {
      fs.symlinkSync(path.resolve("workloads"), path.join(directory, "workloads"));
      process.chdir(directory);
      assert.equal(await source("database-rotation"), here);
    } finally {
      process.chdir(before);
      fs.rmSync(directory, { recursive: true, force: true });
    }
  });
});
