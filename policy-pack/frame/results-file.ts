import * as fs from "node:fs";
import * as path from "node:path";
import { type Report, writerOf } from "../reports";
import { json } from "../reports/json";

/** Shortest time between two writes while resources are still being judged. */
const PAUSE_MS = 100;

/** What the files are made from. */
export interface Source {
  report(): Report;
  /** Whether the stack rules have run. */
  readonly isComplete: boolean;
}

/**
 * Keeps files in step with the results. Pulumi does not run the stack rules when a resource broke a mandatory rule,
 * and ends the process without notice: so every violation is written at once or a moment later.
 */
export class ResultsFile {
  private files: readonly string[] = [];
  private written = 0;
  private pending: NodeJS.Timeout | undefined;

  /**
   * @param environment a file that counts instead of the configured ones
   * @param directory where relative paths start
   */
  constructor(
    private readonly source: Source,
    private readonly environment: string | undefined,
    private readonly directory = process.cwd(),
  ) {
    this.moveTo([]);
  }

  /** Takes the configured files; the environment's, when there is one, has priority. */
  moveTo(configured: readonly string[]): void {
    const files = this.environment ? [this.environment] : configured;
    if (files.join("\n") === this.files.join("\n")) return;
    this.files = files;
    // At once, so that nobody takes the files of an earlier run for this one's.
    this.write();
  }

  /** Writes now when the run is complete, else at most once in a while. */
  save(): void {
    if (this.source.isComplete || Date.now() - this.written >= PAUSE_MS) this.write();
    else this.pending ??= setTimeout(() => this.write(), PAUSE_MS);
  }

  private write(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    if (this.files.length === 0) return;
    const report = this.source.report();
    // A file of the environment may have any name: its reader asked for JSON.
    for (const file of this.files) {
      replace(path.resolve(this.directory, file), (writerOf(file) ?? json)(report));
    }
    this.written = Date.now();
  }
}

/** Writes a file so that a reader never sees half of it. */
function replace(file: string, content: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(draft, content);
  fs.renameSync(draft, file);
}
