/** Tells a snapshot from other JSON files. */
export const FORMAT = "tandem-policies/snapshot";

/** Version of the form; it changes when an older pack could not read a newer file. */
export const VERSION = 1;

/** Stands in a snapshot for a secret, or for a value that may hold one. A rule that reads it does not evaluate. */
export const HIDDEN = { "tandem:hidden": true } as const;

/** A resource in a snapshot. */
export interface SnapshotResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  /** Region of its provider. */
  readonly providerRegion?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Those that other resources refer to, such as `id` and `arn`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URNs by property. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What the rules of another stack may know of a stack: a JSON file. */
export interface Snapshot {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** Version of the pack that wrote it. */
  readonly pack: string;
  readonly stack: string;
  readonly project: string;
  /** Region in which most of the resources are. */
  readonly region?: string;
  /** When the stack was as described, as ISO 8601. */
  readonly time: string;
  readonly resources: readonly SnapshotResource[];
}

/** Whether a value of a snapshot stands for one that was left out. */
export function isHidden(value: unknown): boolean {
  return typeof value === "object" && value !== null && "tandem:hidden" in value;
}
