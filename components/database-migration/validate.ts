import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { portMistakes } from "../arguments/traffic";
import { type DatabaseMigrationArgs, defaults } from "./args";

const CAPACITIES = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384];

/** Databases that are MySQL's own business. */
const OWN_SCHEMAS = ["mysql", "information_schema", "performance_schema", "sys"];

/** What DMS would refuse, or would move and leave the target broken. */
export function mistakes(args: DatabaseMigrationArgs): Mistake[] {
  const { resourceName, source, target, schemas } = args;
  const { maximumCapacity, instanceClass, storageGb } = { ...defaults, ...args };
  const found = physicalNameMistakes("resourceName", resourceName, [
    { what: "replication instance", name: resourceName, longest: 63 },
    { what: "endpoint", name: `${resourceName}-source`, longest: 255 },
  ]);
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (!/^[A-Za-z](?:[A-Za-z0-9]|-(?!-|$))*$/.test(resourceName)) {
    refuse(
      "resourceName",
      `"${resourceName}" is not allowed, letters, digits and single hyphens after a letter are`,
    );
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(source.host)) {
    refuse("source.host", `"${source.host}" is not allowed, a host name or an address is`);
  }
  found.push(...portMistakes("source.port", source.port), ...portMistakes("target.port", target.port));
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,31}$/.test(target.username)) {
    refuse("target.username", `"${target.username}" is not allowed, up to 32 letters, digits and "_" are`);
  }
  if (schemas.length === 0) refuse("schemas", "none is not allowed, at least one database is");
  schemas.forEach((schema, index) => {
    const path = `schemas[${index}]`;
    if (OWN_SCHEMAS.includes(schema.toLowerCase())) {
      refuse(path, `"${schema}" is not allowed, it is MySQL's own`);
    } else if (schemas.indexOf(schema) < index) refuse(path, `"${schema}" is there twice`);
    else if (/[%"]/.test(schema)) refuse(path, `"${schema}" is not allowed, one database by its name is`);
  });
  if (!CAPACITIES.includes(maximumCapacity)) {
    refuse("maximumCapacity", `${maximumCapacity} is not allowed, ${CAPACITIES.join(", ")} are`);
  }
  if (!/^dms\.[a-z]\d[a-z]*\.\w+$/.test(instanceClass)) {
    refuse(
      "instanceClass",
      `"${instanceClass}" is not allowed, a class such as ${defaults.instanceClass} is`,
    );
  }
  if (!Number.isInteger(storageGb) || storageGb < 5 || storageGb > 6144) {
    refuse("storageGb", `${storageGb} is not allowed, 5 to 6144 are`);
  }
  return found;
}
