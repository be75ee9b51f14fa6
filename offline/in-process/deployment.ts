import type { Value, ValueMap } from "../providers/core/values/value";

/** A resource as the program, or a component inside it, registered it and a provider answered. */
export interface RegisteredResource {
  readonly urn: string;
  /** Type token, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly custom: boolean;
  /** URN of the parent; empty for the stack and for providers that the engine would add by itself. */
  readonly parent: string;
  /** Unknown in a preview; absent for components. */
  readonly id: Value | undefined;
  /** Inputs as the provider checked them: with generated names, defaults and merged tags. */
  readonly inputs: ValueMap;
  /** What the provider answered; for a component its registered outputs. */
  outputs: ValueMap;
  /** URNs of all resources that it waits for, sorted. */
  readonly dependencies: readonly string[];
  /** URNs by the input that refers to them. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** URN of its provider; empty for components. */
  readonly provider: string;
  readonly options: RegisteredOptions;
}

/** Resource options as they reached the engine. */
export interface RegisteredOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly deletedWith: string;
}

/** Something that was said during a run. */
export interface Diagnostic {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  /** The resource that it is about. */
  readonly urn?: string;
}

/** What a run of a program left. */
export interface Deployment {
  /** In the order of registration, the stack first. */
  readonly resources: readonly RegisteredResource[];
  /** Outputs of the stack; secrets are marked. */
  readonly outputs: ValueMap;
  readonly diagnostics: readonly Diagnostic[];
}

/** What went wrong in a run; empty when all is well. */
export function errorsOf({ diagnostics }: Deployment): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** The project, stack and mode of a run. */
export interface Place {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** A preview leaves ids and most outputs unknown; otherwise everything is made in the account. */
  readonly preview: boolean;
}

/** `urn:pulumi:STACK::PROJECT::PARENT-TYPES$TYPE::NAME`, the stack's own type left out as the engine does. */
export function urnOf({ stack, project }: Place, parent: string, type: string, name: string): string {
  const parentTypes = parent.split("::")[2] ?? "";
  const types = parentTypes === "" || parentTypes === STACK_TYPE ? type : `${parentTypes}$${type}`;
  return `urn:pulumi:${stack}::${project}::${types}::${name}`;
}

export const STACK_TYPE = "pulumi:pulumi:Stack";
