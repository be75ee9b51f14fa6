import type { ValueFacts } from "../node";

type Correction = { drop: (keyof ValueFacts)[] } | { add: (string | number)[] };

/**
 * Where AWS's schemas are narrower than what the provider takes, by type and path, with the reason. `drop` leaves facts
 * out, `add` puts values into a closed list.
 */
const corrections: Record<string, Record<string, Correction>> = {
  // Connection types grow faster than the schema; SNOWFLAKE is in AWS Glue's own guide and not in its list.
  "glue/connection:Connection": { connectionType: { drop: ["enum"] } },
  // The provider's own word for a bucket whose versioning was never switched on.
  "s3/bucketVersioning:BucketVersioning": { "versioningConfiguration.status": { add: ["Disabled"] } },
};

/** Facts of a path after its correction. */
export function corrected(
  token: string,
  path: string,
  facts: ValueFacts | undefined,
): ValueFacts | undefined {
  const correction = corrections[token]?.[path];
  if (facts === undefined || correction === undefined) return facts;
  const kept = { ...facts };
  if ("drop" in correction) for (const name of correction.drop) delete kept[name];
  else kept.enum = [...(facts.enum ?? []), ...correction.add];
  return Object.keys(kept).length === 0 ? undefined : kept;
}
