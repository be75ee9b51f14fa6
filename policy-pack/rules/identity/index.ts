import type { Rule } from "../../frame/rule";
import { cdeStoreNeedsCmk } from "./cde-store-needs-cmk";
import { iamLeastPrivilege } from "./iam-least-privilege";
import { kmsPolicySeparation } from "./kms-policy-separation";
import { kmsRotationAndWindow } from "./kms-rotation-and-window";
import { noPlaintextSecret } from "./no-plaintext-secret";
import { paymentCryptoKeyHardened } from "./payment-crypto-key-hardened";
import { secretRotation } from "./secret-rotation";

/** In the order of the catalogue. */
export const identityRules: readonly Rule[] = [
  kmsRotationAndWindow,
  kmsPolicySeparation,
  cdeStoreNeedsCmk,
  secretRotation,
  noPlaintextSecret,
  paymentCryptoKeyHardened,
  iamLeastPrivilege,
];
