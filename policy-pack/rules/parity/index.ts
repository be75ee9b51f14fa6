import type { Rule } from "../../frame/rule";
import { certificateInEveryRegion } from "./certificate-in-every-region";
import { eksCapacityParity } from "./eks-capacity-parity";
import { eksVersionAddonParity } from "./eks-version-addon-parity";
import { iamPolicyNotRegionPinned } from "./iam-policy-not-region-pinned";
import { loadBalancerParity } from "./load-balancer-parity";
import { noCrossRegionRuntimeDependency } from "./no-cross-region-runtime-dependency";
import { quotaParity } from "./quota-parity";
import { regionInventoryParity } from "./region-inventory-parity";
import { securityGroupParity } from "./security-group-parity";
import { serverlessQueueParity } from "./serverless-queue-parity";
import { standbyNotScaledToZero } from "./standby-not-scaled-to-zero";
import { vpcCidrPlan } from "./vpc-cidr-plan";
import { wafParity } from "./waf-parity";

/** In the order of the catalogue. */
export const parityRules: readonly Rule[] = [
  regionInventoryParity,
  noCrossRegionRuntimeDependency,
  standbyNotScaledToZero,
  eksCapacityParity,
  eksVersionAddonParity,
  quotaParity,
  wafParity,
  securityGroupParity,
  loadBalancerParity,
  serverlessQueueParity,
  vpcCidrPlan,
  certificateInEveryRegion,
  iamPolicyNotRegionPinned,
];
