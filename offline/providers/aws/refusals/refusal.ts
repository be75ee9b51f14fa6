import type { Subject } from "../../core/protocol/provider";
import type { ValueMap } from "../../core/values/value";
import type { Account } from "../account/account";
import type { Settings } from "../settings";

/** When a refusal looks at a resource. At `check` some inputs may be unknown; a refusal says nothing about those. */
export type Phase = "check" | "create" | "update" | "delete";

export interface Judged extends Subject {
  phase: Phase;
  /** "" for global services, undefined while it is not known. */
  region: string | undefined;
  /** New inputs; on delete the last ones. Secret values are marked and must not be shown. */
  inputs: ValueMap;
  /** Inputs before this operation: undefined for a new resource. */
  olds?: ValueMap | undefined;
  oldInputs?: ValueMap;
  /** Id of an existing resource. */
  id?: string;
  /** Outputs of the resource that is being deleted. */
  outputs?: ValueMap;
}

export interface Context {
  settings: Settings;
}

/** What is wrong with one resource: value and what AWS takes, without the final dot. */
export interface Finding {
  sentence: string;
  /** Property path that the engine shows; empty for the whole resource. */
  property?: string;
}

/** One thing that AWS or its provider refuses. */
export interface Refusal {
  /** Unique name, which also switches it off. */
  name: string;
  /** AWS's error code, or `provider` for what the real provider refuses before calling AWS. */
  code: string;
  /** The rule in one sentence. */
  sentence: string;
  /** Where the rule is written down. */
  source: string;
  types: readonly string[];
  phases: readonly Phase[];
  /** `warning` for what depends on the account, such as quotas. */
  severity: "error" | "warning";
  judge(resource: Judged, account: Account, context: Context): Finding | undefined;
}

export const found = (sentence: string, property = ""): Finding => ({ sentence, property });
