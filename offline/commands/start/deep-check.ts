import * as fs from "node:fs";
import { installCollector } from "../../deep-check/collector/install";
import type { Finding } from "../../deep-check/findings";
import type { GraphFile } from "../../deep-check/graph/file";
import { PackagesMissing } from "../../deep-check/judge/packages";
import { DeepCheck } from "../../deep-check/process/client";
import type { Home } from "../../home/home";
import type { DeepCheckOutcome } from "./summary";

/** The deep check of one `start`: one process for all stacks, which warms up while the first program runs. */
export class StartDeepCheck {
  private constructor(private readonly check: DeepCheck) {}

  /** Undefined when the packages are not installed; one line says so and the run goes on. */
  static open(program: string): StartDeepCheck | undefined {
    try {
      return new StartDeepCheck(DeepCheck.start(program));
    } catch (error) {
      if (!(error instanceof PackagesMissing)) throw error;
      console.log(error.message);
      return undefined;
    }
  }

  /** The policy pack that writes down a preview's graph. */
  collector(home: Home): string {
    return installCollector(home.env().PULUMI_HOME as string);
  }

  /** Judges the graph of a preview; a preview that failed early left none. */
  async judgeFile(file: string): Promise<DeepCheckOutcome | string> {
    if (!fs.existsSync(file)) return "the preview ended before its graph was known";
    return this.judge(JSON.parse(fs.readFileSync(file, "utf8")) as GraphFile);
  }

  /**
   * All that is to be said of a stack.
   *
   * @param preview what its preview showed
   * @param home where it has come up: every id is known there, and more can be judged
   */
  async outcome(
    stack: string,
    preview: Promise<DeepCheckOutcome | string> | undefined,
    home: Home | undefined,
  ): Promise<DeepCheckOutcome | string | undefined> {
    if (home === undefined) return preview;
    const deployed = home
      .exportStack(stack)
      .then((state) => this.judge((state as { deployment: GraphFile }).deployment))
      .catch((error: Error) => error.message);
    const [first, second] = await Promise.all([preview, deployed]);
    return merged(first, second);
  }

  close(): void {
    this.check.close();
  }

  private async judge(graph: GraphFile): Promise<DeepCheckOutcome | string> {
    try {
      return await this.check.judge(graph);
    } catch (error) {
      return (error as Error).message;
    }
  }
}

/** What could not be done is told, and does not fail a run: the check is an optional one. */
export function isClean(outcome: DeepCheckOutcome | string | undefined): boolean {
  return typeof outcome !== "object" || outcome.findings.length === 0;
}

function merged(
  preview: DeepCheckOutcome | string | undefined,
  state: DeepCheckOutcome | string,
): DeepCheckOutcome | string {
  if (typeof preview !== "object") return state;
  if (typeof state !== "object") return preview;
  const known = new Set(state.findings.map(identity));
  const { resources, judged } = state;
  return {
    resources,
    judged,
    findings: [...state.findings, ...preview.findings.filter((one) => !known.has(identity(one)))],
  };
}

function identity({ urn, property }: Finding): string {
  return `${urn} ${property}`;
}
