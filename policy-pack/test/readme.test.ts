import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { transformSync } from "esbuild";
import { Configuration, PACK_POLICY, type PolicyEntry } from "../frame/configuration";
import { levels } from "../frame/rule";
import { rules } from "../rules";
import * as kit from "../testing";
import { parseWaivers } from "../waivers/parse";
import { entriesOf } from "../waivers/yaml";

const readme = fs.readFileSync(path.resolve(__dirname, "../README.md"), "utf8");

/** Blocks of code in a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(
    ([, text = ""]) => text,
  );
}

const encrypted = (finds: (key: unknown) => boolean): ResourceValidationPolicy => ({
  name: "encrypted",
  description: "A queue has a key.",
  validateResource: ({ type, props }, report) => {
    if (type === "aws:sqs/queue:Queue" && finds(props.kmsMasterKeyId)) report("It has no key.");
  },
});

/** Runs the example of a test with a policy, as a test runner would. */
async function runExample(policy: ResourceValidationPolicy): Promise<void> {
  const [example = ""] = blocks("ts");
  const { code } = transformSync(example, { loader: "ts", format: "cjs" });
  const modules: Record<string, unknown> = {
    "node:assert/strict": assert,
    "@tandem/well-architected/testing": kit,
    "../rules/encrypted": { encrypted: policy },
  };
  const tests: (() => Promise<void>)[] = [];
  new Function("require", "it", "module", code)(
    (name: string) => modules[name] ?? assert.fail(name),
    (_: string, test: () => Promise<void>) => tests.push(test),
    { exports: {} },
  );
  assert.equal(tests.length, 1);
  for (const test of tests) await test();
}

describe("README", () => {
  it("has an example of a test, ten lines long, that passes for a right policy and fails for a wrong one", async () => {
    const lines = (blocks("ts")[0] ?? "").split("\n").filter((line) => line.trim() !== "");
    assert.ok(lines.length <= 10, `${lines.length}`);
    await runExample(encrypted((key) => key === undefined));
    await assert.rejects(runExample(encrypted(() => false)), assert.AssertionError);
  });

  it("has an example of a configuration without a mistake", () => {
    const given: Record<string, unknown> = JSON.parse(blocks("json")[0] ?? "");
    const entries = Object.entries(given).map(([name, value]): [string, PolicyEntry] => [
      name,
      typeof value === "string"
        ? { level: levels.find((level) => level === value) ?? assert.fail(value), settings: {} }
        : { level: "mandatory", settings: { ...(value as object) } },
    ]);
    const configuration = new Configuration(new Map(entries));
    assert.deepEqual(configuration.findings(rules), []);
    assert.equal(configuration.pack.tier, "tier-0");
    assert.ok(entries.some(([name]) => name === PACK_POLICY));
  });

  it("has an example of a waiver without a mistake", () => {
    const { entries, mistakes } = entriesOf(blocks("yaml")[0] ?? "", "waivers.yaml");
    const parsed = parseWaivers(entries, rules);
    assert.deepEqual([...mistakes, ...parsed.mistakes], []);
    assert.equal(parsed.waivers.length, 1);
  });
});
