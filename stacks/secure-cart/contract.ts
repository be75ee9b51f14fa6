import { z } from "zod";
import { contract } from "../contract";

const id = z.string().min(1);

/** What the primary stack tells the stacks that come after it, besides what every stack does. Never a secret. */
export const home = contract.extend({
  /** Raised when a field changes its meaning. */
  version: z.literal(1),
  zoneId: id,
  /** The home region's transit gateway, and the tables that a peering joins. */
  transit: z.object({
    transitGatewayId: id,
    /** Range behind it. */
    range: id,
    /** Table that decides about what another region sends. */
    arrivalTableId: id,
    /** Table that leads to other regions, and its tier. */
    departureTier: id,
    departureTableId: id,
  }),
  /** Keys of the tables, by the regions of their replicas. */
  tableKeyArns: z.object({ sessions: z.record(z.string(), id), reports: z.record(z.string(), id) }),
  images: z.object({ bucketName: id, bucketArn: id, keyArn: id }),
  /** Distribution that reads the images of every region. */
  distributionArn: id,
  /** Listener of the accelerator, where there is one. */
  listenerArn: id.optional(),
});

/** What is read of the primary stack. */
export type Contract = z.output<typeof home>;
