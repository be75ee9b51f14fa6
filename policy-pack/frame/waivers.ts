import type { PackFinding } from "./findings";
import { packRules } from "./pack-rules";
import { matchesPattern } from "./pattern";
import type { RuleText } from "./rule";
import type { Subject } from "./subject";

/** Somebody's decision to live with the violations of one rule on some resources for a time. */
export interface Waiver {
  readonly rule: string;
  /** URN, name or type of resources; `*` stands for any characters. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it counts, as `2027-03-31` (UTC). */
  readonly expires: string;
  readonly ticket?: string;
  /** Where it is written, such as `waivers.yaml:12`. */
  readonly place: string;
}

/** The waivers of a run; they know which of them were used. */
export class Waivers {
  private readonly byRule = new Map<string, Waiver[]>();
  private readonly expired: readonly Waiver[];
  private readonly used = new Set<Waiver>();

  constructor(
    private readonly all: readonly Waiver[] = [],
    today: Date = new Date(),
  ) {
    const day = today.toISOString().slice(0, 10);
    this.expired = all.filter(({ expires }) => expires < day);
    for (const waiver of all) {
      if (this.expired.includes(waiver)) continue;
      this.byRule.set(waiver.rule, [...(this.byRule.get(waiver.rule) ?? []), waiver]);
    }
  }

  /** The waiver for a violation, which then counts as used. A rule that can't be waived has none. */
  use(rule: RuleText, resource: Pick<Subject, "urn" | "type" | "name">): Waiver | undefined {
    const waiver = this.find(rule, resource);
    if (waiver) this.used.add(waiver);
    return waiver;
  }

  /** The waiver for a rule and a resource, without counting it as used. */
  find(rule: RuleText, { urn, type, name }: Pick<Subject, "urn" | "type" | "name">): Waiver | undefined {
    if (rule.waivable === false) return undefined;
    return this.byRule
      .get(rule.id)
      ?.find(({ resource }) => [urn, name, type].some((text) => matchesPattern(resource, text)));
  }

  /** Begins a new run with the same waivers. */
  restart(): void {
    this.used.clear();
  }

  /**
   * Expired waivers and those that waived nothing. To be asked after all rules have run.
   * @param isOpen whether a rule has resources that it could not judge, or did not run: then its waiver may yet be used
   */
  findings(isOpen: (rule: string) => boolean): PackFinding[] {
    const findings: PackFinding[] = this.expired.map(({ rule, place, expires, owner }) => ({
      rule: packRules.waiverExpired,
      message: `${place}: the waiver of ${rule} ended on ${expires}; its owner is ${owner}.`,
    }));
    for (const waiver of this.all) {
      const { rule, place } = waiver;
      if (this.used.has(waiver) || this.expired.includes(waiver) || isOpen(rule)) continue;
      findings.push({
        rule: packRules.waiverUnused,
        message: `${place}: the waiver of ${rule} matches no violation.`,
      });
    }
    return findings;
  }
}
