import { z } from "zod";

/** How many of something there are, by load. */
export interface ScalingDefaults {
  minimum: number;
  maximum: number;
  /** Highest value that either takes. */
  limit: number;
}

/**
 * A minimum and a maximum between which load decides.
 *
 * @param what is counted, in the plural: `tasks`
 */
export function scaling(what: string, { minimum, maximum, limit }: ScalingDefaults) {
  return {
    minimum: z
      .int()
      .min(1)
      .max(limit)
      .default(minimum)
      .meta({ allowed: `1 to ${limit}, and not above maximum` })
      .describe(`${what} that are always there.`),
    maximum: z.int().min(1).max(limit).default(maximum).describe(`${what} at most.`),
  };
}

/** Refuses a minimum above its maximum. */
export const inOrder = ({ minimum, maximum }: { minimum: number; maximum: number }) => minimum <= maximum;

/** Where a minimum above its maximum is told. */
export const AT_MINIMUM = { path: ["minimum"] };
