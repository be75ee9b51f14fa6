import { regionsWith, valuesOf } from "../../offline/facts/regions";
import { facts } from "../../offline/facts/store";
import { REGIONS } from "./regions";

/** Classes of a service that every region of the random systems offers. */
export function offered(table: string, pattern: RegExp): string[] {
  const classes = facts().classes(table);
  if (classes === undefined) throw new Error(`no facts say which classes ${table} offers`);
  return valuesOf(classes).filter((value) => {
    if (!pattern.test(value)) return false;
    const there = regionsWith(classes, value) ?? [];
    return REGIONS.every((region) => there.includes(region));
  });
}

/** Full versions of an engine in the given major versions. */
export function versions(engine: string, pattern: RegExp): string[] {
  return (facts().versions(engine) ?? []).filter((version) => pattern.test(version));
}
