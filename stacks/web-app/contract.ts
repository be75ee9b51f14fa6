import { z } from "zod";
import { contract } from "../contract";

/** What the primary stack tells the stacks that come after it, besides what every stack does. Never a secret. */
export const home = contract.extend({
  /** Raised when a field changes its meaning. */
  version: z.literal(1),
  zoneId: z.string().min(1),
  database: z.object({
    host: z.string().min(1),
    readerHost: z.string().min(1),
    resourceId: z.string().min(1),
    securityGroupId: z.string().min(1),
  }),
  network: z.object({
    cidrBlock: z.string(),
    vpcId: z.string().min(1),
    routeTableIds: z.array(z.string().min(1)).min(1),
  }),
});

/** What is read of the primary stack. */
export type Contract = z.output<typeof home>;
