import { z } from "zod";
import { backup } from "../backup";
import { common } from "../common";
import { dns } from "../dns";
import { geolocation } from "../geolocation";
import { networkWithNat } from "../nat-gateways";
import { tracing } from "../tracing";
import { watch } from "../watch";
import { inspection, onPremises, peerAccounts, transit } from "./network";
import { accelerator, edge, performance, recovery } from "./operation";
import { api, partnerEndpoints, privateLink } from "./partners";
import { database, services } from "./services";

/** Settings of SecureCart. */
export const secureCart = z.strictObject({
  system: z.literal("secure-cart").describe("The system that this stack belongs to."),
  ...common,
  network: networkWithNat,
  transit,
  inspection,
  onPremises,
  peerAccounts,
  dns,
  geolocation,
  edge,
  accelerator,
  services,
  database,
  api,
  privateLink,
  partnerEndpoints,
  tracing,
  performance,
  recovery,
  backup,
  watch,
});

/** Settings of one stack of SecureCart, after defaults. */
export type SecureCartSettings = z.output<typeof secureCart>;
