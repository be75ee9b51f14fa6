import { flag, isSet, text } from "../../../core/values/read";
import { title } from "../known";
import { found, type Refusal } from "../refusal";
import { clusterType, globalType, writerBefore } from "./global-members";

export const secondaryKey: Refusal = {
  name: "rds-secondary-key",
  code: "InvalidParameterCombination",
  sentence: "An encrypted secondary cluster names a KMS key of its own region.",
  source: "Amazon Aurora User Guide, Encrypting Amazon Aurora resources",
  types: [clusterType],
  phases: ["check", "create"],
  severity: "error",
  judge(resource, account) {
    const writer = writerBefore(resource, account);
    if (writer === undefined || isSet(resource.inputs, "kmsKeyId")) return undefined;
    const global = account.find(globalType, text(resource.inputs, "globalClusterIdentifier") ?? "");
    const encrypted = [resource.inputs, writer.inputs, global?.inputs ?? {}].some(
      (inputs) => flag(inputs, "storageEncrypted") === true,
    );
    return encrypted
      ? found(
          `kmsKeyId is missing; this cluster follows the encrypted writer ${title(writer)} (${writer.region}), and keys are regional: name a key of ${resource.region || "its own region"}`,
          "kmsKeyId",
        )
      : undefined;
  },
};
