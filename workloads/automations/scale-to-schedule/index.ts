import * as z from "zod/mini";
import { jsonSetting, patience, setting } from "../../lambda/environment";
import { jsonLog } from "../../lambda/log";
import {
  type Action,
  type DatabaseClient,
  type FleetClient,
  type ScalingClient,
  type ServiceClient,
  scale,
} from "./scale";

type Client<Of> = new (settings: object) => Of;

// Required and not imported: Lambda's runtime has the packages, this repository needs none of them.
const { ApplicationAutoScaling } = require("@aws-sdk/client-application-auto-scaling") as {
  ApplicationAutoScaling: Client<ScalingClient>;
};
const { AutoScaling } = require("@aws-sdk/client-auto-scaling") as { AutoScaling: Client<FleetClient> };
const { ECS } = require("@aws-sdk/client-ecs") as { ECS: Client<ServiceClient> };
const { RDS } = require("@aws-sdk/client-rds") as { RDS: Client<DatabaseClient> };

const name = z.string().check(z.minLength(1));
const limits = { minimum: z.int().check(z.minimum(0)), maximum: z.int().check(z.minimum(1)) };
const sleeperSchema = z.strictObject({
  services: z.array(z.strictObject({ cluster: name, service: name, ...limits })),
  fleets: z.array(z.strictObject({ group: name, ...limits })),
  databases: z.array(name),
});

const environment = setting("ENVIRONMENT");
if (environment === "prod") throw new Error('ENVIRONMENT is "prod", which never sleeps');
const parsed = sleeperSchema.safeParse(jsonSetting("SLEEPER"));
if (!parsed.success) throw new Error("SLEEPER is not as it has to be: services, fleets and databases");
const tools = {
  scaling: new ApplicationAutoScaling(patience),
  ecs: new ECS(patience),
  fleets: new AutoScaling(patience),
  rds: new RDS(patience),
  sleeper: parsed.data,
  log: jsonLog("scale-to-schedule"),
};

/**
 * Puts an environment to sleep at night and wakes it in the morning. Two schedules call it, with `{"action": "sleep"}` and
 * `{"action": "wake"}`. Environment: ENVIRONMENT (not `prod`), SLEEPER (JSON, shape of `Sleeper`).
 */
export async function handler({ action }: { action?: Action }): Promise<string[]> {
  if (action !== "sleep" && action !== "wake") throw new Error("the event's action has to be sleep or wake");
  return scale(action, tools);
}
