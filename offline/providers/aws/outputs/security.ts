import { digits, lowerAndDigits, stableHex, stableText } from "../../core/lifecycle/stable";
import { flag, number, text, texts } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { type Birth, pretendTime } from "../birth";
import { nameAsId, type OutputTable } from "./table";

const keyType = "aws:kms/key:Key";

/** KMS, Secrets Manager, ACM and WAF. */
export const security: OutputTable = {
  [keyType]: {
    id: (birth) =>
      flag(birth.inputs, "multiRegion") === true ? `mrk-${birth.hex(32, "key")}` : birth.uuid("key"),
    outputs: (birth, id) => ({
      arn: birth.arn("kms", `key/${id}`),
      keyId: id,
      description: text(birth.inputs, "description") ?? "Managed by Pulumi",
      multiRegion: flag(birth.inputs, "multiRegion") ?? false,
      policy: text(birth.inputs, "policy") ?? defaultKeyPolicy(birth),
      rotationPeriodInDays: number(birth.inputs, "rotationPeriodInDays") ?? 365,
    }),
  },
  "aws:kms/replicaKey:ReplicaKey": {
    id: (birth) => lastPart(text(birth.inputs, "primaryKeyArn") ?? `key/mrk-${birth.hex(32, "key")}`),
    outputs: (birth, id) => ({
      arn: birth.arn("kms", `key/${id}`),
      keyId: id,
      keyRotationEnabled: flag(birth.byId(keyType, id)?.inputs ?? {}, "enableKeyRotation") ?? false,
      keySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
      policy: text(birth.inputs, "policy") ?? defaultKeyPolicy(birth),
    }),
  },
  "aws:kms/alias:Alias": {
    id: nameAsId(),
    outputs: (birth, id) => {
      const key = lastPart(text(birth.inputs, "targetKeyId") ?? "");
      return { arn: birth.arn("kms", id), name: id, targetKeyArn: birth.arn("kms", `key/${key}`) };
    },
  },
  "aws:secretsmanager/secret:Secret": {
    id: secretArn,
    outputs: (birth, id) => ({
      arn: id,
      name: birth.named("name"),
      policy: text(birth.inputs, "policy") ?? "",
    }),
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    id: (birth) => `${text(birth.inputs, "secretId") ?? ""}|${birth.uuid("version")}`,
    outputs: (birth) => ({
      arn: text(birth.inputs, "secretId") ?? "",
      secretArn: text(birth.inputs, "secretId") ?? "",
      versionId: birth.uuid("version"),
      versionStages:
        texts(birth.inputs, "versionStages").length > 0
          ? texts(birth.inputs, "versionStages")
          : ["AWSCURRENT"],
      hasSecretStringWo: birth.inputs.secretStringWo !== undefined,
    }),
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { id: (birth) => text(birth.inputs, "secretArn") ?? "" },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    id: (birth) => text(birth.inputs, "secretId") ?? "",
    outputs: () => ({ rotationEnabled: true }),
  },
  "aws:acm/certificate:Certificate": {
    id: (birth) => birth.arn("acm", `certificate/${birth.uuid("certificate")}`),
    outputs: certificateOutputs,
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    // The provider names a validation after the time the certificate was issued; no two are issued at once here.
    id: (birth) => pretendTime.replace("Z", `.${birth.text(9, digits, "issued")}Z`),
  },
  "aws:wafv2/webAcl:WebAcl": {
    id: (birth) => birth.uuid("web acl"),
    outputs: (birth, id) => ({
      arn: wafArn(birth, "webacl", id),
      name: birth.named("name"),
      capacity: birth.objects("rules").length,
      lockToken: birth.uuid("lock"),
      applicationIntegrationUrl: "",
    }),
  },
  "aws:wafv2/ipSet:IpSet": {
    id: (birth) => birth.uuid("ip set"),
    outputs: (birth, id) => ({
      arn: wafArn(birth, "ipset", id),
      name: birth.named("name"),
      lockToken: birth.uuid("lock"),
    }),
  },
  "aws:wafv2/regexPatternSet:RegexPatternSet": {
    id: (birth) => birth.uuid("regex set"),
    outputs: (birth, id) => ({
      arn: wafArn(birth, "regexpatternset", id),
      name: birth.named("name"),
      lockToken: birth.uuid("lock"),
    }),
  },
  "aws:wafv2/ruleGroup:RuleGroup": {
    id: (birth) => birth.uuid("rule group"),
    outputs: (birth, id) => ({
      arn: wafArn(birth, "rulegroup", id),
      name: birth.named("name"),
      lockToken: birth.uuid("lock"),
    }),
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    id: (birth) => text(birth.inputs, "resourceArn") ?? "",
  },
};

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

function wafArn(birth: Birth, kind: string, id: string): string {
  const scope = text(birth.inputs, "scope") === "CLOUDFRONT" ? "global" : "regional";
  return birth.arn("wafv2", `${scope}/${kind}/${birth.named("name")}/${id}`);
}

/** Secrets Manager adds six characters, so that a re-created secret has another ARN. */
function secretArn(birth: Birth): string {
  return birth.arn(
    "secretsmanager",
    `secret:${birth.named("name")}-${birth.text(6, lowerAndDigits, "secret")}`,
  );
}

function defaultKeyPolicy(birth: Birth): string {
  const root = birth.globalArn("iam", "root");
  const statement = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: root },
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] });
}

function certificateOutputs(birth: Birth, id: string): ValueMap {
  const domain = text(birth.inputs, "domainName") ?? "";
  const names = [...new Set([domain, ...texts(birth.inputs, "subjectAlternativeNames")])].filter(
    (name) => name !== "",
  );
  const byDns = text(birth.inputs, "validationMethod") === "DNS";
  const imported = birth.inputs.privateKey !== undefined || birth.inputs.privateKeyWo !== undefined;
  return {
    arn: id,
    domainName: domain,
    subjectAlternativeNames: names,
    domainValidationOptions: byDns ? names.map((name) => validationOption(birth.accountId, name)) : [],
    validationEmails: [],
    validationMethod: text(birth.inputs, "validationMethod") ?? "NONE",
    keyAlgorithm: text(birth.inputs, "keyAlgorithm") ?? "RSA_2048",
    status: imported ? "ISSUED" : "PENDING_VALIDATION",
    type: imported ? "IMPORTED" : "AMAZON_ISSUED",
    renewalEligibility: "INELIGIBLE",
    pendingRenewal: false,
    ...{ notAfter: "", notBefore: "" },
  };
}

/**
 * ACM's validation record depends on account and name alone: the same in every region, and the same for a wildcard
 * and the name it stands under.
 */
export function validationOption(accountId: string, name: string): ValueMap {
  const base = name.replace(/^\*\./, "");
  const label = stableHex(32, accountId, base, "acm name");
  const target = stableHex(32, accountId, base, "acm value");
  return {
    domainName: name,
    resourceRecordName: `_${label}.${base}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${target}.${stableText(10, "abcdefghijklmnopqrstuvwxyz", accountId, base)}.acm-validations.aws.`,
  };
}
