import { text, texts } from "../../../core/values/read";
import { others } from "../known";
import { awsPrincipals, statementsOf } from "../policy-document";
import { found, type Refusal } from "../refusal";

const roleType = "aws:iam/role:Role";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
/** Managed policies of a role in an account without an increase. */
const quota = 10;

export const policiesPerRole: Refusal = {
  name: "iam-policies-per-role-quota",
  code: "LimitExceeded",
  sentence: "A role has ten managed policies.",
  source: "IAM User Guide, IAM and AWS STS quotas",
  types: [roleType, attachmentType],
  phases: ["create", "update"],
  severity: "warning",
  judge(resource, account) {
    const { inputs, type } = resource;
    const role = type === roleType ? text(inputs, "name") : text(inputs, "role");
    if (role === undefined) return undefined;
    const attached = others(account, attachmentType, resource).filter(
      (one) => text(one.inputs, "role") === role,
    );
    const listed = type === roleType ? inputs : (account.find(roleType, role)?.inputs ?? {});
    const own = type === roleType ? [] : [text(inputs, "policyArn")];
    const policies = new Set([
      ...attached.map((one) => text(one.inputs, "policyArn")),
      ...texts(listed, "managedPolicyArns"),
      ...own,
    ]);
    return policies.size <= quota
      ? undefined
      : found(
          `Cannot exceed quota for PoliciesPerRole: ${quota}; role "${role}" would have ${policies.size} managed policies. Join some, or ask for more before the real \`up\``,
        );
  },
};

export const trustedPrincipal: Refusal = {
  name: "iam-trust-principal",
  code: "MalformedPolicyDocument",
  sentence: "A trust policy names roles and users that exist.",
  source: "IAM User Guide, AWS JSON policy elements: Principal",
  types: [roleType],
  phases: ["create", "update"],
  // The real account may have roles that were not made here.
  severity: "warning",
  judge({ inputs }, account, { settings }) {
    const own = new RegExp(`^arn:[\\w-]+:iam::${settings.accountId}:(role|user)/(?:.*/)?([^/]+)$`);
    for (const principal of (statementsOf(inputs.assumeRolePolicy) ?? []).flatMap(awsPrincipals)) {
      const [, kind, name] = own.exec(principal) ?? [];
      if (kind === undefined || name === undefined || principal.includes(":role/aws-")) continue;
      const type = kind === "role" ? roleType : "aws:iam/user:User";
      if (!account.all(type).some((one) => text(one.outputs, "name") === name))
        return found(
          `Invalid principal in policy: the account has no ${kind} "${name}" (${principal}) yet. AWS takes this trust policy only after the ${kind} exists: let this role depend on it, or see that it is there`,
          "assumeRolePolicy",
        );
    }
    return undefined;
  },
};
