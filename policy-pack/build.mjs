// Builds the pack: node build.mjs [--rules | --types]
//   (nothing)  dist/index.js, which Pulumi runs, dist/testing.js, the testing kit, and dist/commands.js, the commands
//   --rules    RULES.md and docs, from the rules and what their tests see them refuse
//   --types    dist/types and dist/config.schema.json: declarations of the testing kit and the configuration, for the
//              published package
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const shared = {
  absWorkingDir: here,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
};

/**
 * `@pulumi/policy` loads all of `@pulumi/pulumi` (automation API, program and provider runtimes) for two names. With the two modules
 * that hold them a pack starts in 0.7 s instead of 1.0 s, of which 0.6 s is the runner. The rest of the SDK and gRPC
 * stay outside: the runner has loaded them already.
 */
const onlyWhatPolicyNeeds = {
  name: "only-what-policy-needs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@pulumi\/pulumi$/ }, () => ({ path: "sdk", namespace: "lean" }));
    onResolve({ filter: /^(@pulumi\/pulumi\/|@grpc\/|google-protobuf)/ }, ({ path }) => ({
      path,
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: "lean" }, () => ({
      contents: `module.exports = {
        asset: require("@pulumi/pulumi/asset"),
        Output: require("@pulumi/pulumi/output").Output,
      };`,
      resolveDir: here,
    }));
  },
};

/** Modules with a large library that few runs need: files of their own, read at the first use. */
const late = { yaml: "waivers/yaml.ts", junit: "reports/junit.ts" };

const lateStaysOutside = {
  name: "late-stays-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(yaml|junit)$/ }, ({ path, kind }) =>
      kind === "require-call" ? { path: `${path}.js`, external: true } : undefined,
    );
  },
};

async function buildPack() {
  await build({
    ...shared,
    entryPoints: { index: "index.ts", commands: "commands/main.ts", ...late },
    outdir: "dist",
    plugins: [onlyWhatPolicyNeeds, lateStaysOutside],
  });
  // The kit must throw and catch the errors of its user's own @pulumi/policy.
  await build({
    ...shared,
    entryPoints: ["testing/index.ts"],
    outfile: "dist/testing.js",
    packages: "external",
    plugins: [lateStaysOutside],
  });
}

/** What a module of this pack exports, without leaving a file. */
async function load(entry) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [entry],
    packages: "external",
    plugins: [lateStaysOutside],
    write: false,
  });
  const module = { exports: {} };
  const run = new Function("module", "exports", "require", outputFiles[0].text);
  run(module, module.exports, createRequire(path.join(here, "package.json")));
  return module.exports;
}

async function writeCatalogue() {
  const { catalogue, pages } = await load("catalogue.ts");
  fs.writeFileSync(path.join(here, "RULES.md"), catalogue());
  const docs = path.join(here, "docs");
  fs.rmSync(docs, { recursive: true, force: true });
  fs.mkdirSync(docs);
  for (const [name, text] of pages(examples())) fs.writeFileSync(path.join(docs, name), text);
}

/** What the rules' own tests saw them refuse, kept so that pages can be compared without running the tests. */
function examples() {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "rules-")), "seen.json");
  const mocha = createRequire(path.join(here, "package.json")).resolve("mocha/bin/mocha.js");
  const args = ["--import=tsx", mocha, "--require", "./test/support/harness.ts", "test/rules/**/*.test.ts"];
  const env = { ...process.env, TANDEM_TEST_REPORT: report };
  const { stdout } = spawnSync(process.execPath, args, { cwd: here, encoding: "utf8", env });
  if (!fs.existsSync(`${report}.examples`)) throw new Error(`the tests of the rules did not run:\n${stdout}`);
  const found = fs.readFileSync(`${report}.examples`, "utf8");
  fs.rmSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(path.join(here, "docs-pages/examples.jsonl"), found);
  return found
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function writeTypes() {
  const { default: ts } = await import("typescript");
  const options = {
    declaration: true,
    emitDeclarationOnly: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    rootDir: here,
    outDir: path.join(here, "dist/types"),
  };
  const { emitSkipped } = ts.createProgram([path.join(here, "testing/index.ts")], options).emit();
  if (emitSkipped) throw new Error("the declarations of the testing kit could not be written");
  const { configTypes, configSchema } = await load("config/typed.ts");
  fs.writeFileSync(path.join(here, "dist/types/config.d.ts"), configTypes());
  fs.writeFileSync(
    path.join(here, "dist/config.schema.json"),
    `${JSON.stringify(configSchema(), undefined, 2)}\n`,
  );
}

const [task] = process.argv.slice(2);
await (task === "--rules" ? writeCatalogue() : task === "--types" ? writeTypes() : buildPack());
