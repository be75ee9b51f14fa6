import type { SystemName } from "../../stacks/settings/schemas";
import type { Raw } from "./raw";

/** The settings of all stacks of one system, the primary's first. */
export interface StackSet {
  system: SystemName;
  stacks: { stack: string; raw: Raw }[];
}
