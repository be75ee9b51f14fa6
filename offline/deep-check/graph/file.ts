/**
 * A graph on disk: the `deployment` part of what `pulumi stack export` writes, of which only these keys are read.
 * The collector writes the same form for a preview, where values may be unknown.
 */
export interface GraphFile {
  resources?: readonly RawResource[];
}

/** One resource as a state file has it. */
export interface RawResource {
  urn: string;
  type: string;
  custom?: boolean;
  /** Physical id; absent in a preview and for components. */
  id?: string;
  parent?: string;
  /** `URN::id` of its provider. */
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** URNs by the top-level input whose value came from them. */
  propertyDependencies?: Record<string, string[]>;
  /** Set on what a replacement has yet to delete. */
  delete?: boolean;
}
