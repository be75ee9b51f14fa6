import type { Value, ValueMap } from "../../core/values/value";
import type { Birth } from "../birth";

/** How one type gets its id and its computed outputs. */
export interface TypeOutputs {
  id(birth: Birth): string;
  /** Computed outputs beyond those that every type gets; keys that the type does not declare are left out. */
  outputs?(birth: Birth, id: string): ValueMap;
}

export type OutputTable = Record<string, TypeOutputs>;

/** The id is one of the inputs, or several joined. */
export function idFrom(separator: string, ...properties: string[]): (birth: Birth) => string {
  return (birth) =>
    properties
      .map((property) => show(birth.inputs[property]))
      .filter((part) => part !== "")
      .join(separator);
}

/** The id is the resource's name. */
export function nameAsId(property = "name"): (birth: Birth) => string {
  return (birth) => birth.named(property);
}

const show = (value: Value | undefined): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
