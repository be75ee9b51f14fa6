import { z } from "zod";
import { common } from "../common";
import { backup } from "./backup";
import { cluster } from "./cluster";
import { database } from "./database";
import { dns } from "./dns";
import { edge } from "./edge";
import { network } from "./network";
import { recovery } from "./recovery";
import { watch } from "./watch";

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
