import type { Value, ValueMap } from "../values/value";

/** Which resource a request is about. */
export interface Subject {
  urn: string;
  /** Type token, such as `aws:ec2/vpc:Vpc`. */
  type: string;
  /** Logical name. */
  name: string;
}

/** What the user's `pulumi:autonaming` settings ask for, when they say anything. */
export interface Autonaming {
  proposedName: string;
  mode: "propose" | "enforce" | "disable";
}

export interface CheckRequest extends Subject {
  /** Inputs of the last successful operation; undefined for a new resource and for the new half of a replacement. */
  olds: ValueMap | undefined;
  news: ValueMap;
  autonaming: Autonaming | undefined;
}

export interface Failure {
  /** Property path such as `origins[0].domainName`; empty for the resource as a whole. */
  property: string;
  reason: string;
}

export interface CheckResult {
  inputs: ValueMap;
  failures: Failure[];
}

export interface DiffRequest extends Subject {
  id: string;
  oldInputs: ValueMap;
  oldOutputs: ValueMap;
  news: ValueMap;
  ignoreChanges: string[];
}

export interface PropertyChange {
  path: string;
  kind: "add" | "update" | "delete";
  replace: boolean;
}

export interface CreateRequest extends Subject {
  inputs: ValueMap;
  preview: boolean;
}

export interface ReadRequest extends Subject {
  id: string;
  /** Last known outputs; empty on import. */
  outputs: ValueMap;
  inputs: ValueMap;
}

export interface UpdateRequest extends Subject {
  id: string;
  oldInputs: ValueMap;
  oldOutputs: ValueMap;
  news: ValueMap;
  preview: boolean;
}

export interface DeleteRequest extends Subject {
  id: string;
  oldInputs: ValueMap;
  outputs: ValueMap;
}

export interface InvokeResult {
  result: ValueMap;
  failures: Failure[];
}

/** Sends a line to the user through the engine; `urn` ties it to a resource in the display. */
export type Log = (severity: "info" | "warning", message: string, urn?: string) => void;

/** A stand-in provider in plain values; `serve` puts it on the wire. Methods throw `ProviderError` to refuse. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  configure(config: ValueMap, log: Log): void;
  check(request: CheckRequest): CheckResult | Promise<CheckResult>;
  diff(request: DiffRequest): PropertyChange[];
  create(request: CreateRequest): Created | Promise<Created>;
  /** The resource as it is now, or undefined when it is gone. */
  read(request: ReadRequest): ReadState | undefined | Promise<ReadState | undefined>;
  update(request: UpdateRequest): ValueMap | Promise<ValueMap>;
  delete(request: DeleteRequest): void | Promise<void>;
  invoke(token: string, args: ValueMap, preview: boolean): InvokeResult | Promise<InvokeResult>;
}

export interface Created {
  /** Empty during a preview: the cloud gives ids only on creation. */
  id: string;
  outputs: ValueMap;
}

export interface ReadState {
  id: string;
  inputs: ValueMap;
  outputs: ValueMap;
}

/** A refusal meant for the user: shown as it is, without a stack trace. */
export class ProviderError extends Error {}

/**
 * A resource that was made, but did not come up: the engine keeps it in the state with the error, and tries to mend it
 * on the next `up`.
 */
export class InitializationFailed extends ProviderError {
  constructor(
    message: string,
    readonly resource: { id: string; inputs: ValueMap; outputs: ValueMap },
  ) {
    super(message);
  }
}

export type { Value, ValueMap };
