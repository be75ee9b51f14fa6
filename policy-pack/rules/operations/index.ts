import type { Rule } from "../../frame/rule";
import { containersHardened } from "./containers-hardened";
import { efficientDefaults } from "./efficient-defaults";
import { requiredTagsAndTier } from "./required-tags-and-tier";
import { statefulProtectedInPulumi } from "./stateful-protected-in-pulumi";

/** In the order of the catalogue. */
export const operationsRules: readonly Rule[] = [
  statefulProtectedInPulumi,
  requiredTagsAndTier,
  efficientDefaults,
  containersHardened,
];
