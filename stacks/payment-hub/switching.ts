import type * as pulumi from "@pulumi/pulumi";
import type { ScalingRole } from "../../components/payment-cluster";

/** What the plans that move the payments mean to a region's half. */
export interface Switching {
  /** Roles that scale the payment API in this region's cluster. */
  scalingRoles: Record<string, ScalingRole>;
  /** Health checks that keep traffic out of this region. */
  switches: pulumi.Input<string>[];
}
