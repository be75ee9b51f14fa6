import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SNS } from "@aws-sdk/client-sns";
import { patience, setting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import { api } from "../lambda/proxy";
import { onTopic } from "../lambda/topic";
import { orderRoutes } from "./orders";
import { orderTable } from "./table";

/** Takes and shows orders. Environment: ORDER_TABLE (name), ORDER_TOPIC_ARN. */
export const handler = api(
  orderRoutes({
    table: orderTable(new DynamoDB(patience), setting("ORDER_TABLE")),
    announce: onTopic(new SNS(patience), setting("ORDER_TOPIC_ARN")),
    now: () => new Date(),
  }),
  jsonLog("order-api"),
);
