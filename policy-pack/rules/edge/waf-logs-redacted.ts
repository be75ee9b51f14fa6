import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, eachBlock, type Props, text } from "../../frame/values";

export const wafLogsRedacted = resourceRule({
  id: "waf-logs-redacted",
  area: "edge",
  title: "The log of a web ACL leaves out the headers that hold credentials",
  severity: "high",
  why: "A web ACL logs every header of every request. Whoever reads the log then holds the sessions and tokens of all callers, and the log itself becomes cardholder data environment.",
  mend: "Name the headers authorization and cookie in redactedFields, and the query string too where a card number may end up in it.",
  example: `
new aws.wafv2.WebAclLoggingConfiguration("edge", {
  resourceArn: acl.arn, logDestinationConfigs: [log.arn],
  redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
});`,
  wellArchitected: ["SEC07-BP02"],
  pci: ["3.3.1"],
  settings: {
    headers: texts("Headers that must not be logged, in lower case.", ["authorization", "cookie"]),
  },
  types: types.webAclLogging,
  check({ props }, { violation }, { headers }) {
    const missing = missingHeaders(props, headers);
    if (missing.length > 0) violation(`Its log shows the headers ${missing.join(", ")}.`);
  },
  remediate({ props }, { headers }) {
    const missing = missingHeaders(props, headers);
    if (missing.length === 0) return undefined;
    const redacted: unknown = props.redactedFields;
    const kept: readonly unknown[] = Array.isArray(redacted) ? redacted : [];
    return { redactedFields: [...kept, ...missing.map((name) => ({ singleHeader: { name } }))] };
  },
});

function missingHeaders(props: Props, headers: readonly string[]): string[] {
  const redacted: string[] = [];
  eachBlock(props, "redactedFields", (field) => {
    const name = text(block(field, "singleHeader") ?? {}, "name");
    if (name !== undefined) redacted.push(name.toLowerCase());
  });
  return headers.filter((header) => !redacted.includes(header));
}
