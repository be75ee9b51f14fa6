import type { Peer } from "./peers";
import type { Level, RuleText, Severity } from "./rule";
import { stackOf } from "./stack-resource";
import type { Waiver } from "./waivers";

/** One violation, waived or not, or one resource that a rule could not judge. */
export interface Result {
  readonly rule: string;
  readonly severity: Severity;
  /** Level of the rule in this run. */
  readonly level: Exclude<Level, "disabled">;
  readonly urn: string;
  readonly status: "violation" | "not-evaluated" | "waived";
  readonly message: string;
  /** Of a waived violation: who accepted it, why, and until when. */
  readonly waiver?: Pick<Waiver, "reason" | "owner" | "expires" | "ticket">;
}

/** Numbers of a run. */
export interface Counts {
  /** Violations that stop a deployment. */
  readonly violations: number;
  /** Violations that are shown only. */
  readonly advisories: number;
  /** Violations that somebody accepted for a time. */
  readonly waived: number;
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
  /** Snapshots of the stacks in other regions, and how old they were; absent without any. */
  readonly peers?: readonly Pick<Peer, "stack" | "region" | "ageDays">[];
  readonly results: readonly Result[];
  readonly counts: Counts;
}

/** Collects the results of all rules of a run. */
export class Results {
  private readonly found = new Map<string, Result>();
  private readonly judged = new Set<string>();
  private stack: string | undefined;
  private complete = false;
  private peers: readonly Peer[] = [];

  constructor(
    private readonly pack: string,
    private readonly version: string,
  ) {}

  /** Notes that a rule judged a resource, or could not. A resource seen again counts once. */
  judge(rule: RuleText, urn: string): void {
    // The stack rules end a run: what comes after them is the update that follows a preview.
    if (this.complete) this.restart();
    this.of(urn);
    this.judged.add(`${rule.id} ${urn}`);
  }

  /** Notes which stack it is, by any URN of it; what is said of a peer's resource must not tell. */
  of(urn: string): void {
    this.stack ??= stackOf(urn);
  }

  add(result: Result): void {
    this.found.set([result.rule, result.urn, result.status, result.message].join("\n"), result);
  }

  /** The stack rules have run, with the snapshots of these peers. */
  finish(peers: readonly Peer[] = []): void {
    this.complete = true;
    this.peers = peers;
  }

  /** Whether the stack rules have run. */
  get isComplete(): boolean {
    return this.complete;
  }

  /** What was said with one status, by rule. */
  byRule(status: Result["status"]): Map<string, Result[]> {
    const grouped = new Map<string, Result[]>();
    for (const result of this.found.values()) {
      if (result.status !== status) continue;
      const group = grouped.get(result.rule);
      if (group) group.push(result);
      else grouped.set(result.rule, [result]);
    }
    return grouped;
  }

  list(): Result[] {
    return [...this.found.values()];
  }

  /** How many resources each rule looked at. */
  judgedByRule(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const pair of this.judged) {
      const rule = pair.slice(0, pair.indexOf(" "));
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
    return counts;
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
      ...(this.peers.length === 0
        ? {}
        : {
            peers: this.peers.map(({ stack, region, ageDays }) => ({
              stack,
              ...(region === undefined ? {} : { region }),
              ageDays,
            })),
          }),
      results,
      counts: {
        violations: violations.filter(({ level }) => level === "mandatory").length,
        advisories: violations.filter(({ level }) => level === "advisory").length,
        waived: results.filter(({ status }) => status === "waived").length,
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
}

function pairOf({ rule, urn }: Result): string {
  return `${rule} ${urn}`;
}
