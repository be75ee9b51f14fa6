import type { Rule } from "../frame/rule";
import { backupRules } from "./backup";
import { dataRules } from "./data";
import { detectionRules } from "./detection";
import { edgeRules } from "./edge";
import { failoverRules } from "./failover";
import { identityRules } from "./identity";
import { kubernetesRules } from "./kubernetes";
import { networkRules } from "./network";
import { operationsRules } from "./operations";
import { parityRules } from "./parity";

/** All rules of the pack, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  ...failoverRules,
  ...dataRules,
  ...parityRules,
  ...backupRules,
  ...networkRules,
  ...edgeRules,
  ...identityRules,
  ...kubernetesRules,
  ...detectionRules,
  ...operationsRules,
];
