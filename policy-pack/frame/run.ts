import type { ReportViolation } from "@pulumi/policy";
import type { Configuration } from "./configuration";
import { report } from "./report";
import type { Results } from "./results";
import type { Judgement, Level, RuleText, Stack } from "./rule";
import { SettingsError } from "./settings";
import type { Subject } from "./subject";
import { isUnknown, type Props } from "./values";

/** What all rules of a process share. */
export interface Session {
  /** The latest configuration that the engine sent. */
  configuration(): Configuration;
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
        violation: (message) => this.violation(resource.urn, message),
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
  guard(urn: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (error instanceof SettingsError) {
        this.violation(urn, `Its settings are wrong. ${error.message}.`);
        return;
      }
      // The error's text may hold a property's value; its kind does not.
      const kind = error instanceof Error ? error.name : typeof error;
      this.violation(urn, `The rule itself failed (${kind}); this is a defect of the policy pack.`);
    }
  }

  private violation(urn: string, message: string): void {
    const { rule, level } = this;
    this.add(urn, "violation", message);
    report(this.reportViolation, { rule, level, urn, message: `${message}\n${rule.mend}` });
    this.session.changed();
  }

  private notEvaluated(urn: string, reason: string): void {
    this.add(urn, "not-evaluated", reason);
  }

  private add(urn: string, status: "violation" | "not-evaluated", message: string): void {
    const { id, severity } = this.rule;
    this.session.results.add({ rule: id, severity, level: this.level, urn, status, message });
  }
}
