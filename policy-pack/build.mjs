// Builds the pack: node build.mjs [--rules | --types]
//   (nothing)  dist/index.js, which Pulumi runs, and dist/testing.js, the testing kit
//   --rules    RULES.md, from the rules
//   --types    dist/types, the declarations of the testing kit, for the published package
import * as fs from "node:fs";
import { createRequire } from "node:module";
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

async function buildPack() {
  await build({
    ...shared,
    entryPoints: ["index.ts"],
    outfile: "dist/index.js",
    plugins: [onlyWhatPolicyNeeds],
  });
  // The kit must throw and catch the errors of its user's own @pulumi/policy.
  await build({
    ...shared,
    entryPoints: ["testing/index.ts"],
    outfile: "dist/testing.js",
    packages: "external",
  });
}

async function writeCatalogue() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ["catalogue.ts"],
    packages: "external",
    write: false,
  });
  const module = { exports: {} };
  const run = new Function("module", "exports", "require", outputFiles[0].text);
  run(module, module.exports, createRequire(path.join(here, "package.json")));
  fs.writeFileSync(path.join(here, "RULES.md"), module.exports.catalogue());
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
}

const [task] = process.argv.slice(2);
await (task === "--rules" ? writeCatalogue() : task === "--types" ? writeTypes() : buildPack());
