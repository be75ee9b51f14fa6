import { child, isSet } from "../../../core/values/read";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

export const resultEncryption: Refusal = {
  ...always,
  name: "athena-result-encryption",
  code: "InvalidRequestException",
  sentence: "A workgroup that encrypts its results says how.",
  source: "Amazon Athena API Reference, EncryptionConfiguration.EncryptionOption",
  types: ["aws:athena/workgroup:Workgroup"],
  judge({ inputs }) {
    const results = child(child(inputs, "configuration") ?? {}, "resultConfiguration") ?? {};
    const encryption = child(results, "encryptionConfiguration");
    return encryption === undefined || isSet(encryption, "encryptionOption")
      ? undefined
      : found(
          "encryptionOption is missing; SSE_S3, SSE_KMS and CSE_KMS are allowed",
          "configuration.resultConfiguration.encryptionConfiguration.encryptionOption",
        );
  },
};
