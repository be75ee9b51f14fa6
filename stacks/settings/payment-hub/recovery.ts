import { z } from "zod";
import { region } from "../common";
import { healthCheck, protect, shieldAdvanced } from "../recovery-parts";

/** Failover regions of a system, at most. */
export const MOST_FAILOVER_REGIONS = 5;

/** USD a month of a cluster of routing controls: 2.50 an hour, used or not. */
export const ROUTING_CONTROL_COST = 1825;

/** How the payments are moved to another region. */
const regionSwitch = z
  .strictObject({
    kind: z
      .enum(["region-switch", "routing-control", "manual"])
      .default("region-switch")
      .describe(
        "A plan of ARC Region switch for each failover region (70 USD a month each), with its own health checks or with routing controls; or by hand, by the runbook. Primary only.",
      ),
    approver: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/)
      .meta({ allowed: "the ARN of an IAM role" })
      .optional()
      .describe(
        "IAM role whose holders approve a failover. Without it the first of `cluster.administrators`.",
      ),
    acceptMonthlyCostUsd: z
      .literal(ROUTING_CONTROL_COST)
      .optional()
      .meta({ allowed: `${ROUTING_CONTROL_COST} with the kind routing-control, and nothing with the others` })
      .describe(
        `Needed for routing controls: their cluster in five regions costs ${ROUTING_CONTROL_COST} USD a month.`,
      ),
  })
  .refine(
    ({ kind, acceptMonthlyCostUsd }) => (kind === "routing-control") === (acceptMonthlyCostUsd !== undefined),
    { path: ["acceptMonthlyCostUsd"] },
  )
  .prefault({})
  .describe("How the payments are moved to another region.");

/** What keeps the system recoverable. */
export const recovery = z
  .strictObject({
    replicaRegions: z
      .array(region)
      .default([])
      .describe(
        "Regions that hold copies of the site and of secrets, besides those of the failover stacks. Needed where there is no failover stack. Primary only.",
      ),
    order: z
      .int()
      .min(1)
      .max(MOST_FAILOVER_REGIONS)
      .optional()
      .describe(
        "Place of this region among the failover regions: 1 is asked first when the home region fails, then 2, up to 5. Without it 1. Secondary only.",
      ),
    switch: regionSwitch,
    healthCheck: healthCheck(
      "the home region",
      "How Route 53 asks the home region whether it can take payments. Primary only.",
    ),
    shieldAdvanced: shieldAdvanced(
      "protections of the load balancer's addresses in every stack that has this key, of distributions and zone in the primary",
    ),
    rtoMinutes: z
      .int()
      .min(1)
      .max(1440)
      .default(15)
      .describe(
        "Recovery time objective: minutes after the loss of a region until payments are taken in another. Refused where alarms, health check and the steps of a failover can't meet it.",
      ),
    statelessRtoSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(60)
      .describe(
        "Recovery time objective of the site, which holds no state: seconds until the second region's bucket answers a visitor.",
      ),
    rpoSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(5)
      .describe(
        "Recovery point objective: seconds of the newest payments that a failover may lose. Alarms follow it.",
      ),
    protect,
  })
  .prefault({})
  .describe("What keeps the system recoverable.");
