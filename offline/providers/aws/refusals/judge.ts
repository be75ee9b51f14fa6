import { nearest } from "../../core/check/nearest";
import { type Failure, type Log, ProviderError, type Subject } from "../../core/protocol/provider";
import type { Account, Holder, UniqueName } from "../account/account";
import { type Named, type NameRule, nameRules, uniqueNames } from "../account/unique-names";
import type { Context, Judged, Refusal } from "./refusal";
import { withoutSecrets } from "./secrets";

type Case = Judged & Context;

/** Looks at each operation with the refusals that apply to its type and are not switched off. */
export class Judge {
  private readonly byType = new Map<string, Refusal[]>();
  private readonly allowed: ReadonlySet<string>;
  private readonly warned = new Set<string>();
  private log: Log = () => undefined;

  /** @param allow names of refusals that are switched off, separated by commas */
  constructor(
    private readonly account: Account,
    refusals: readonly Refusal[],
    allow: string | undefined,
  ) {
    this.allowed = new Set((allow ?? "").split(",").map((name) => name.trim()));
    for (const refusal of refusals)
      for (const type of refusal.types) this.byType.set(type, [...(this.byType.get(type) ?? []), refusal]);
  }

  /** Sends warnings to the user, first of all about names in the allow list that switch nothing off. */
  warnThrough(log: Log): void {
    this.log = log;
    const names = [...this.byType.values()].flat().map(({ name }) => name);
    const known = new Set([...names, ...Object.values(nameRules).map(({ refusal }) => refusal)]);
    for (const name of this.allowed) {
      if (name === "" || known.has(name)) continue;
      const guess = nearest(name, known);
      const hint = guess === undefined ? "" : `; did you mean "${guess}"?`;
      this.log("warning", `TANDEM_OFFLINE_ALLOW names "${name}", which is no offline refusal${hint}`);
    }
  }

  isOn(name: string): boolean {
    return !this.allowed.has(name);
  }

  /** Everything wrong with a resource as far as it is known, as check failures. */
  atCheck(resource: Case): Failure[] {
    return [...this.findings(resource), ...this.takenNames(resource)];
  }

  /** Refuses an operation. @throws ProviderError with all reasons */
  before(resource: Case): void {
    const failures = this.findings(resource);
    if (failures.length > 0) throw new ProviderError(failures.map(({ reason }) => reason).join("\n"));
  }

  takenMessage(named: Named, rule: NameRule, name: UniqueName, holder: Holder): string {
    const sentence = `${rule.what} "${name.name}" is taken by ${shortUrn(holder.urn)}; choose another or delete that one first`;
    return message(named, withoutSecrets(sentence, { inputs: named.inputs }), rule.code, rule.refusal);
  }

  private findings(resource: Case): Failure[] {
    const failures: Failure[] = [];
    for (const refusal of this.byType.get(resource.type) ?? []) {
      if (!refusal.phases.includes(resource.phase) || !this.isOn(refusal.name)) continue;
      const finding = refusal.judge(resource, this.account, resource);
      if (finding === undefined) continue;
      const sentence = withoutSecrets(finding.sentence, resource);
      const reason = message(resource, sentence, refusal.code, refusal.name);
      if (refusal.severity === "error") failures.push({ property: finding.property ?? "", reason });
      else this.warn(resource, reason);
    }
    return failures;
  }

  /** Names that are already taken; a name that the resource itself held before is its own. */
  private takenNames(resource: Case): Failure[] {
    const own = resource.olds === undefined ? [] : uniqueNames({ ...resource, inputs: resource.olds });
    const mine = new Set(own.map(({ name }) => JSON.stringify(name)));
    const failures: Failure[] = [];
    for (const { rule, name } of uniqueNames(resource)) {
      if (mine.has(JSON.stringify(name)) || !this.isOn(rule.refusal)) continue;
      const holder = this.account.holder(name);
      // The new half of a replacement is checked while the old one lives: only `up` knows which goes first.
      if (holder !== undefined && holder.urn !== resource.urn)
        failures.push({ property: "", reason: this.takenMessage(resource, rule, name, holder) });
    }
    return failures;
  }

  private warn(resource: Case, reason: string): void {
    const key = `${resource.urn} ${reason}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.log("warning", reason, resource.urn);
  }
}

function message({ type, name }: Subject, sentence: string, code: string, refusal: string): string {
  const origin = code === "provider" ? "provider" : `AWS: ${code}`;
  return `${type} "${name}": ${sentence}. (${origin}; offline refusal ${refusal}) To go on all the same: TANDEM_OFFLINE_ALLOW=${refusal}`;
}

/** `stack::project::types::name` -> `name (stack)`, which is enough to find it. */
function shortUrn(urn: string): string {
  const [head = "", , types = "", ...name] = urn.split("::");
  const stack = head.slice(head.lastIndexOf(":") + 1);
  return `${types.slice(types.lastIndexOf("$") + 1)} "${name.join("::")}" of stack ${stack}`;
}
