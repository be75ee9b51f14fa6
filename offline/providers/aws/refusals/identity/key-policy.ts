import { flag } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import { always } from "../phases";
import { allowsAction, awsPrincipals, isAllow, statementsOf } from "../policy-document";
import { found, type Refusal } from "../refusal";

export const keyPolicyLockout: Refusal = {
  ...always,
  name: "kms-policy-lockout",
  code: "MalformedPolicyDocumentException",
  sentence: "A key policy lets someone of the account change it later.",
  source: "AWS KMS API Reference, PutKeyPolicy.BypassPolicyLockoutSafetyCheck",
  types: [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/externalKey:ExternalKey",
  ],
  judge({ inputs }) {
    const statements = statementsOf(inputs.policy);
    if (statements === undefined || flag(inputs, "bypassPolicyLockoutSafetyCheck") === true) return undefined;
    return statements.some(letsChange)
      ? undefined
      : found(
          "The new key policy will not allow you to update the key policy in the future: no statement allows kms:PutKeyPolicy to the account or someone of it. Allow kms:* to the account's root",
          "policy",
        );
  },
};

/** Which account and which caller `up` will have can't be known offline: any account's principal may be it. */
const letsChange = (statement: ValueMap): boolean =>
  isAllow(statement) &&
  allowsAction(statement, "kms:PutKeyPolicy") &&
  (statement.NotPrincipal !== undefined || awsPrincipals(statement).length > 0);
