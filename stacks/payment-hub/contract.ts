import { z } from "zod";
import { contract } from "../contract";

const network = z.object({
  cidrBlock: z.string(),
  vpcId: z.string().min(1),
  routeTableIds: z.array(z.string().min(1)).min(1),
  databaseSecurityGroupId: z.string().min(1),
  transitGateway: z.object({ id: z.string().min(1), routeTableId: z.string().min(1) }).optional(),
});

/**
 * What every stack tells the stacks that come after it, as its stack output `contract`. Only what can't be told from
 * settings is here, and never a secret.
 */
export const regional = contract.extend({
  /** Raised when a field changes its meaning. */
  version: z.literal(2),
  network,
});

/** What the primary stack tells besides. */
export const home = regional.extend({
  zoneId: z.string().min(1),
  globalClusterIdentifier: z.string().min(1),
  /** Host name of the writer, in whichever region it is. */
  globalEndpoint: z.string().min(1),
  /** By failover region: role of the plan that moves the payments there, and the health check that the plan turns. */
  regionSwitches: z
    .record(z.string(), z.object({ roleArn: z.string().min(1), healthCheckId: z.string().min(1) }))
    .optional(),
});

/** What is read of a failover stack. */
export type RegionalContract = z.output<typeof regional>;

/** What is read of the primary stack. */
export type Contract = z.output<typeof home>;
