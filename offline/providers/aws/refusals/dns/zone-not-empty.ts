import { flag, text } from "../../../core/values/read";
import { title } from "../known";
import { found, type Refusal } from "../refusal";
import { recordType } from "./zone-of";

export const zoneNotEmpty: Refusal = {
  name: "route53-zone-not-empty",
  code: "HostedZoneNotEmpty",
  sentence: "A hosted zone with records other than its own NS and SOA can't be deleted.",
  source: "Route 53 API Reference, DeleteHostedZone",
  types: ["aws:route53/zone:Zone"],
  phases: ["delete"],
  severity: "error",
  judge({ id, inputs }, account) {
    if (flag(inputs, "forceDestroy") === true) return undefined;
    const records = account.all(recordType).filter((one) => text(one.inputs, "zoneId") === id);
    const [first] = records;
    return first === undefined
      ? undefined
      : found(
          `the zone still has ${records.length} record${records.length > 1 ? "s" : ""}, such as ${title(first)}; delete them first, or set forceDestroy`,
        );
  },
};
