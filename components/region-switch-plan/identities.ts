import type { PlanRegion } from "./args";

/** Account and partition of ARNs. */
export interface Owner {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** Twelve digits. */
  accountId: string;
}

/** ARNs of what a plan names, made from names alone: nothing of the other region's stack has to be there. */
export function identitiesOf({ partition, accountId }: Owner, place: PlanRegion) {
  const { region } = place;
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  return {
    databaseCluster: arn("rds", `cluster:${place.databaseCluster}`),
    cluster: arn("eks", `cluster/${place.cluster}`),
    accessEntries: arn("eks", `access-entry/${place.cluster}/*`),
    fenceFunction: arn("lambda", `function:${place.fenceFunction}`),
    verifyFunction: arn("lambda", `function:${place.verifyFunction}`),
    alarm: arn("cloudwatch", `alarm:${place.alarm}`),
  };
}
