import type { z } from "zod";
import { paymentHub } from "./payment-hub";
import { requestResponse } from "./request-response";
import { secureCart } from "./secure-cart";
import { storefront } from "./storefront";
import { webApp } from "./web-app";

/** The schema of each system, by the name that `tandem:system` takes. */
export const schemas = {
  "payment-hub": paymentHub,
  "request-response": requestResponse,
  "secure-cart": secureCart,
  "web-app": webApp,
  storefront,
} as const;

/** Name of a system. */
export type SystemName = keyof typeof schemas;

/** Settings of one system, after defaults. */
export type SettingsOf<N extends SystemName> = z.output<(typeof schemas)[N]>;

/** Names of all systems, in the order in which messages list them. */
export const systemNames = Object.keys(schemas) as SystemName[];
