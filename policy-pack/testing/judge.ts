import type {
  Policies,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { Configuration, PACK_POLICY, type PolicyEntry } from "../frame/configuration";
import { runningPolicies } from "../frame/pack";
import { Results } from "../frame/results";
import { defaultLevel, type Level, type Rule } from "../frame/rule";
import type { Session } from "../frame/run";
import { isUnknown } from "../frame/values";
import { type Waiver, Waivers } from "../frame/waivers";
import { NotApplicable, resourceArgs, secretsOf, stackArgs } from "./engine";
import { peerOf, type TestPeer } from "./peer";
import { remediated } from "./remediate";
import { type TestResource, urnOf } from "./resource";

type Policy = ResourceValidationPolicy | StackValidationPolicy;

/** How a policy is configured for a test. */
export interface JudgeOptions {
  /** The policy's own settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The policy's own level; a rule of this pack takes its default. */
  readonly level?: Level;
  /** Levels by area, severity or rule; only for rules of this pack. */
  readonly levels?: Readonly<Record<string, Level>>;
  readonly stackTags?: Readonly<Record<string, string>>;
  /** Stacks in other regions whose snapshots the rule sees. */
  readonly peers?: readonly TestPeer[];
  /** Accepted violations; only for rules of this pack. */
  readonly waivers?: readonly Omit<Waiver, "place">[];
  /** Whether the rule mends what it can first, as with the setting `remediate`; only for rules of this pack. */
  readonly remediate?: boolean;
}

/** What a policy said of one resource, or of the stack. */
export interface Outcome {
  /** Name of the rule or policy. */
  readonly rule: string;
  /** Name of the resource in the program; absent for the stack. */
  readonly resource?: string;
  readonly status: "violation" | "not-evaluated" | "waived";
  readonly message: string;
  /** Only of rules of this pack: the level they were reported with. */
  readonly level?: Level;
}

/**
 * Runs one rule of this pack, or one ordinary Pulumi policy, over resources as the engine does: resource policies see
 * each resource's inputs, stack policies all resources with outputs and edges; values that are not known throw.
 *
 * @throws Error when a message prints a value that was marked as a secret
 * @throws SettingsError for settings that the rule does not have
 */
export async function judge(
  policy: Rule | Policy,
  resources: readonly TestResource[],
  options: JudgeOptions = {},
): Promise<Outcome[]> {
  const outcomes =
    "kind" in policy
      ? await judgeRule(policy, resources, options)
      : await judgePolicy(policy, resources, options);
  for (const hidden of secretsOf(resources)) {
    const leak = outcomes.find(({ message }) => message.includes(hidden));
    if (leak) throw new Error(`${leak.rule} prints a secret of ${leak.resource ?? "the stack"}`);
  }
  return outcomes;
}

async function judgeRule(
  rule: Rule,
  resources: readonly TestResource[],
  options: JudgeOptions,
): Promise<Outcome[]> {
  const { settings = {}, level = defaultLevel(rule.severity), levels = {}, stackTags, remediate } = options;
  const entries = new Map<string, PolicyEntry>([
    [rule.id, { level, settings }],
    [
      PACK_POLICY,
      { level: "mandatory", settings: { levels, ...(remediate ? { remediate: [rule.id] } : {}) } },
    ],
  ]);
  const results = new Results("test", "0.0.0");
  const surroundings = {
    configuration: new Configuration(entries),
    peers: (options.peers ?? []).map(peerOf),
    waivers: new Waivers((options.waivers ?? []).map((waiver) => ({ ...waiver, place: "test" }))),
    findings: [],
  };
  const session: Session = {
    surroundings: () => surroundings,
    results,
    inputs: new Map(),
    changed: () => undefined,
  };
  // A wrong setting is a mistake of the test.
  surroundings.configuration.settingsOf(rule);
  const policies = runningPolicies([rule], session);
  const mended = await Promise.all(resources.map((resource) => remediated(policies, resource)));
  await runPolicies(policies, mended, { stackTags }, () => undefined);
  return results
    .list()
    .filter((result) => result.rule === rule.id)
    .map(({ urn, ...result }) => ({
      rule: result.rule,
      ...resourceOf(urn, mended),
      status: result.status,
      message: result.message,
      level: result.level,
    }));
}

async function judgePolicy(
  policy: Policy,
  resources: readonly TestResource[],
  options: JudgeOptions,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await runPolicies([policy], resources, options, (outcome) => outcomes.push(outcome));
  return outcomes;
}

/** Calls policies in the engine's order: every resource first, then the stack. */
export async function runPolicies(
  policies: Policies,
  resources: readonly TestResource[],
  { settings = {}, stackTags = {} }: Pick<JudgeOptions, "settings" | "stackTags">,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const context = { settings, stackTags: new Map(Object.entries(stackTags)) };
  for (const resource of resources) {
    for (const policy of policies) {
      for (const validate of validationsOf(policy)) {
        const token: unknown = Reflect.get(validate, "__pulumiType");
        // Pulumi's server looks at the mark only of a single function.
        if (!isList(policy) && typeof token === "string" && token !== resource.type) continue;
        const report = reporter(policy, resources, tell, resource);
        await attempt(policy, tell, resource, () => validate(resourceArgs(resource, context), report));
      }
    }
  }
  for (const policy of policies) {
    if (!("validateStack" in policy)) continue;
    const report = reporter(policy, resources, tell);
    await attempt(policy, tell, undefined, () => policy.validateStack(stackArgs(resources, context), report));
  }
}

function validationsOf(policy: Policy) {
  if (!("validateResource" in policy) || !policy.validateResource) return [];
  return Array.isArray(policy.validateResource) ? policy.validateResource : [policy.validateResource];
}

function isList(policy: Policy): boolean {
  return "validateResource" in policy && Array.isArray(policy.validateResource);
}

async function attempt(
  policy: Policy,
  tell: (outcome: Outcome) => void,
  resource: TestResource | undefined,
  run: () => Promise<void> | void,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof NotApplicable) return;
    if (!isUnknown(error)) throw error;
    const named = resource ? { resource: resource.name } : {};
    tell({ rule: policy.name, ...named, status: "not-evaluated", message: error.message });
  }
}

function reporter(
  policy: Policy,
  resources: readonly TestResource[],
  tell: (outcome: Outcome) => void,
  resource?: TestResource,
): ReportViolation {
  return (message, urn = resource && urnOf(resource)) =>
    tell({ rule: policy.name, ...resourceOf(urn, resources), status: "violation", message: String(message) });
}

/** Names by URN; made once per list, since every resource's policies ask. */
const namesByUrn = new WeakMap<readonly TestResource[], ReadonlyMap<string, string>>();

function resourceOf(urn: string | undefined, resources: readonly TestResource[]): { resource?: string } {
  // The first of two with one URN, as the engine would name it, stays.
  const names =
    namesByUrn.get(resources) ?? new Map([...resources].reverse().map((one) => [urnOf(one), one.name]));
  namesByUrn.set(resources, names);
  const resource = urn === undefined ? undefined : names.get(urn);
  return resource === undefined ? {} : { resource };
}
