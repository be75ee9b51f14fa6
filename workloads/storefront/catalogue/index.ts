import { SQS } from "@aws-sdk/client-sqs";
import { patience } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { openDatabase } from "../shared/database";
import { run, serve } from "../shared/service";
import { catalogueRoutes } from "./routes";

const log = jsonLog("storefront-catalogue");

/** Shows products. Environment: what database.ts of `shared` reads; DATABASE_HOST may be the reader's endpoint. */
run(log, async () => {
  // Of the client nothing is used but its way to the keys of the task's role.
  const { config } = new SQS(patience);
  const database = openDatabase(() => config.credentials(), log);
  await serve({
    name: "catalogue",
    routes: catalogueRoutes(database),
    log,
    close: () => database.end(),
  });
});
