import { z } from "zod";
import { region } from "../common";
import { healthCheck, protect, shieldAdvanced } from "../recovery-parts";

/** Messages between the parts. */
export const messages = z
  .strictObject({
    maxReceiveCount: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe("Times that a message is tried before it is put aside in the dead-letter queue."),
    retentionDays: z.int().min(1).max(13).default(4).describe("Days that a message waits for a consumer."),
    oldestSeconds: z
      .int()
      .min(60)
      .max(86_400)
      .default(300)
      .describe("Age of the oldest message at which somebody is told."),
  })
  .prefault({})
  .describe("Orders as messages: one topic, and a queue for each consumer.");

/** What keeps the system recoverable. */
export const recovery = z
  .strictObject({
    replicaRegions: z
      .array(region)
      .default([])
      .describe(
        "Regions that hold copies of the site, of images and of backups, besides those of the other stacks. Needed where there is no other stack. Primary only.",
      ),
    healthCheck: healthCheck("the region", "How Route 53 asks this region's API whether it takes requests."),
    shieldAdvanced: shieldAdvanced("protections of the distribution and the zone in the primary"),
    protect,
  })
  .prefault({})
  .describe("What keeps the system recoverable.");
