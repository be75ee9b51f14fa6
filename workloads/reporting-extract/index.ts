import { namesOf } from "../automations/settings";
import { jsonSetting, patience, setting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import {
  addPartitions,
  type CatalogueClient,
  check,
  type ExportClient,
  type Extract,
  start,
} from "./extract";

type Client<Of> = new (settings: object) => Of;

// Required and not imported: Lambda's runtime has the packages, this repository needs none of them.
const { RDS } = require("@aws-sdk/client-rds") as { RDS: Client<ExportClient> };
const { Glue } = require("@aws-sdk/client-glue") as { Glue: Client<CatalogueClient> };

const tools = {
  rds: new RDS(patience),
  glue: new Glue(patience),
  settings: {
    cluster: setting("CLUSTER"),
    database: setting("DATABASE"),
    tables: namesOf(jsonSetting("TABLES"), "TABLES"),
    name: setting("TASK_NAME"),
    bucket: setting("BUCKET"),
    prefix: setting("PREFIX"),
    roleArn: setting("EXPORT_ROLE_ARN"),
    keyArn: setting("KEY_ARN"),
    glueDatabase: setting("GLUE_DATABASE"),
  },
  log: jsonLog("reporting-extract"),
};

/** One step of the extract, with what the step before gave. */
export type StepEvent = { step: "start" } | ({ step: "check" | "partition" } & Extract);

/**
 * The steps of the reporting extract, for a state machine: `start`, then `check` until it no longer throws `NotFinished`,
 * then `partition`. Environment: CLUSTER, DATABASE, TABLES (JSON, such as `["public.orders"]`), TASK_NAME, BUCKET, PREFIX,
 * EXPORT_ROLE_ARN, KEY_ARN, GLUE_DATABASE.
 */
export async function handler(event: StepEvent): Promise<Extract | string[]> {
  switch (event.step) {
    case "start":
      return start(tools);
    case "check":
      return check({ taskId: event.taskId, day: event.day }, tools);
    case "partition":
      return addPartitions(event, tools);
    default:
      throw new Error("the event's step has to be start, check or partition");
  }
}
