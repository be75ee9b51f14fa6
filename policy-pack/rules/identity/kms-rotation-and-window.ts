import { resourceRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { types } from "../../frame/types";
import { everyPart, flag, given, number, type Props, text } from "../../frame/values";

const settings = {
  rotationDays: integer("Days after which a key must be rotated.", { minimum: 90, maximum: 2560 }, 365),
  windowDays: integer("Days that a deletion must wait.", { minimum: 7, maximum: 30 }, 30),
};

export const kmsRotationAndWindow = resourceRule({
  id: "kms-rotation-and-window",
  area: "identity",
  title: "Keys rotate every year, and their deletion waits a month",
  severity: "high",
  why: "A key that never changes protects all data of all years at once. A deleted key takes its data with it; the waiting time is the only way back. Without the lockout check a policy can shut everybody out for ever.",
  mend: "Turn enableKeyRotation on with at most 365 days, leave deletionWindowInDays at 30, and never set bypassPolicyLockoutSafetyCheck.",
  example: `
new aws.kms.Key("payments", { enableKeyRotation: true, rotationPeriodInDays: 365, deletionWindowInDays: 30 });`,
  wellArchitected: ["SEC08-BP01"],
  pci: ["3.7.4", "3.7.5"],
  settings,
  types: [...types.multiRegionKey, ...types.replicaKey],
  check({ type, props }, { violation }, { rotationDays, windowDays }) {
    everyPart(
      () => {
        if (!rotatable(type, props)) return;
        if (flag(props, "enableKeyRotation") !== true)
          violation("It does not rotate: enableKeyRotation is not on.");
        else if ((number(props, "rotationPeriodInDays") ?? 365) > rotationDays) {
          violation(`It rotates later than every ${rotationDays} days.`);
        }
      },
      () => {
        // Without a word KMS waits 30 days.
        if ((number(props, "deletionWindowInDays") ?? 30) < windowDays) {
          violation(`Its deletion waits less than ${windowDays} days.`);
        }
      },
      () => {
        if (flag(props, "bypassPolicyLockoutSafetyCheck")) violation("bypassPolicyLockoutSafetyCheck is on.");
      },
    );
  },
  remediate({ type, props }, { rotationDays, windowDays }) {
    const late = (number(props, "rotationPeriodInDays") ?? 365) > rotationDays;
    const soon = (number(props, "deletionWindowInDays") ?? 30) < windowDays;
    return {
      ...(rotatable(type, props) && {
        enableKeyRotation: true,
        ...(late && { rotationPeriodInDays: rotationDays }),
      }),
      ...(soon && { deletionWindowInDays: windowDays }),
      ...(flag(props, "bypassPolicyLockoutSafetyCheck") && { bypassPolicyLockoutSafetyCheck: false }),
    };
  },
});

/**
 * KMS rotates symmetric keys that encrypt and whose material it made. A replica rotates with its primary key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
function rotatable(type: string, props: Props): boolean {
  if (type !== "aws:kms/key:Key" || given(props, "customKeyStoreId") || given(props, "xksKeyId"))
    return false;
  const spec = text(props, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  return spec === "SYMMETRIC_DEFAULT" && (text(props, "keyUsage") ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT";
}
