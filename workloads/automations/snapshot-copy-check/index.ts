import { SNS } from "@aws-sdk/client-sns";
import { jsonSetting, numberSetting, patience, setting } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { onTopic } from "../../lambda/topic";
import { metric } from "../metric";
import { namesOf } from "../settings";
import { type BackupClient, checkCopies, type Finding } from "./check";

// Required and not imported: Lambda's runtime has the package, this repository needs none of it.
const { Backup } = require("@aws-sdk/client-backup") as { Backup: new (settings: object) => BackupClient };

const tools = {
  backup: new Backup({ ...patience, region: setting("COPY_REGION") }),
  vault: setting("COPY_VAULT"),
  resources: namesOf(jsonSetting("RESOURCES"), "RESOURCES"),
  mostHours: numberSetting("MOST_HOURS", { least: 1, most: 8_760, otherwise: 26 }),
  announce: onTopic(new SNS(patience), setting("TOPIC_ARN")),
  log: jsonLog("snapshot-copy-check"),
  measure: (resource: string, hours: number) => metric("HoursSinceCopy", hours, { Resource: resource }),
  now: () => new Date(),
};

/**
 * Checks, on a schedule, that copies arrive in the other region. Environment: COPY_REGION, COPY_VAULT (name), RESOURCES
 * (JSON, list of ARNs), MOST_HOURS (26), TOPIC_ARN. Writes `Storefront/HoursSinceCopy` by resource.
 */
export const handler = (): Promise<Finding[]> => checkCopies(tools);
