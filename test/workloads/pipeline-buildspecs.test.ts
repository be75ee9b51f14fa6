import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const root = path.resolve(__dirname, "../..");
const folder = path.join(root, "workloads/pipeline");
const specs = fs.readdirSync(folder).filter((file) => file.endsWith(".buildspec.yml"));

/** https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html */
const commands = z.array(z.string().min(1)).min(1);
const phase = z.strictObject({ "on-failure": z.enum(["ABORT", "CONTINUE"]), commands });
const install = phase.extend({
  "runtime-versions": z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});
const files = { "base-directory": z.string().optional(), files: z.array(z.string()).min(1) };
const buildspec = z.strictObject({
  version: z.literal(0.2),
  env: z.strictObject({
    shell: z.enum(["bash", "/bin/sh"]),
    variables: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
    "secrets-manager": z.record(z.string(), z.string()).optional(),
  }),
  phases: z.strictObject({
    install: install.optional(),
    pre_build: phase.optional(),
    build: phase,
    post_build: phase.optional(),
  }),
  reports: z
    .record(
      z.string(),
      z.strictObject({ ...files, "file-format": z.enum(["JUNITXML", "CLOVERXML", "CUCUMBERJSON"]) }),
    )
    .optional(),
  artifacts: z.strictObject(files).optional(),
  cache: z.strictObject({ paths: z.array(z.string()).min(1) }).optional(),
});

const read = (file: string): unknown => parse(fs.readFileSync(path.join(folder, file), "utf8"));

function commandsOf(file: string): string[] {
  return Object.values(buildspec.parse(read(file)).phases).flatMap((one) => one?.commands ?? []);
}

function syntax(script: string): string {
  return spawnSync("bash", ["-n"], { input: script, encoding: "utf8" }).stderr;
}

describe("buildspecs of the pipeline", () => {
  it("there is one for each step from a commit to what runs", () => {
    assert.deepEqual(
      specs.sort(),
      [
        "copied-image-rolling",
        "copied-image",
        "deploy-lambda",
        "functional",
        "image",
        "package",
        "review",
        "unit",
      ].map((name) => `${name}.buildspec.yml`),
    );
  });

  for (const file of specs) {
    it(`${file} is a buildspec of version 0.2 whose phases stop at the first failure`, () => {
      const { phases } = buildspec.parse(read(file));
      for (const one of Object.values(phases)) assert.equal(one?.["on-failure"], "ABORT");
    });

    it(`${file} has commands that are bash`, () => {
      for (const command of commandsOf(file)) assert.equal(syntax(command), "", command);
    });

    it(`${file} names scripts that are there`, () => {
      const named = commandsOf(file).flatMap((command) => command.match(/workloads\/[\w/.-]+\.sh/g) ?? []);
      for (const script of named) assert.ok(fs.existsSync(path.join(root, script)), script);
    });

    it(`${file} stands in the table of README.md with each setting that it has`, () => {
      const lines = fs.readFileSync(path.join(folder, "README.md"), "utf8").split("\n");
      const row = lines.find((line) => line.startsWith(`| \`${file}\``)) ?? "";
      for (const variable of Object.keys(buildspec.parse(read(file)).env.variables ?? {})) {
        assert.match(row, new RegExp(`\`${variable}\``), variable);
      }
      for (const report of Object.keys(buildspec.parse(read(file)).reports ?? {})) {
        assert.match(row, new RegExp(`report \`${report}\``));
      }
    });
  }

  it("every script is used by a buildspec, and is bash that stops at the first failure", () => {
    const all = specs.flatMap(commandsOf).join("\n");
    for (const file of fs.readdirSync(path.join(folder, "scripts"))) {
      const text = fs.readFileSync(path.join(folder, "scripts", file), "utf8");
      assert.match(all, new RegExp(`workloads/pipeline/scripts/${file}`));
      assert.equal(syntax(text), "", file);
      assert.match(text, /^#!\/usr\/bin\/env bash\n(#.*\n)+set -euo pipefail\n/, file);
    }
  });

  it("the schema refuses what CodeBuild would", () => {
    const good = read("image.buildspec.yml") as Record<string, unknown>;
    for (const change of [
      { version: 0.1 },
      { phase: {} },
      { phases: { build: { commands: "make" } } },
      { phases: {} },
    ]) {
      assert.equal(buildspec.safeParse({ ...good, ...change }).success, false, JSON.stringify(change));
    }
    assert.match(syntax("if true; then"), /syntax error/);
  });
});
