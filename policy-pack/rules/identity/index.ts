import type { Rule } from "../../frame/rule";
import { callersIdentified } from "./callers-identified";
import { cdeStoreNeedsCmk } from "./cde-store-needs-cmk";
import { iamLeastPrivilege } from "./iam-least-privilege";
import { instanceMetadataTokens } from "./instance-metadata-tokens";
import { kmsPolicySeparation } from "./kms-policy-separation";
import { kmsRotationAndWindow } from "./kms-rotation-and-window";
import { noPlaintextSecret } from "./no-plaintext-secret";
import { paymentCryptoKeyHardened } from "./payment-crypto-key-hardened";
import { secretRotation } from "./secret-rotation";
import { storedDataEncrypted } from "./stored-data-encrypted";

/** In the order of the catalogue. */
export const identityRules: readonly Rule[] = [
  kmsRotationAndWindow,
  kmsPolicySeparation,
  cdeStoreNeedsCmk,
  secretRotation,
  noPlaintextSecret,
  paymentCryptoKeyHardened,
  iamLeastPrivilege,
  storedDataEncrypted,
  callersIdentified,
  instanceMetadataTokens,
];
