import type { Mistake } from "../arguments/mistakes";
import { type DnsRecord, RECORD_TYPES } from "./args";
import { valueRules } from "./values";

const LABEL = /^(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)$/;

/** Certificate authorities whose names let ACM issue. https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
const ACM_AUTHORITIES = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** Full name of a record in its zone, in lower case without a last dot. */
export function fullName(zoneName: string, name: string): string {
  return name === "@" ? zoneName : `${name.toLowerCase()}.${zoneName}`;
}

/**
 * What Route 53 would refuse, what would break the certificates, and what somebody else makes.
 *
 * @param reserved full names whose addresses the caller makes itself
 * @param path where the list stands, for the messages
 */
export function recordMistakes(
  zoneName: string,
  records: readonly DnsRecord[],
  { reserved = [], path = "records" }: { reserved?: readonly string[]; path?: string } = {},
): Mistake[] {
  return [
    ...records.flatMap((record, index) =>
      single(zoneName, record, reserved).map(({ propertyPath, reason }) => ({
        propertyPath: `${path}.${index}.${propertyPath}`,
        reason,
      })),
    ),
    ...together(zoneName, records, path),
    ...certificates(zoneName, records, path),
  ];
}

function single(zoneName: string, record: DnsRecord, reserved: readonly string[]): Mistake[] {
  const { name, type, ttl, values } = record;
  if (!RECORD_TYPES.includes(type)) {
    return [{ propertyPath: "type", reason: `"${type}" is not allowed, ${RECORD_TYPES.join(", ")} are` }];
  }
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  const full = fullName(zoneName, name);
  if (name !== "@" && (!name.split(".").every((label) => LABEL.test(label)) || full.length > 253)) {
    refuse(
      "name",
      `"${name}" is not allowed, a name below ${zoneName} such as mail, or @ for ${zoneName} itself, is`,
    );
  } else if (name === zoneName || name.endsWith(`.${zoneName}`)) {
    refuse("name", `"${name}" is not allowed, write it without .${zoneName}: names are below the zone`);
  }
  if (type === "CNAME" && name === "@") {
    refuse(
      "type",
      `CNAME is not allowed for ${zoneName} itself, a zone's own name has other records; A and AAAA are`,
    );
  } else if (["A", "AAAA", "CNAME"].includes(type) && reserved.includes(full)) {
    refuse("name", `"${name}" is not allowed with ${type}, ${full} is made by the system`);
  }
  if (ttl !== undefined && (!Number.isInteger(ttl) || ttl < 60 || ttl > 172_800)) {
    refuse("ttl", `${ttl} is not allowed, 60 to 172800 seconds are`);
  }
  if (values.length === 0) refuse("values", "none is not allowed, a record has at least one value");
  if (type === "CNAME" && values.length > 1)
    refuse("values", "several are not allowed, a CNAME has one value");
  const rule = valueRules[type];
  for (const value of values.filter((one) => !rule.test(one))) {
    refuse("values", `"${value}" is not allowed for ${type}, ${rule.allowed} is`);
  }
  return found;
}

/** One record per name and type, and nothing beside a CNAME. */
function together(zoneName: string, records: readonly DnsRecord[], path: string): Mistake[] {
  const found: Mistake[] = [];
  for (const [index, { name, type }] of records.entries()) {
    const full = fullName(zoneName, name);
    const earlier = records.slice(0, index).filter((other) => fullName(zoneName, other.name) === full);
    const propertyPath = `${path}.${index}`;
    if (earlier.some((other) => other.type === type)) {
      found.push({
        propertyPath,
        reason: `${full} ${type} is there twice; put all its values into one record`,
      });
    } else if (earlier.length > 0 && [type, ...earlier.map((other) => other.type)].includes("CNAME")) {
      found.push({
        propertyPath,
        reason: `${full} has a CNAME and ${type === "CNAME" ? "other records" : type}; a CNAME stands alone`,
      });
    }
  }
  return found;
}

/** With CAA records at the domain only the authorities that they name issue certificates for it. */
function certificates(zoneName: string, records: readonly DnsRecord[], path: string): Mistake[] {
  const index = records.findIndex(
    ({ name, type }) => type === "CAA" && fullName(zoneName, name) === zoneName,
  );
  const issuers = (records[index]?.values ?? []).filter((value) => / issue /.test(value));
  if (
    issuers.length === 0 ||
    issuers.some((value) => ACM_AUTHORITIES.some((name) => value.includes(`"${name}`)))
  )
    return [];
  const reason = `no certificate could be issued for ${zoneName}: add 0 issue "amazon.com"`;
  return [{ propertyPath: `${path}.${index}.values`, reason }];
}
