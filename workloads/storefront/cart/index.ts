import { SQS } from "@aws-sdk/client-sqs";
import { patience } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { connectRedis } from "../shared/redis";
import { run, serve } from "../shared/service";
import { redisCarts } from "./carts";
import { cartRoutes } from "./routes";

const log = jsonLog("storefront-cart");

/** Keeps carts. Environment: what redis.ts of `shared` reads. */
run(log, async () => {
  // Of the client nothing is used but its way to the keys of the task's role.
  const { config } = new SQS(patience);
  const { redis, close } = await connectRedis(() => config.credentials(), log);
  await serve({ name: "cart", routes: cartRoutes(redisCarts(redis)), log, close });
});
