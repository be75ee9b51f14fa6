import { stableText, upperAndDigits } from "../../core/lifecycle/stable";
import { text } from "../../core/values/read";
import { type Birth, pretendTime } from "../birth";
import { idFrom, nameAsId, type OutputTable } from "./table";

/** IAM's unique ids: four letters for the kind, then 17 letters and digits. */
const uniqueId = (birth: Birth, lead: string): string => lead + birth.text(17, upperAndDigits, "unique id");

const path = (birth: Birth): string => text(birth.inputs, "path") ?? "/";

export const iam: OutputTable = {
  "aws:iam/role:Role": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.globalArn("iam", `role${path(birth)}${id}`),
      name: id,
      uniqueId: uniqueId(birth, "AROA"),
      createDate: pretendTime,
    }),
  },
  "aws:iam/user:User": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.globalArn("iam", `user${path(birth)}${id}`),
      name: id,
      uniqueId: uniqueId(birth, "AIDA"),
    }),
  },
  "aws:iam/group:Group": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.globalArn("iam", `group${path(birth)}${id}`),
      name: id,
      uniqueId: uniqueId(birth, "AGPA"),
    }),
  },
  "aws:iam/policy:Policy": {
    id: (birth) => birth.globalArn("iam", `policy${path(birth)}${birth.named("name")}`),
    outputs: (birth, id) => ({
      arn: id,
      name: birth.named("name"),
      policyId: uniqueId(birth, "ANPA"),
      attachmentCount: 0,
    }),
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.globalArn("iam", `instance-profile${path(birth)}${id}`),
      name: id,
      uniqueId: uniqueId(birth, "AIPA"),
      createDate: pretendTime,
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    id: (birth) => `${text(birth.inputs, "role") ?? ""}:${birth.named("name")}`,
    outputs: (birth) => ({ name: birth.named("name") }),
  },
  "aws:iam/groupPolicy:GroupPolicy": {
    id: (birth) => `${text(birth.inputs, "group") ?? ""}:${birth.named("name")}`,
    outputs: (birth) => ({ name: birth.named("name") }),
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: (birth) => `${text(birth.inputs, "role") ?? ""}-${birth.text(26, "0123456789", "attachment")}`,
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: (birth) =>
      birth.globalArn("iam", `oidc-provider/${(text(birth.inputs, "url") ?? "").replace(/^https:\/\//, "")}`),
    outputs: (_birth, id) => ({ arn: id }),
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    id: (birth) =>
      birth.globalArn("iam", `role/aws-service-role/${text(birth.inputs, "awsServiceName") ?? ""}`),
    outputs: (birth, id) => ({
      arn: id,
      path: `/aws-service-role/${text(birth.inputs, "awsServiceName") ?? ""}/`,
    }),
  },
  "aws:iam/accessKey:AccessKey": {
    id: (birth) => `AKIA${birth.text(16, upperAndDigits, "access key")}`,
    outputs: (birth) => ({ secret: stableText(40, upperAndDigits, birth.facts.urn, "secret") }),
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": { id: idFrom("-", "user", "policyArn") },
};
