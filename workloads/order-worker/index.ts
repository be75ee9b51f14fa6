import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { patience, setting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import { consumer } from "../lambda/queue";
import { confirmation } from "./confirm";

/** Confirms the orders of a queue. Environment: ORDER_TABLE (name). */
export const handler = consumer(
  confirmation(new DynamoDB(patience), setting("ORDER_TABLE")),
  jsonLog("order-worker"),
);
