import { text } from "../../../core/values/read";
import { others, title } from "../known";
import { found, type Refusal } from "../refusal";
import { recordName, recordType, zoneName, zoneOf } from "./zone-of";

const common = {
  types: [recordType],
  phases: ["check", "create", "update"],
  severity: "error",
  code: "InvalidChangeBatch",
} as const;

export const cnameAtApex: Refusal = {
  ...common,
  name: "route53-cname-at-apex",
  sentence: "A zone's own name takes no CNAME record.",
  source: "Route 53 Developer Guide, Supported DNS record types, CNAME",
  judge({ inputs }, account) {
    const zone = zoneOf(account, inputs);
    if (zone === undefined || text(inputs, "type") !== "CNAME") return undefined;
    return recordName(inputs, zone) === zoneName(zone)
      ? found(
          `a CNAME record for "${zoneName(zone)}" is not permitted at the apex of zone "${zoneName(zone)}"; use an alias record (type A with aliases)`,
          "type",
        )
      : undefined;
  },
};

export const cnameBesideOthers: Refusal = {
  ...common,
  name: "route53-cname-beside-others",
  sentence: "A name with a CNAME record has no other records.",
  source: "Route 53 Developer Guide, Supported DNS record types, CNAME",
  judge(resource, account) {
    const { inputs } = resource;
    const zone = zoneOf(account, inputs);
    const name = recordName(inputs, zone);
    const type = text(inputs, "type");
    if (zone === undefined || name === undefined || type === undefined) return undefined;
    const other = others(account, recordType, resource)
      .filter((one) => text(one.inputs, "zoneId") === zone.id && recordName(one.inputs, zone) === name)
      .find((one) => (text(one.inputs, "type") === "CNAME") !== (type === "CNAME"));
    return other === undefined
      ? undefined
      : found(
          `a ${type} record for "${name}" conflicts with the ${text(other.inputs, "type")} record of ${title(other)}: a name with a CNAME has nothing else`,
          "type",
        );
  },
};
