import { SQS } from "@aws-sdk/client-sqs";
import { patience, setting } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { openDatabase } from "../shared/database";
import { connectRedis } from "../shared/redis";
import { run, serve } from "../shared/service";
import { acceptedOrders } from "./accepted";
import { sendTo } from "./queue";
import { orderRoutes } from "./routes";

const log = jsonLog("storefront-orders");

/** Takes and shows orders. Environment: ORDER_QUEUE_URL (FIFO), and what redis.ts and database.ts of `shared` read. */
run(log, async () => {
  const client = new SQS(patience);
  const credentials = () => client.config.credentials();
  const send = sendTo(client, setting("ORDER_QUEUE_URL"));
  const database = openDatabase(credentials, log);
  const { redis, close } = await connectRedis(credentials, log);
  const accepted = acceptedOrders(redis);
  const routes = orderRoutes({ accepted, send, database, log, now: () => new Date() });
  await serve({
    ...{ name: "orders", routes, log },
    close: async () => {
      await Promise.all([database.end(), close()]);
    },
  });
});
