import { text } from "../../../core/values/read";
import { found, type Refusal } from "../refusal";
import { distributionType } from "./behaviors";

export const webAclRegion: Refusal = {
  name: "cloudfront-web-acl-region",
  code: "InvalidWebACLId",
  sentence: "A distribution's web ACL is a global one (scope CLOUDFRONT) in us-east-1.",
  source: "AWS WAF Developer Guide, How AWS WAF works with CloudFront",
  types: [distributionType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }) {
    const id = text(inputs, "webAclId");
    // An id that is no ARN is a web ACL of WAF Classic, which has no regions here.
    if (id === undefined || !id.includes(":wafv2:") || /:wafv2:us-east-1:\d*:global\/webacl\//.test(id))
      return undefined;
    return found(
      `webAclId is ${id}; CloudFront takes web ACLs with scope CLOUDFRONT in us-east-1 alone`,
      "webAclId",
    );
  },
};
