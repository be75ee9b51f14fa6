import { z } from "zod";
import { contract } from "../contract";

/** What the primary stack tells the stacks that come after it, besides what every stack does. Never a secret. */
export const home = contract.extend({
  /** Raised when a field changes its meaning. */
  version: z.literal(1),
  zoneId: z.string().min(1),
  /** Its bucket of images and videos, which the other regions get copies from. */
  media: z.object({
    region: z.string().min(1),
    bucketName: z.string().min(1),
    bucketArn: z.string().min(1),
    keyArn: z.string().min(1),
  }),
});

/** What is read of the primary stack. */
export type Contract = z.output<typeof home>;
