import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, everyPart, given, number, type Props, text } from "../../frame/values";
import { eachBehavior, isOnPath, named, PATHS_HELP, PAYMENT_PATHS } from "./behaviors";
import { judgeContentSecurityPolicy } from "./content-security";
import { managedHeadersPolicies } from "./managed-policies";

const YEAR = 31_536_000;

export const paymentPageHeaders = stackRule({
  id: "payment-page-headers",
  area: "edge",
  title: "A payment page says which scripts may run, and reports those that tried",
  severity: "high",
  why: "A foreign script on a payment page reads card numbers as they are typed. A content security policy without inline scripts stops it, and its reports tell of it; the other headers keep the page out of frames and off plain HTTP.",
  mend: "Attach a response headers policy with a Content-Security-Policy that names its scripts and a report-to or report-uri, Strict-Transport-Security of a year, frame options and nosniff.",
  example: `
new aws.cloudfront.ResponseHeadersPolicy("checkout", { securityHeadersConfig: {
  contentSecurityPolicy: { override: true,
    contentSecurityPolicy: "default-src 'self'; frame-ancestors 'none'; report-uri https://reports.example.com/csp" },
  strictTransportSecurity: { accessControlMaxAgeSec: 31536000, includeSubdomains: true, override: true },
  frameOptions: { frameOption: "DENY", override: true },
  contentTypeOptions: { override: true },
} });`,
  wellArchitected: ["SEC09-BP02"],
  pci: ["6.4.3", "11.6.1"],
  settings: { paths: texts(`Where pages take payments. ${PATHS_HELP}`, PAYMENT_PATHS) },
  types: [...types.distribution, ...types.responseHeadersPolicy],
  check(stack, { paths }) {
    const policies = stack.graph.own(types.responseHeadersPolicy);
    const attached = new Set<StackResource>();
    for (const distribution of stack.graph.own(types.distribution)) {
      stack.judge(distribution, ({ violation, notEvaluated }) =>
        eachBehavior(distribution.props, (behavior) => {
          // An API answers with data, not with pages.
          if (!isOnPath(behavior, paths) || /^\/api(\/|\*|$)/.test(behavior.path ?? "")) return;
          const policy = named(distribution, behavior, "responseHeadersPolicyId", policies);
          if (policy === "nothing") violation(`The ${behavior.label} has no response headers policy.`);
          else if (policy === "unclear") notEvaluated("its response headers policy is not known yet");
          else if ("resource" in policy) attached.add(policy.resource);
          else if (managedHeadersPolicies.includes(policy.id)) {
            violation(`The ${behavior.label} has a managed response headers policy, which names no scripts.`);
          } else notEvaluated("its response headers policy is not in this stack");
        }),
      );
    }
    for (const policy of attached) judgePolicy(stack, policy);
  },
});

function judgePolicy(stack: Stack, policy: StackResource): void {
  stack.judge(policy, (judgement) => {
    const headers = block(policy.props, "securityHeadersConfig") ?? {};
    const content = block(headers, "contentSecurityPolicy") ?? {};
    everyPart(
      () => judgeContentSecurityPolicy(text(content, "contentSecurityPolicy"), judgement),
      () => judgeTransport(block(headers, "strictTransportSecurity") ?? {}, judgement),
      () => {
        if (
          !given(headers, "frameOptions") &&
          !/frame-ancestors/i.test(text(content, "contentSecurityPolicy") ?? "")
        ) {
          judgement.violation("It lets other pages frame this one: it has no frameOptions.");
        }
      },
      () => {
        if (!given(headers, "contentTypeOptions"))
          judgement.violation("It has no contentTypeOptions (nosniff).");
      },
    );
  });
}

function judgeTransport(transport: Props, { violation }: Judgement): void {
  if ((number(transport, "accessControlMaxAgeSec") ?? 0) < YEAR) {
    violation("Its strictTransportSecurity is missing or shorter than a year.");
  }
}
