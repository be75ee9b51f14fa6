import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { MutantCoverage, StrykerOptions } from "@stryker-mutator/api/core";
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import Mocha from "mocha";

/** What Stryker's instrumented code shares with the runner. */
interface Instrumenter {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: MutantCoverage;
}

const shared = globalThis as { __stryker__?: Instrumenter };
shared.__stryker__ ??= {};
const instrumenter = shared.__stryker__;
const { cache } = createRequire(import.meta.url);
/** Between a test's file and its title, in the ids that Stryker sees. */
const SEPARATOR = ": ";

/**
 * Runs mutants against mocha 12, of which Stryker's own runner (9.6) knows only up to 11. Each test file has a mocha of its
 * own, so that a mutant runs in the files that reach it and no other. A mutant of a module's own constants is active only
 * while the module loads: for it the modules of the project are loaded again, in this same process, file by file.
 */
class Mocha12Runner implements TestRunner {
  private readonly root = fs.realpathSync(process.cwd());
  private readonly files: readonly string[];
  private readonly loaded = new Map<string, Mocha>();
  /** Whether a test file loads a module, by both. */
  private readonly reaching = new Map<string, boolean>();
  /** How many mutants a test file noticed. */
  private readonly noticed = new Map<string, number>();
  /** The module that was loaded with its mutant active. */
  private bent: string | undefined;

  /** @param files test files, relative to the project */
  constructor(files: readonly string[]) {
    this.files = files;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun(_: DryRunOptions): Promise<DryRunResult> {
    const result = await this.attempt(async () => {
      const tests: TestResult[] = [];
      for (const file of this.files) tests.push(...(await this.run(file, undefined, false)));
      return tests;
    });
    if (result.status === DryRunStatus.Complete && instrumenter.mutantCoverage)
      result.mutantCoverage = instrumenter.mutantCoverage;
    return result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, mutantActivation, reloadEnvironment, testFilter, disableBail } = options;
    instrumenter.hitLimit = options.hitLimit;
    instrumenter.hitCount = options.hitLimit === undefined ? undefined : 0;
    const isStatic = mutantActivation === "static";
    const mutated = fs.realpathSync(options.sandboxFileName);
    if (reloadEnvironment) this.unload(...(this.bent ? [this.bent] : []), ...(isStatic ? [mutated] : []));
    this.bent = isStatic ? mutated : undefined;
    instrumenter.activeMutant = isStatic ? activeMutant.id : undefined;
    const wanted = testFilter && byFile(testFilter);
    const files = wanted ? [...wanted.keys()] : this.ordered(mutated);
    const result = await this.attempt(async () => {
      const tests: TestResult[] = [];
      if (!isStatic) for (const file of files) this.load(file);
      instrumenter.activeMutant = activeMutant.id;
      for (const file of files) {
        if (isStatic && !this.reaches(file, mutated)) continue;
        const ran = await this.run(file, wanted?.get(file), !disableBail);
        tests.push(...ran);
        if (!ran.some(({ status }) => status === TestStatus.Failed)) continue;
        this.noticed.set(file, (this.noticed.get(file) ?? 0) + 1);
        if (!disableBail) break;
      }
      return tests;
    });
    instrumenter.activeMutant = undefined;
    return toMutantRunResult(result);
  }

  /** What throws outside of a test, such as a module that can't be loaded, is Stryker's "runtime error": no verdict. */
  private async attempt(run: () => Promise<TestResult[]>): Promise<DryRunResult> {
    try {
      const tests = await run();
      return (
        determineHitLimitReached(instrumenter.hitCount, instrumenter.hitLimit) ?? {
          status: DryRunStatus.Complete,
          tests,
        }
      );
    } catch (error) {
      return {
        status: DryRunStatus.Error,
        errorMessage: error instanceof Error ? (error.stack ?? "") : String(error),
      };
    }
  }

  /** Forgets modules and all that load them, test files among them; what does not load them stays as it is. */
  private unload(...modules: readonly string[]): void {
    const loaders = new Map<string, string[]>();
    for (const [file, module] of Object.entries(cache)) {
      if (!module || !this.isOwn(file)) continue;
      for (const { filename } of module.children)
        loaders.set(filename, [...(loaders.get(filename) ?? []), file]);
    }
    const gone = new Set<string>();
    const visit = (file: string) => {
      if (gone.has(file)) return;
      gone.add(file);
      for (const loader of loaders.get(file) ?? []) visit(loader);
    };
    for (const module of modules) visit(module);
    for (const file of gone) {
      delete cache[file];
      this.loaded.delete(path.relative(this.root, file));
    }
  }

  private isOwn(file: string): boolean {
    return file.startsWith(this.root + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`);
  }

  /** Test files, the likeliest to notice first: the one named after the mutant's file, then those that noticed most so far. */
  private ordered(mutated: string): readonly string[] {
    const name = path.basename(mutated, ".ts");
    const rank = (file: string) =>
      path.basename(file, ".test.ts") === name ? Number.POSITIVE_INFINITY : (this.noticed.get(file) ?? 0);
    return [...this.files].sort((one, other) => (rank(one) === rank(other) ? 0 : rank(other) - rank(one)));
  }

  private load(file: string): Mocha {
    const existing = this.loaded.get(file);
    if (existing) return existing;
    const mocha = new LoadableMocha({ reporter: Silent, timeout: 0 });
    mocha.cleanReferencesAfterRun(false);
    mocha.suite.beforeEach(function (this: Mocha.Context) {
      instrumenter.currentTestId = this.currentTest && idOf(file, this.currentTest);
    });
    mocha.suite.afterEach(() => {
      instrumenter.currentTestId = undefined;
    });
    const absolute = path.join(this.root, file);
    delete cache[absolute];
    mocha.addFile(absolute);
    mocha.load();
    this.loaded.set(file, mocha);
    return mocha;
  }

  private reaches(file: string, mutated: string): boolean {
    const key = `${file} ${mutated}`;
    const known = this.reaching.get(key);
    if (known !== undefined) return known;
    this.load(file);
    const seen = new Set<string>();
    const visit = (one: string) => {
      if (seen.has(one) || !this.isOwn(one)) return;
      seen.add(one);
      for (const { filename } of cache[one]?.children ?? []) visit(filename);
    };
    visit(path.join(this.root, file));
    this.reaching.set(key, seen.has(mutated));
    return seen.has(mutated);
  }

  /** Runs a file's tests, or those with these titles. */
  private async run(
    file: string,
    titles: readonly string[] | undefined,
    bail: boolean,
  ): Promise<TestResult[]> {
    const mocha = this.load(file);
    mocha.grep(titles ? new RegExp(titles.map((title) => `^${escaped(title)}$`).join("|")) : /^/);
    setBail(mocha.suite, bail);
    const tests: TestResult[] = [];
    await new Promise<void>((resolve) => {
      const running = mocha.run(() => resolve());
      const base = (test: Mocha.Runnable) => ({
        id: idOf(file, test),
        name: idOf(file, test),
        timeSpentMs: test.duration ?? 0,
        fileName: path.join(this.root, file),
      });
      running.on("pass", (test) => tests.push({ ...base(test), status: TestStatus.Success }));
      running.on("pending", (test) => tests.push({ ...base(test), status: TestStatus.Skipped }));
      running.on("fail", (test, error: unknown) => {
        const failureMessage = error instanceof Error ? error.message : String(error);
        tests.push({ ...base(test), status: TestStatus.Failed, failureMessage });
      });
    });
    return tests;
  }
}

/** Mocha's reporter that says nothing. */
class Silent extends Mocha.reporters.Base {}

/** Mocha that loads its files when it is told to, by `require`. */
class LoadableMocha extends Mocha {
  load(): void {
    this.loadFiles();
  }
}

function idOf(file: string, test: Mocha.Runnable): string {
  return file + SEPARATOR + test.fullTitle();
}

function byFile(ids: readonly string[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const id of ids) {
    const at = id.indexOf(SEPARATOR);
    const file = id.slice(0, at);
    files.set(file, [...(files.get(file) ?? []), id.slice(at + SEPARATOR.length)]);
  }
  return files;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const child of suite.suites) setBail(child, bail);
}

function createRunner(options: StrykerOptions): Mocha12Runner {
  const files: unknown = options.mochaFiles;
  return new Mocha12Runner(Array.isArray(files) ? files.map(String) : []);
}
createRunner.inject = tokens(commonTokens.options);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "mocha-12", createRunner)];

export const strykerValidationSchema = {
  type: "object",
  properties: {
    mochaFiles: {
      description: "Test files, relative to the project.",
      type: "array",
      items: { type: "string" },
    },
  },
};
