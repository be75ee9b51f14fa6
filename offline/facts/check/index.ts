import { nearest } from "../../providers/core/check/nearest";
import type { Failure, Log, Subject } from "../../providers/core/protocol/provider";
import type { ValueMap } from "../../providers/core/values/value";
import { tokenOf } from "../mapping";
import { facts, type Store } from "../store";
import { usualCode } from "./codes";
import { type FactFinding, withoutIndexes } from "./finding";
import { judgeOffers } from "./offers";
import { judgeRuntime } from "./runtimes";
import { judgeInputs } from "./walk";

/** What happens to a value that the facts speak against. */
export type FactsMode = "refuse" | "warn" | "off";

/** A resource as its program wrote it. */
export interface FactSubject extends Subject {
  /** Inputs as given: a name that the provider makes up is none of the program's. */
  inputs: ValueMap;
  /** "" for global services, undefined while it is not known. */
  region: string | undefined;
  isNew: boolean;
}

const modes: readonly string[] = ["refuse", "warn", "off"];
/** What stands before the names of facts in the list of what is allowed. */
const mark = "facts/";

/** Judges inputs by the committed facts, and says so through the provider's failures and warnings. */
export class FactCheck {
  private store: Store | undefined;
  private readonly mode: FactsMode;
  private readonly allowed: readonly string[];
  private readonly complaints: string[] = [];
  private readonly warned = new Set<string>();
  private log: Log = () => undefined;

  /**
   * @param environment TANDEM_OFFLINE_FACTS (`refuse`, `warn` or `off`) and TANDEM_OFFLINE_ALLOW (names of facts, as
   * the messages say them)
   * @param open opens the data; a failure is told once, and nothing is judged
   * @param today the day that Lambda runtimes are judged by, `2026-11-21`
   */
  constructor(
    environment: NodeJS.ProcessEnv,
    private readonly open: () => Store = facts,
    private readonly today: string = new Date().toISOString().slice(0, 10),
  ) {
    this.mode = this.modeOf(environment.TANDEM_OFFLINE_FACTS);
    const names = (environment.TANDEM_OFFLINE_ALLOW ?? "").split(",").map((name) => name.trim());
    this.allowed = names.filter((name) => name.startsWith(mark));
    if (this.mode !== "off") this.load();
  }

  /** Sends warnings to the user, first of all what is wrong with the settings and the data. */
  warnThrough(log: Log): void {
    this.log = log;
    for (const complaint of this.complaints.splice(0)) log("warning", complaint);
  }

  /** What AWS would refuse about a resource, as check failures; in the mode `warn` only told. */
  atCheck(subject: FactSubject): Failure[] {
    const token = tokenOf(subject.type);
    if (this.store === undefined || token === undefined) return [];
    const type = this.store.type(token);
    const findings = [
      ...(type === undefined ? [] : judgeInputs(type, subject.inputs, subject.region)),
      ...judgeOffers(this.store, token, subject.inputs, subject.region),
      ...judgeRuntime(this.store, token, subject.inputs, subject.isNew, this.today),
    ];
    const failures: Failure[] = [];
    for (const finding of findings) {
      const name = nameOf(token, finding);
      if (this.allowed.includes(name)) continue;
      const reason = this.message(subject, token, finding, name);
      if (finding.severity === "error" && this.mode === "refuse")
        failures.push({ property: finding.path, reason });
      else this.warn(subject, reason);
    }
    return failures;
  }

  private message(subject: Subject, token: string, finding: FactFinding, name: string): string {
    const code = finding.code ?? usualCode(token);
    const origin = code === undefined ? "" : `AWS: ${code}; `;
    const date = this.store?.header.date ?? "";
    return `${subject.type} "${subject.name}": ${finding.sentence}. (${origin}facts of ${date}) To go on all the same: TANDEM_OFFLINE_ALLOW=${name}`;
  }

  private warn(subject: Subject, reason: string): void {
    const key = `${subject.urn} ${reason}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.log("warning", reason, subject.urn);
  }

  private load(): void {
    try {
      this.store = this.open();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.complaints.push(`values are not checked against AWS's facts: ${why}`);
    }
  }

  private modeOf(given: string | undefined): FactsMode {
    if (given === undefined || given === "") return "refuse";
    if (modes.includes(given)) return given as FactsMode;
    const guess = nearest(given, modes);
    const hint = guess === undefined ? "" : `; did you mean "${guess}"?`;
    this.complaints.push(
      `TANDEM_OFFLINE_FACTS is "${given}", it takes ${modes.join(", ")}${hint} Values are refused, as by default`,
    );
    return "refuse";
  }
}

/** `facts/rds.Cluster.backupRetentionPeriod`: the type and the input, without list indexes. */
function nameOf(token: string, { path }: FactFinding): string {
  const [service = "", type = ""] = token.split("/");
  return `${mark}${service}.${type.slice(type.indexOf(":") + 1)}.${withoutIndexes(path)}`;
}

/** The names in a list of what is allowed that are not about facts. */
export function refusalNames(allow: string | undefined): string | undefined {
  return allow
    ?.split(",")
    .filter((name) => !name.trim().startsWith(mark))
    .join(",");
}
