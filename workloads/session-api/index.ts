import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { numberSetting, patience, setting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import { api } from "../lambda/proxy";
import { sessionRoutes } from "./sessions";
import { sessionTable } from "./table";

const DAY = 86_400;

/**
 * Keeps the sessions of shoppers in every region. Environment: SESSION_TABLE (name), SESSION_IDLE_SECONDS (30 minutes
 * without it), SESSION_MOST_SECONDS (12 hours without it).
 */
export const handler = api(
  sessionRoutes({
    table: sessionTable(new DynamoDB(patience), setting("SESSION_TABLE")),
    lifetime: {
      idle: numberSetting("SESSION_IDLE_SECONDS", { least: 60, most: 30 * DAY, otherwise: 1_800 }),
      most: numberSetting("SESSION_MOST_SECONDS", { least: 60, most: 90 * DAY, otherwise: DAY / 2 }),
    },
    now: () => Math.floor(Date.now() / 1_000),
  }),
  jsonLog("session-api"),
);
