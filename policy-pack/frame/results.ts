import * as fs from "node:fs";
import * as path from "node:path";
import type { Level, RuleText, Severity } from "./rule";

/** One violation, or one resource that a rule could not judge. */
export interface Result {
  readonly rule: string;
  readonly severity: Severity;
  /** Level of the rule in this run. */
  readonly level: Exclude<Level, "disabled">;
  readonly urn: string;
  readonly status: "violation" | "not-evaluated";
  readonly message: string;
}

/** Numbers of a run. */
export interface Counts {
  /** Violations that stop a deployment. */
  readonly violations: number;
  /** Violations that are shown only. */
  readonly advisories: number;
  /** Violations that somebody accepted. This version knows no waivers, so none is. */
  readonly waived: 0;
  /** Resources that a rule could not judge, counted once per rule. */
  readonly notEvaluated: number;
  /** Resources that a rule judged, counted once per rule. */
  readonly evaluated: number;
}

/** The file that a run writes. */
export interface ResultsDocument {
  readonly pack: string;
  readonly version: string;
  /** Name of the stack; absent until a rule has looked at a resource. */
  readonly stack?: string;
  /** Whether the stack rules have run. Pulumi leaves them out when the program or a resource failed. */
  readonly complete: boolean;
  readonly results: readonly Result[];
  readonly counts: Counts;
}

/** Collects the results of all rules of a run. */
export class Results {
  private readonly found = new Map<string, Result>();
  private readonly judged = new Set<string>();
  private stack: string | undefined;
  private complete = false;

  constructor(
    private readonly pack: string,
    private readonly version: string,
  ) {}

  /** Notes that a rule judged a resource, or could not. A resource seen again counts once. */
  judge(rule: RuleText, urn: string): void {
    // The stack rules end a run: what comes after them is the update that follows a preview.
    if (this.complete) this.restart();
    this.stack ??= stackOf(urn);
    this.judged.add(`${rule.id} ${urn}`);
  }

  add(result: Result): void {
    this.stack ??= stackOf(result.urn);
    this.found.set([result.rule, result.urn, result.status, result.message].join("\n"), result);
  }

  /** The stack rules have run. */
  finish(): void {
    this.complete = true;
  }

  /** Whether the stack rules have run. */
  get isComplete(): boolean {
    return this.complete;
  }

  /** Resources that a rule could not judge. */
  notEvaluated(rule: RuleText): Result[] {
    return this.list().filter((result) => result.rule === rule.id && result.status === "not-evaluated");
  }

  list(): Result[] {
    return [...this.found.values()];
  }

  document(): ResultsDocument {
    const results = this.list();
    const open = new Set(results.filter(({ status }) => status === "not-evaluated").map(pairOf));
    const violations = results.filter(({ status }) => status === "violation");
    return {
      pack: this.pack,
      version: this.version,
      ...(this.stack === undefined ? {} : { stack: this.stack }),
      complete: this.complete,
      results,
      counts: {
        violations: violations.filter(({ level }) => level === "mandatory").length,
        advisories: violations.filter(({ level }) => level === "advisory").length,
        waived: 0,
        notEvaluated: open.size,
        evaluated: [...this.judged].filter((pair) => !open.has(pair)).length,
      },
    };
  }

  private restart(): void {
    this.complete = false;
    this.found.clear();
    this.judged.clear();
  }

  /** Writes the document; a reader never sees half a file. */
  write(file: string): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(draft, `${JSON.stringify(this.document(), undefined, 2)}\n`);
    fs.renameSync(draft, file);
  }
}

function pairOf({ rule, urn }: Result): string {
  return `${rule} ${urn}`;
}

/** `urn:pulumi:STACK::PROJECT::TYPE::NAME` */
function stackOf(urn: string): string | undefined {
  const [head] = urn.split("::");
  return head?.startsWith("urn:pulumi:") ? head.slice("urn:pulumi:".length) : undefined;
}
