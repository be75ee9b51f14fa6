import type { Mistake } from "../arguments/mistakes";

/** Capacity of serverless instances, in Aurora capacity units of 2 GiB. */
export interface ServerlessCapacity {
  /** Units that are always there, in halves: 0.5 to 256; AWS advises 8 or more in a global database. */
  minimum: number;
  /** Units at most, in halves: 1 to 256. */
  maximum: number;
}

/** Readers that come and go with their load, besides those that are always there. */
export interface ReaderScaling {
  /** Readers at most, up to 15. */
  maximum: number;
  /** Processor use of the readers, in percent, that is kept to: 20 to 90. */
  targetCpu: number;
}

/** What Aurora would refuse of a capacity. */
export function capacityMistakes(propertyPath: string, capacity: ServerlessCapacity): Mistake[] {
  const { minimum, maximum } = capacity;
  const halves = Number.isInteger(minimum * 2) && Number.isInteger(maximum * 2);
  if (halves && minimum >= 0.5 && maximum >= Math.max(1, minimum) && maximum <= 256) return [];
  const allowed = "0.5 to 256 units in halves are, the maximum at least 1 and not below the minimum";
  return [{ propertyPath, reason: `${JSON.stringify({ minimum, maximum })} is not allowed, ${allowed}` }];
}

/**
 * What Application Auto Scaling would refuse, or could never reach.
 *
 * @param fixedReaders readers that are there without scaling
 */
export function readerScalingMistakes(
  propertyPath: string,
  { maximum, targetCpu }: ReaderScaling,
  fixedReaders: number,
): Mistake[] {
  const found: Mistake[] = [];
  if (!Number.isInteger(maximum) || maximum < fixedReaders || maximum > 15) {
    const reason = `${maximum} is not allowed, ${fixedReaders} to 15 is`;
    found.push({ propertyPath: `${propertyPath}.maximum`, reason });
  }
  if (!(targetCpu >= 20 && targetCpu <= 90)) {
    found.push({
      propertyPath: `${propertyPath}.targetCpu`,
      reason: `${targetCpu} is not allowed, 20 to 90 is`,
    });
  }
  return found;
}

/** Failover priority of an instance: the writer's first two candidates before all others. */
export function promotionTier(index: number): number {
  return index < 2 ? 0 : 1;
}
