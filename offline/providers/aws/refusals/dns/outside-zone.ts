import { text } from "../../../core/values/read";
import { dnsName } from "../../records";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";
import { recordType, zoneName, zoneOf } from "./zone-of";

export const outsideZone: Refusal = {
  ...always,
  name: "route53-name-outside-zone",
  code: "InvalidChangeBatch",
  sentence: "A record's name is its zone's name or ends with a dot and that name.",
  source:
    "Route 53 API Reference, ChangeResourceRecordSets; hashicorp/terraform-provider-aws, internal/service/route53/record.go",
  types: [recordType],
  judge({ inputs }, account) {
    const zone = zoneOf(account, inputs);
    const name = text(inputs, "name");
    if (zone === undefined || name === undefined) return undefined;
    // The provider adds the zone's name unless the record's ends with the same letters, at a dot or not.
    const [record, apex] = [dnsName(name), zoneName(zone)];
    return apex === "" || record === apex || record.endsWith(`.${apex}`) || !record.endsWith(apex)
      ? undefined
      : found(
          `"${record}" ends with the letters of the zone's name, so the provider sends it as it is, and it is not permitted in zone "${apex}"; end it with ".${apex}", or leave the zone's name out`,
          "name",
        );
  },
};
