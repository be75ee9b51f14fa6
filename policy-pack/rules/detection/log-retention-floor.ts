import { resourceRule } from "../../frame/rule";
import { choice, integer } from "../../frame/settings";
import { types } from "../../frame/types";
import { everyPart, given, known, number, type Props, text } from "../../frame/values";

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const allowedDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logRetentionFloor = resourceRule({
  id: "log-retention-floor",
  area: "detection",
  title: "Logs are kept for a year, not for ever, under a key of their own",
  severity: "high",
  why: "Intrusions are found after months, and then the logs of the first day are asked for. A group that says nothing keeps its logs for ever, at a price and with the personal data that is in them; and under AWS's own key nobody controls who reads them.",
  mend: "Set retentionInDays to at least the days of the setting retentionDays, and kmsKeyId to a key of the group's region.",
  example: `
new aws.cloudwatch.LogGroup("audit", { retentionInDays: 400, kmsKeyId: key.arn });`,
  wellArchitected: ["SEC04-BP01"],
  pci: ["10.5.1"],
  settings: {
    retentionDays: integer("Days that logs are kept, at least.", { minimum: 1, maximum: 3653 }, 365),
    customerKey: choice("Whether each group has a customer managed key.", ["required", "optional"]),
  },
  types: types.logGroup,
  check({ props }, { violation }, { retentionDays, customerKey }) {
    everyPart(
      () => {
        if (isDelivery(props)) return;
        const days = daysOf(props);
        if (days === 0) violation("retentionInDays is not set: the logs are kept for ever.");
        else if (days < retentionDays) violation(`retentionInDays is less than ${retentionDays}.`);
      },
      () => {
        if (customerKey === "required" && !given(props, "kmsKeyId")) {
          violation("kmsKeyId is not set: the logs are under AWS's own key.");
        }
      },
    );
  },
  remediate({ props }, { retentionDays }) {
    const days = daysOf(props);
    if (isDelivery(props) || (days > 0 && days >= retentionDays)) return undefined;
    return { retentionInDays: allowedDays.find((allowed) => allowed >= retentionDays) };
  },
});

/** CloudWatch keeps the logs of this class for two days, whatever the group says, on their way to S3. */
function isDelivery(props: Props): boolean {
  return known(() => text(props, "logGroupClass")) === "DELIVERY";
}

/** 0 is for ever. */
function daysOf(props: Props): number {
  return number(props, "retentionInDays") ?? 0;
}
