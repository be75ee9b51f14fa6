import type { ReportViolation } from "@pulumi/policy";
import type { Configuration } from "./configuration";
import type { PackFinding } from "./findings";
import type { PeerStack } from "./peers";
import { report } from "./report";
import type { Results } from "./results";
import type { Judgement, Level, RuleText, Stack } from "./rule";
import { SettingsError } from "./settings";
import type { Subject } from "./subject";
import { isUnknown, type Props } from "./values";
import type { Waivers } from "./waivers";

/** What a run works with beside the rules: made anew from each configuration that the engine sends. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly waivers: Waivers;
  readonly peers: readonly PeerStack[];
  /** What is wrong with the above; reported once, with the stack rules. */
  readonly findings: readonly PackFinding[];
}

/** What all rules of a process share. */
export interface Session {
  /** The latest that the engine sent. */
  surroundings(): Surroundings;
  readonly results: Results;
  /** Inputs by URN of the resources that stack rules read. */
  readonly inputs: Map<string, Props>;
  /** Called when there is something new to write. */
  changed(): void;
}

/** One rule at work, under its level. */
export class RuleRun implements Pick<Stack, "judge" | "read"> {
  constructor(
    private readonly rule: RuleText,
    private readonly level: Exclude<Level, "disabled">,
    private readonly session: Session,
    private readonly reportViolation: ReportViolation,
  ) {}

  judge(resource: Subject, judge: (judgement: Judgement) => void): void {
    this.session.results.judge(this.rule, resource.urn);
    this.read(resource, () =>
      judge({
        violation: (message) => this.violation(resource, message),
        notEvaluated: (reason) => this.notEvaluated(resource.urn, reason),
      }),
    );
  }

  read<T>(resource: Subject, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      this.notEvaluated(resource.urn, `${error.props.map(String).join(".")} is not known yet`);
      return undefined;
    }
  }

  /** A rule that throws is a defect of the rule. It must not pass for a clean result, nor stop the other rules. */
  guard(resource: Pick<Subject, "urn" | "type" | "name">, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (error instanceof SettingsError) {
        // What is wrong with them is said once, not for each resource.
        this.notEvaluated(resource.urn, "its settings are wrong");
        return;
      }
      // The error's text may hold a property's value; its kind does not.
      const kind = error instanceof Error ? error.name : typeof error;
      this.violation(resource, `The rule itself failed (${kind}); this is a defect of the policy pack.`);
    }
  }

  private violation(resource: Pick<Subject, "urn" | "type" | "name">, message: string): void {
    const { rule, level } = this;
    const { id, severity } = rule;
    const { urn } = resource;
    const waiver = this.session.surroundings().waivers.use(rule, resource);
    if (waiver) {
      const { reason, owner, expires, ticket } = waiver;
      const accepted = { reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) };
      this.session.results.add({
        rule: id,
        severity,
        level,
        urn,
        status: "waived",
        message,
        waiver: accepted,
      });
    } else {
      this.session.results.add({ rule: id, severity, level, urn, status: "violation", message });
      report(this.reportViolation, { rule, level, urn, message: `${message}\n${rule.mend}` });
    }
    this.session.changed();
  }

  private notEvaluated(urn: string, message: string): void {
    const { id, severity } = this.rule;
    this.session.results.add({
      rule: id,
      severity,
      level: this.level,
      urn,
      status: "not-evaluated",
      message,
    });
  }
}
