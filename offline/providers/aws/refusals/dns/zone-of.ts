import { text } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import type { Account, Stored } from "../../account/account";
import { dnsName, fullRecordName } from "../../records";

export const recordType = "aws:route53/record:Record";

/** The zone a record is in, when the account knows it. */
export const zoneOf = (account: Account, inputs: ValueMap): Stored | undefined =>
  account.find("aws:route53/zone:Zone", text(inputs, "zoneId") ?? "");

export const zoneName = (zone: Stored): string => dnsName(text(zone.outputs, "name") ?? "");

/** Full name of a record, in the given zone if that is known. */
export function recordName(inputs: ValueMap, zone: Stored | undefined): string | undefined {
  const name = text(inputs, "name");
  return name === undefined ? undefined : fullRecordName(name, zone === undefined ? name : zoneName(zone));
}
