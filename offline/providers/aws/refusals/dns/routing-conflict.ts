import { text } from "../../../core/values/read";
import { others, title } from "../known";
import { found, type Refusal } from "../refusal";
import { recordName, recordType, zoneOf } from "./zone-of";

export const routingConflict: Refusal = {
  name: "route53-simple-and-routed",
  code: "InvalidChangeBatch",
  sentence: "Records of one name and type are one simple record, or all have a setIdentifier.",
  source: "Route 53 Developer Guide, Values that are common for all routing policies",
  types: [recordType],
  phases: ["check", "create"],
  severity: "error",
  judge(resource, account) {
    const { inputs } = resource;
    const zone = zoneOf(account, inputs);
    const name = recordName(inputs, zone);
    if (zone === undefined || name === undefined) return undefined;
    const other = others(account, recordType, resource)
      .filter((one) => text(one.inputs, "zoneId") === zone.id && recordName(one.inputs, zone) === name)
      .filter((one) => text(one.inputs, "type") === text(inputs, "type"))
      .find(
        (one) =>
          (text(one.inputs, "setIdentifier") === undefined) !== (text(inputs, "setIdentifier") === undefined),
      );
    return other === undefined
      ? undefined
      : found(
          `"${name}" ${text(inputs, "type")} can't be created as ${title(other)} has the same name and type with another routing; give both a setIdentifier and one routing policy`,
          "setIdentifier",
        );
  },
};
