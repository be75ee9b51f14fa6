import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ensurePolicyPack } from "../offline";

/** Result of a part of the run. */
interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const root = path.resolve(__dirname, "..");

/** Checks that are no mocha tests; each counts as one. */
const checks: [string, string, ...string[]][] = [
  ["types", "typescript/bin/tsc", "--noEmit", "-p", "."],
  ["format and lint", "@biomejs/biome/bin/biome", "ci", "."],
  ["outputs in template literals", "eslint/bin/eslint.js", "."],
  [
    "direction of imports",
    "dependency-cruiser/bin/dependency-cruise.mjs",
    ...[
      "--config",
      ".dependency-cruiser.cjs",
      "index.ts",
      "components",
      "stacks",
      "offline",
      "policy-pack",
      "proof",
      "test",
    ],
  ],
];

/**
 * Mocha suites. What starts the engine is apart: it takes minutes, and its timeouts are longer. Files run side by side,
 * each with a home and an account of its own where it needs one; what a file printed stands together when it is done.
 * The files of the offline home that start the engine are named one by one.
 */
const suites = {
  unit: {
    timeout: 10_000,
    specs: [
      "test/{components,stacks,workloads,proof}/**/*.test.ts",
      "policy-pack/test/**/*.test.ts",
      "offline/test/{providers,commands,facts}/**/*.test.ts",
      "offline/test/account/dns.test.ts",
      "offline/test/account/operations.test.ts",
      "offline/test/faults/faults.test.ts",
      "offline/test/deep-check/translate.test.ts",
    ],
  },
  engine: {
    timeout: 300_000,
    specs: [
      "offline/test/{engine,home,package,programs}/**/*.test.ts",
      "offline/test/account/at-once.test.ts",
      "offline/test/account/command.test.ts",
      "offline/test/faults/engine.test.ts",
      "offline/test/deep-check/judge.test.ts",
      "offline/test/deep-check/preview.test.ts",
      "offline/test/deep-check/process.test.ts",
      "test/engine/**/*.test.ts",
    ],
  },
};

function node(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  flags: string[] = [],
): number {
  const file = path.join(root, "node_modules", script);
  const result = spawnSync(process.execPath, [...flags, file, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return result.status ?? 1;
}

function check([title, script, ...args]: (typeof checks)[number]): Totals {
  console.log(`\n  ${title}`);
  const ok = node(script, args) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

function mocha(name: keyof typeof suites): Totals {
  const { timeout, specs } = suites[name];
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "tandem-totals-")), "totals.json");
  const args = [
    "--reporter",
    path.join(root, "test/support/reporter.cjs"),
    "--timeout",
    String(timeout),
    "--parallel",
    "--jobs",
    String(os.availableParallelism()),
    ...specs,
  ];
  const status = node("mocha/bin/mocha.js", args, { TANDEM_TEST_TOTALS: file }, ["--import=tsx"]);
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }; // It died before it could count.
  const totals = JSON.parse(fs.readFileSync(file, "utf8")) as Totals;
  fs.rmSync(path.dirname(file), { recursive: true });
  return status !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

const unitOnly = process.argv.includes("unit");
// Once and before the files that run side by side ask for it.
ensurePolicyPack(path.join(root, "policy-pack"));
const results = [...checks.map(check), mocha("unit"), ...(unitOnly ? [] : [mocha("engine")])];
const sum = (key: keyof Totals) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
