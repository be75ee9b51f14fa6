import { z } from "zod";
import { backup } from "../backup";
import { common } from "../common";
import { dns } from "../dns";
import { watch } from "../watch";
import { cluster } from "./cluster";
import { database } from "./database";
import { edge } from "./edge";
import { network } from "./network";
import { recovery } from "./recovery";

/** Settings of the payment hub. */
export const paymentHub = z.strictObject({
  system: z.literal("payment-hub").describe("The system that this stack belongs to."),
  ...common,
  network,
  dns,
  cluster,
  database,
  edge,
  recovery,
  backup,
  watch,
});

/** Settings of one stack of the payment hub, after defaults. */
export type PaymentHubSettings = z.output<typeof paymentHub>;
