import type { Deployment } from "../../../offline/in-process";
import type { Deployed } from "../../../test/support/state";
import type { StackSet } from "../stack-set";

/** A stack that is up. */
export interface Up {
  stack: string;
  region: string;
  deployment: Deployment;
  /** Its resources as an exported state has them. */
  graph: Deployed[];
}

/** All stacks of a system that is up, and the settings that they were made from. */
export interface SystemUp {
  set: StackSet;
  stacks: Up[];
}

/** Region of a resource: its own, or that of its stack's provider. */
export function regionOf(resource: Deployed, stack: Up): string {
  return typeof resource.inputs.region === "string" ? resource.inputs.region : stack.region;
}

/** Every text of a value with the path that leads to it. */
export function texts(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === "" ? key : `${path}.${key}`));
}
