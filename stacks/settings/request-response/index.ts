import { z } from "zod";
import { backup } from "../backup";
import { common } from "../common";
import { delivery } from "../delivery";
import { dns } from "../dns";
import { geolocation } from "../geolocation";
import { networkWithNat } from "../nat-gateways";
import { tracing } from "../tracing";
import { watch } from "../watch";
import { api } from "./api";
import { containers, fleet, functions } from "./compute";
import { accelerator, cache, database, table, uploads } from "./data";
import { edge } from "./edge";
import { messages, recovery } from "./operation";
import { users } from "./users";

/** Settings of the request-response flow. */
export const requestResponse = z.strictObject({
  system: z.literal("request-response").describe("The system that this stack belongs to."),
  ...common,
  network: networkWithNat,
  dns,
  geolocation,
  edge,
  api,
  users,
  functions,
  containers,
  fleet,
  database,
  table,
  accelerator,
  cache,
  uploads,
  messages,
  delivery,
  tracing,
  recovery,
  backup,
  watch,
});

/** Settings of one stack of the request-response flow, after defaults. */
export type RequestResponseSettings = z.output<typeof requestResponse>;
