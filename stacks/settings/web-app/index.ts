import { z } from "zod";
import { backup } from "../backup";
import { common } from "../common";
import { delivery } from "../delivery";
import { dns } from "../dns";
import { networkWithNat } from "../nat-gateways";
import { watch } from "../watch";
import { database } from "./database";
import { firewall, media } from "./media";
import { migration } from "./migration";
import { identity, recovery } from "./operation";
import { compute, service, serviceConnect } from "./service";

/** Settings of the web application. */
export const webApp = z.strictObject({
  system: z.literal("web-app").describe("The system that this stack belongs to."),
  ...common,
  network: networkWithNat,
  dns,
  compute,
  service,
  serviceConnect,
  database,
  migration,
  media,
  firewall,
  delivery,
  identity,
  recovery,
  backup,
  watch,
});

/** Settings of one stack of the web application, after defaults. */
export type WebAppSettings = z.output<typeof webApp>;
