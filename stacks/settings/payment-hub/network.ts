import { z } from "zod";
import { common } from "../common";

/** How the networks of two regions are joined. */
export const LINKS = ["peering", "transit-gateway", "none"] as const;

/** What `network.link` is without a word. */
export const DEFAULT_LINK = "peering";

/** Network of this region and its way to the other regions. */
export const network = common.network
  .extend({
    link: z
      .enum(LINKS)
      .default(DEFAULT_LINK)
      .describe(
        "How this network is joined with those of the other regions, so that a standby reaches the writer of the database: VPC peering, peered transit gateways (37 USD a month for each attachment), or not at all. Equal in all stacks.",
      ),
  })
  .describe("Network of this region and its way to the other regions.");
