import type { Results } from "./results";

/** Shortest time between two writes while resources are still being judged. */
const PAUSE_MS = 100;

/**
 * Keeps a file in step with the results. Pulumi does not run the stack rules when a resource broke a mandatory rule,
 * and ends the process without notice: so every violation is written at once or a moment later.
 */
export class ResultsFile {
  private file: string | undefined;
  private written = 0;
  private pending: NodeJS.Timeout | undefined;

  /** @param file from the environment; `undefined` writes nothing until the configuration names one */
  constructor(
    private readonly results: Results,
    private readonly environment: string | undefined,
  ) {
    this.moveTo(undefined);
  }

  /** Takes the configured file; the environment's, when there is one, has priority. */
  moveTo(configured: string | undefined): void {
    const file = this.environment || configured;
    if (file === this.file) return;
    this.file = file;
    // At once, so that nobody takes the file of an earlier run for this one's.
    this.write();
  }

  /** Writes now when the run is complete, else at most once in a while. */
  save(): void {
    if (this.results.isComplete || Date.now() - this.written >= PAUSE_MS) this.write();
    else this.pending ??= setTimeout(() => this.write(), PAUSE_MS);
  }

  private write(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    if (!this.file) return;
    this.results.write(this.file);
    this.written = Date.now();
  }
}
