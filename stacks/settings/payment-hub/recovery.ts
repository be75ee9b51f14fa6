import { z } from "zod";
import { region } from "../common";

/** Failover regions of a system, at most. */
export const MOST_FAILOVER_REGIONS = 5;

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
    rpoSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(5)
      .describe(
        "Recovery point objective: seconds of the newest payments that a failover may lose. Alarms follow it.",
      ),
    protect: z
      .boolean()
      .default(true)
      .describe(
        "Refuse the deletion of what holds data, in Pulumi and in AWS. To destroy a stack, set it to false and run `pulumi up` first; buckets are then emptied and databases deleted without a last snapshot.",
      ),
  })
  .prefault({})
  .describe("What keeps the system recoverable.");
