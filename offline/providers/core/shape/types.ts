/**
 * The type of a property, small enough to be stored by the thousand. `asset` stands for assets and archives,
 * `any` for what has no fixed form; a `ref` names a nested type by namespace and name (`ec2.VpcTimeouts`).
 */
export type TypeShape =
  | "string"
  | "number"
  | "boolean"
  | "asset"
  | "any"
  | ["list", TypeShape]
  | ["map", TypeShape]
  | ["ref", string]
  | ["union", ...TypeShape[]];

/** `o: 1` = optional (an input that may be left out, an output that may be undefined). */
export interface PropertyShape {
  t: TypeShape;
  o?: 1;
}

export type Properties = Record<string, PropertyShape>;

export interface ResourceShape {
  inputs: Properties;
  outputs: Properties;
  /** Outputs that are always secret. */
  secrets: string[];
  /** Older type tokens of the same resource. */
  aliases: string[];
}

export interface FunctionShape {
  inputs: Properties;
  outputs: Properties;
}

/** What one service module of a package offers; stored in one file each. */
export interface ModuleShape {
  resources: Record<string, ResourceShape>;
  functions: Record<string, FunctionShape>;
}

/** Nested types of one namespace: what a program gives, and what the provider answers. */
export interface NestedShape {
  inputs: Record<string, Properties>;
  outputs: Record<string, Properties>;
}
