import { setting } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { run, serve } from "../shared/service";
import { backendAt } from "./backend";
import { pageRoutes } from "./routes";

const log = jsonLog("storefront-ui");

/** The pages of the shop. Environment: BACKEND_URL (of the internal load balancer), CURRENCY (ISO 4217, EUR). */
run(log, async () => {
  const currency = process.env.CURRENCY || "EUR";
  await serve({ name: "ui", routes: pageRoutes(backendAt(setting("BACKEND_URL")), currency, log), log });
});
