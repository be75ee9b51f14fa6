import type { ResourceGraph } from "./graph";
import type { Peer } from "./peers";
import type { SettingDefinitions, SettingsOf } from "./settings";
import type { Region, Subject } from "./subject";

/** From the least to the worst. */
export const severities = ["low", "medium", "high", "critical"] as const;

/** How bad a violation is for people who depend on the system. */
export type Severity = (typeof severities)[number];

/** All levels. */
export const levels = ["mandatory", "advisory", "disabled"] as const;

/** What a violation does: it is shown, it also stops the deployment, or the rule does not run at all. */
export type Level = (typeof levels)[number];

/** The areas of the rules; each but the last is a folder of `rules/`. */
export const areas = {
  failover: "Failover routing",
  data: "Global data",
  parity: "Region parity and isolation",
  backup: "Backup and recovery",
  network: "Network",
  edge: "Edge",
  identity: "Keys, secrets and identity",
  kubernetes: "Kubernetes",
  detection: "Detection and audit",
  operations: "Operations, cost and sustainability",
  pack: "The pack's own input",
} as const;

/** A key of {@link areas}. */
export type Area = keyof typeof areas;

/** What people read of a rule; the catalogue is generated from it. */
export interface RuleText {
  /** Unique; also the name of the rule's file. */
  readonly id: string;
  readonly area: Area;
  /** What must be so, in one sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** How to mend a violation, in one or two sentences. */
  readonly mend: string;
  /** Mended code, a few lines of TypeScript. */
  readonly example: string;
  /** Best practices of the AWS Well-Architected Framework, such as `REL11-BP02`. */
  readonly wellArchitected: readonly string[];
  /** Requirements of PCI DSS 4.0.1, such as `1.3.1`. */
  readonly pci: readonly string[];
  /** Whether a violation may be waived. Not where a waiver would mean that a secret or a store of data is open to all. @default true */
  readonly waivable?: boolean;
}

/** What a rule says about the resource it looks at. */
export interface Judgement {
  /** The resource breaks the rule. The message never holds a property's value that a program chose freely. */
  violation(message: string): void;
  /** The rule can't tell; the reason ends the sentence "not evaluated: ...". */
  notEvaluated(reason: string): void;
}

/** A rule that needs one resource's inputs and nothing else. It runs before the resource is created or changed. */
export interface ResourceRule<S extends SettingDefinitions = SettingDefinitions> extends RuleText {
  readonly kind: "resource";
  /** Type tokens that the rule looks at. Pulumi skips types that no rule looks at before it unpacks their properties. */
  readonly types: readonly string[];
  readonly settings: S;
  /** Judges one resource. A read of an unknown value may throw: the frame reports "not evaluated". */
  check(resource: Subject, judgement: Judgement, settings: SettingsOf<S>): void;
  /**
   * The inputs to change so that `check` has nothing to say, or `undefined` when there is nothing to mend. Only top-level
   * keys that change; the frame merges them. Runs only where a user asked for it, before `check`.
   */
  remediate?(resource: Subject, settings: SettingsOf<S>): Readonly<Record<string, unknown>> | undefined;
}

/** What a stack rule works with. */
export interface Stack {
  readonly graph: ResourceGraph;
  /**
   * Judges one resource of this stack; of a peer's it says nothing, since the peer's own run does. When `judge` meets an unknown value, this resource is "not evaluated", what was already
   * said of it stays, and the rule goes on with the next one.
   */
  judge(resource: Subject, judge: (judgement: Judgement) => void): void;
  /** Whether resources of a region are in the graph, this stack's or a peer's; else nothing can be told about the region. */
  sees(region: Region): boolean;
  /** The stacks whose snapshots are in the graph. */
  readonly peers: readonly Peer[];
  /** Reads something of a resource before it can be judged; an unknown value is "not evaluated" and `undefined`. */
  read<T>(resource: Subject, read: () => T): T | undefined;
}

/** A rule that compares resources. All stack rules run in one driver, which indexes the stack once. */
export interface StackRule<S extends SettingDefinitions = SettingDefinitions> extends RuleText {
  readonly kind: "stack";
  /** Type tokens of all resources that the rule reads; only of these it gets the inputs. */
  readonly types: readonly string[];
  readonly settings: S;
  check(stack: Stack, settings: SettingsOf<S>): void;
}

/** Any rule of the pack. */
export type Rule = ResourceRule | StackRule;

/** Declares a resource rule. */
export function resourceRule<S extends SettingDefinitions = Record<never, never>>(
  rule: Omit<ResourceRule<S>, "kind" | "settings"> & { settings?: S },
): ResourceRule<S> {
  return { ...rule, kind: "resource", settings: rule.settings ?? ({} as S) };
}

/** Declares a stack rule. */
export function stackRule<S extends SettingDefinitions = Record<never, never>>(
  rule: Omit<StackRule<S>, "kind" | "settings"> & { settings?: S },
): StackRule<S> {
  return { ...rule, kind: "stack", settings: rule.settings ?? ({} as S) };
}

/** Level of a rule that nobody configured: what is critical or high stops a deployment, the rest is shown. */
export function defaultLevel(severity: Severity): Exclude<Level, "disabled"> {
  return severity === "critical" || severity === "high" ? "mandatory" : "advisory";
}
