import { maps, text } from "../../../core/values/read";
import { hasUnknown, isMap, plain, reveal, type Value } from "../../../core/values/value";
import { others } from "../known";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const [inlineLimit, managedLimit] = [10_240, 6_144];
const source = "IAM User Guide, IAM and AWS STS quotas";

export const inlinePolicySize: Refusal = {
  ...always,
  name: "iam-inline-policy-size",
  code: "LimitExceeded",
  sentence: "The inline policies of a role have 10,240 characters together, white space apart.",
  source,
  types: [roleType, rolePolicyType],
  judge(resource, account) {
    const { inputs, type } = resource;
    const role = type === roleType ? text(inputs, "name") : text(inputs, "role");
    // In a preview the others may still become smaller.
    const attached =
      role === undefined || resource.phase === "check"
        ? []
        : others(account, rolePolicyType, resource).filter((one) => text(one.inputs, "role") === role);
    const own = type === roleType ? maps(inputs, "inlinePolicies") : [inputs];
    const total = [...own, ...attached.map((one) => one.inputs)].reduce(
      (sum, owner) => sum + sizeOf(owner.policy),
      0,
    );
    return total <= inlineLimit
      ? undefined
      : found(
          `Maximum policy size of ${inlineLimit} bytes exceeded for role ${role ?? ""}: its inline policies have ${total}; move statements to a managed policy`,
          "policy",
        );
  },
};

export const managedPolicySize: Refusal = {
  ...always,
  name: "iam-managed-policy-size",
  code: "LimitExceeded",
  sentence: "A managed policy has 6,144 characters, white space apart.",
  source,
  types: ["aws:iam/policy:Policy"],
  judge({ inputs }) {
    const size = sizeOf(inputs.policy);
    return size <= managedLimit
      ? undefined
      : found(
          `Cannot exceed quota for PolicySize: ${managedLimit}; the policy has ${size}. Split it in two`,
          "policy",
        );
  },
};

/** Characters that count; 0 while a part is unknown. */
function sizeOf(policy: Value | undefined): number {
  if (policy === undefined || hasUnknown(policy)) return 0;
  const inner = reveal(policy);
  const written = isMap(inner) ? JSON.stringify(plain(inner)) : typeof inner === "string" ? inner : "";
  return written.replace(/\s/g, "").length;
}
