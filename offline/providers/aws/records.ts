import { text } from "../core/values/read";
import type { ValueMap } from "../core/values/value";

/** A DNS name as Route 53 compares it: lower case, without the final dot. */
export const dnsName = (name: string): string => name.replace(/\.$/, "").toLowerCase();

/** A record's full name in its zone: programs may leave out the zone's own name. */
export function fullRecordName(name: string, zoneName: string): string {
  const [record, zone] = [dnsName(name), dnsName(zoneName)];
  if (record === zone || record.endsWith(`.${zone}`)) return record;
  return record === "" ? zone : `${record}.${zone}`;
}

/** What tells record sets of one zone apart: name, type, setIdentifier. Undefined while the name is not known. */
export function zoneRecordKey(inputs: ValueMap): string | undefined {
  const name = text(inputs, "name");
  const type = text(inputs, "type");
  if (name === undefined || type === undefined) return undefined;
  return [dnsName(name), type, text(inputs, "setIdentifier") ?? ""].join(" ").trim();
}
