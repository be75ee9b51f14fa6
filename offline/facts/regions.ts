/** Values by the regions that have them: a bit per region, as a hexadecimal number. */
export interface RegionTable {
  regions: string[];
  /** Bits of the regions -> values. */
  values: Record<string, string[]>;
}

/** When AWS stops taking a Lambda runtime; days, absent where AWS has told none. */
export interface RuntimeDates {
  deprecated?: string;
  /** No new function from this day on. */
  createBlocked?: string;
  updateBlocked?: string;
  successor?: string;
}

/** What is offered where: each table is a line of its own in the data file. */
export interface Tables {
  /** Instance classes by service, and for databases by engine: `classes rds aurora-postgresql`, `classes ec2`. */
  classes: Record<string, RegionTable>;
  /** Engine versions, the same in all regions: `versions aurora-postgresql`. */
  versions: Record<string, string[]>;
  runtimes: Record<string, RuntimeDates>;
}

/** Regions that offer a value; undefined when no region does. */
export function regionsWith(table: RegionTable, value: string): string[] | undefined {
  for (const [bits, values] of Object.entries(table.values)) {
    if (!values.includes(value)) continue;
    const mask = BigInt(bits);
    return table.regions.filter((_, index) => ((mask >> BigInt(index)) & 1n) === 1n);
  }
  return undefined;
}

/** All values of a table. */
export const valuesOf = (table: RegionTable): string[] => Object.values(table.values).flat();
