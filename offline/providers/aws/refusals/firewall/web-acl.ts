import { maps, number, text, texts } from "../../../core/values/read";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

const common = { ...always, code: "WAFInvalidParameterException" } as const;
const aclType = "aws:wafv2/webAcl:WebAcl";

export const globalScopeRegion: Refusal = {
  ...common,
  name: "wafv2-cloudfront-scope-region",
  sentence: "What has the scope CLOUDFRONT is in us-east-1.",
  source: "AWS WAF API Reference, CreateWebACL.Scope",
  types: [
    aclType,
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/ruleGroup:RuleGroup",
    "aws:wafv2/regexPatternSet:RegexPatternSet",
  ],
  judge({ inputs, region }) {
    if (text(inputs, "scope") !== "CLOUDFRONT" || region === undefined || region === "us-east-1")
      return undefined;
    return found(
      `scope is CLOUDFRONT in ${region}, where the scope is not valid; give it \`region: "us-east-1"\``,
      "scope",
    );
  },
};

export const rulePriorities: Refusal = {
  ...common,
  name: "wafv2-rule-priority",
  sentence: "Rules of a web ACL or rule group have different priorities.",
  source: "AWS WAF API Reference, Rule.Priority",
  types: [aclType, "aws:wafv2/ruleGroup:RuleGroup"],
  judge({ inputs }) {
    const seen = new Map<number, string>();
    for (const [index, rule] of maps(inputs, "rules").entries()) {
      const priority = number(rule, "priority");
      const name = text(rule, "name") ?? `rules[${index}]`;
      if (priority === undefined) continue;
      const other = seen.get(priority);
      if (other !== undefined)
        return found(
          `the rules "${other}" and "${name}" both have priority ${priority}; each rule has its own`,
          `rules[${index}].priority`,
        );
      seen.set(priority, name);
    }
    return undefined;
  },
};

export const logDestinationName: Refusal = {
  ...common,
  name: "wafv2-log-destination-name",
  sentence:
    "A log group, delivery stream or bucket for web ACL logs has a name that begins with aws-waf-logs-.",
  source: "AWS WAF Developer Guide, Logging destinations for web ACL traffic",
  types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
  judge({ inputs }) {
    for (const [index, arn] of texts(inputs, "logDestinationConfigs").entries()) {
      const name = /^arn:[\w-]+:(?:logs:.*:log-group:|firehose:.*:deliverystream\/|s3:::)([^:/]+)/.exec(
        arn,
      )?.[1];
      if (name !== undefined && !name.startsWith("aws-waf-logs-"))
        return found(
          `logDestinationConfigs[${index}] is "${name}"; AWS takes names that begin with "aws-waf-logs-"`,
          `logDestinationConfigs[${index}]`,
        );
    }
    return undefined;
  },
};
