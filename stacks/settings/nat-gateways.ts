import { z } from "zod";
import { network } from "./common";

/** How the private subnets reach the internet. */
export const natGateways = z
  .enum(["one-per-zone", "single"])
  .default("one-per-zone")
  .describe(
    "NAT gateways of the private subnets, 33 USD a month each: one in every zone, or for non-production a single one, with whose zone all zones lose their way out.",
  );

/** Network of a region whose NAT gateways can be chosen. */
export const networkWithNat = network.extend({ natGateways }).describe("Network of this region.");
