import { z } from "zod";
import { backup } from "../backup";
import { common } from "../common";
import { dns } from "../dns";
import { networkWithNat } from "../nat-gateways";
import { watch } from "../watch";
import { cache, database, media } from "./data";
import { automations, delivery, images, proxies, recovery, reporting } from "./operation";
import { orders, services, ui } from "./services";

/** Settings of the storefront. */
export const storefront = z.strictObject({
  system: z.literal("storefront").describe("The system that this stack belongs to."),
  ...common,
  network: networkWithNat,
  dns,
  proxies,
  ui,
  services,
  orders,
  images,
  database,
  cache,
  media,
  delivery,
  automations,
  reporting,
  recovery,
  backup,
  watch,
});

/** Settings of one stack of the storefront, after defaults. */
export type StorefrontSettings = z.output<typeof storefront>;
