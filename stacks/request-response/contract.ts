import { z } from "zod";
import { contract } from "../contract";

/** What the primary stack tells the stacks that come after it, besides what every stack does. Never a secret. */
export const home = contract.extend({
  /** Raised when a field changes its meaning. */
  version: z.literal(1),
  zoneId: z.string().min(1),
  /** Its user pool, whose tokens every region takes. */
  users: z.object({ issuer: z.string().min(1), clientId: z.string().min(1) }),
  /** Keys of the table of orders, by the regions of its replicas. */
  tableKeyArns: z.record(z.string(), z.string().min(1)),
  database: z.object({
    /** Host that takes writes. */
    writerHost: z.string().min(1),
    arn: z.string().min(1),
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
