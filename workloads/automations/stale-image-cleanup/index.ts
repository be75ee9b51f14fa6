import { jsonSetting, numberSetting, patience, setting } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import { namesOf } from "../settings";
import { type Cleaned, cleanImages, type RegistryClient } from "./clean";
import { type ClusterClient, clustersInUse } from "./in-use";

// Required and not imported: Lambda's runtime has the packages, this repository needs none of them.
const { ECR } = require("@aws-sdk/client-ecr") as { ECR: new (settings: object) => RegistryClient };
const { ECS } = require("@aws-sdk/client-ecs") as { ECS: new (settings: object) => ClusterClient };

const rehearsal = setting("REHEARSAL");
if (rehearsal !== "true" && rehearsal !== "false")
  throw new Error(`REHEARSAL is "${rehearsal}", true or false is allowed`);
const rollbacks = numberSetting("KEEP_ROLLBACKS", { least: 1, most: 100, otherwise: 5 });
const tools = {
  registry: new ECR(patience),
  inUse: clustersInUse(new ECS(patience), namesOf(jsonSetting("CLUSTERS"), "CLUSTERS"), rollbacks),
  repositories: namesOf(jsonSetting("REPOSITORIES"), "REPOSITORIES"),
  keepNewest: numberSetting("KEEP_NEWEST", { least: 1, most: 1_000, otherwise: 10 }),
  keepDays: numberSetting("KEEP_DAYS", { least: 1, most: 3_650, otherwise: 30 }),
  isRehearsal: rehearsal === "true",
  log: jsonLog("stale-image-cleanup"),
  now: () => new Date(),
};

/**
 * Deletes, on a schedule, images that nobody uses. Environment: REPOSITORIES and CLUSTERS (JSON, lists of names),
 * REHEARSAL (`true` tells only), KEEP_NEWEST (10), KEEP_DAYS (30), KEEP_ROLLBACKS (5).
 */
export const handler = (): Promise<Cleaned> => cleanImages(tools);
