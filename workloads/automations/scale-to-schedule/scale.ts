import { failure, type Log } from "../../lambda/log";

/** What sleeps, and how much of it there is when it is awake. */
export interface Sleeper {
  services: { cluster: string; service: string; minimum: number; maximum: number }[];
  fleets: { group: string; minimum: number; maximum: number }[];
  /** Ids of Aurora clusters. */
  databases: string[];
}

export type Action = "sleep" | "wake";

/** The part of `@aws-sdk/client-application-auto-scaling` that is used. */
export interface ScalingClient {
  registerScalableTarget(input: object): Promise<unknown>;
}

/** The part of `@aws-sdk/client-ecs` that is used. */
export interface ServiceClient {
  updateService(input: { cluster: string; service: string; desiredCount: number }): Promise<unknown>;
}

/** The part of `@aws-sdk/client-auto-scaling` that is used. */
export interface FleetClient {
  updateAutoScalingGroup(input: object): Promise<unknown>;
}

/** The part of `@aws-sdk/client-rds` that is used. */
export interface DatabaseClient {
  stopDBCluster(input: { DBClusterIdentifier: string }): Promise<unknown>;
  startDBCluster(input: { DBClusterIdentifier: string }): Promise<unknown>;
}

export interface Tools {
  scaling: ScalingClient;
  ecs: ServiceClient;
  fleets: FleetClient;
  rds: DatabaseClient;
  sleeper: Sleeper;
  log: Log;
}

/**
 * Puts a development environment to sleep or wakes it. The database goes last to sleep and is woken first; services that
 * come before it is there wait for it. Each part is tried, also after one that failed; the schedule's next turn does what
 * is left, and wakes again nothing that is awake. RDS itself starts a cluster that has slept for seven days: the schedule
 * puts it back.
 *
 * @throws Error that names the parts that failed
 */
export async function scale(
  action: Action,
  { scaling, ecs, fleets, rds, sleeper, log }: Tools,
): Promise<string[]> {
  const isAwake = action === "wake";
  const services = sleeper.services.map(({ cluster, service, minimum, maximum }) => ({
    name: `service ${service}`,
    work: async () => {
      // First the limits: scaling would undo a number of tasks that is outside of them.
      await scaling.registerScalableTarget({
        ServiceNamespace: "ecs",
        ScalableDimension: "ecs:service:DesiredCount",
        ResourceId: `service/${cluster}/${service}`,
        MinCapacity: isAwake ? minimum : 0,
        MaxCapacity: isAwake ? maximum : 0,
      });
      await ecs.updateService({ cluster, service, desiredCount: isAwake ? minimum : 0 });
    },
  }));
  const groups = sleeper.fleets.map(({ group, minimum, maximum }) => ({
    name: `fleet ${group}`,
    work: () =>
      fleets.updateAutoScalingGroup({
        AutoScalingGroupName: group,
        MinSize: isAwake ? minimum : 0,
        MaxSize: isAwake ? maximum : 0,
        DesiredCapacity: isAwake ? minimum : 0,
      }),
  }));
  const databases = sleeper.databases.map((DBClusterIdentifier) => ({
    name: `database ${DBClusterIdentifier}`,
    work: () =>
      turn(
        isAwake ? rds.startDBCluster({ DBClusterIdentifier }) : rds.stopDBCluster({ DBClusterIdentifier }),
      ),
  }));
  const parts = isAwake ? [...databases, ...groups, ...services] : [...services, ...groups, ...databases];

  const failed: string[] = [];
  for (const { name, work } of parts) {
    try {
      await work();
      log("INFO", isAwake ? "woken" : "put to sleep", { part: name });
    } catch (error) {
      failed.push(name);
      log("ERROR", "failed", { part: name, ...failure(error) });
    }
  }
  if (failed.length > 0) throw new Error(`not done: ${failed.join(", ")}`);
  return parts.map(({ name }) => name);
}

/** A cluster that is where it is to go, or on its way, is refused with this. */
async function turn(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "InvalidDBClusterStateFault") throw error;
  }
}
