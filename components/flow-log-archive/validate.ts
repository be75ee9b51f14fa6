import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { type FlowLogArchiveArgs, resultsBucketName } from "./args";

/** What AWS would refuse in an archive. The bucket's own name is checked with the suffix, which is the longer one. */
export function mistakes(args: FlowLogArchiveArgs): Mistake[] {
  const { resourceName, networks, anomalies } = args;
  const found = [
    ...bucketNameMistakes("bucketName", resultsBucketName(args.bucketName)),
    ...wholeNumberMistakes("retentionInDays", args.retentionInDays, { least: 1, most: 36_500, unit: "days" }),
    ...wholeNumberMistakes("queryLimitGigabytes", args.queryLimitGigabytes, {
      least: 1,
      most: 100_000,
      unit: "gigabytes",
    }),
    ...wholeNumberMistakes("anomalies.deviations", anomalies?.deviations, {
      least: 1,
      most: 10,
      unit: "deviations",
    }),
  ];
  if (!/^[a-z][a-z0-9-]{0,99}$/.test(resourceName)) {
    const reason = `"${resourceName}" is not allowed, up to 100 lower-case letters, digits and hyphens are, with a letter first`;
    found.push({ propertyPath: "resourceName", reason });
  }
  if (Object.keys(networks).length === 0) {
    found.push({ propertyPath: "networks", reason: "{} is not allowed, one network or more is" });
  }
  return found;
}
