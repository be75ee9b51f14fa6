import { text } from "../../../core/values/read";
import { arnRegion } from "../known";
import { found, type Refusal } from "../refusal";
import { clusterType } from "./global-members";

export const keyRegion: Refusal = {
  name: "rds-key-region",
  code: "KMSKeyNotAccessibleFault",
  sentence: "A database's KMS key is in its own region.",
  source: "Amazon Aurora User Guide, AWS KMS key management",
  types: [clusterType, "aws:rds/instance:Instance"],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs, region }) {
    const arn = text(inputs, "kmsKeyId");
    const keyRegionOfArn = arn === undefined ? undefined : arnRegion(arn);
    if (keyRegionOfArn === undefined || region === undefined || keyRegionOfArn === region) return undefined;
    return found(
      `kmsKeyId is a key in ${keyRegionOfArn} (${arn}); a database in ${region} takes keys of ${region}`,
      "kmsKeyId",
    );
  },
};
