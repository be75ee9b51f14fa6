import assert from "node:assert/strict";
import { wafParity as rule } from "../../../rules/parity/waf-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const managed = (name: string, priority: number, overrideAction: unknown = { none: {} }) => ({
  name,
  priority,
  overrideAction,
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
  visibilityConfig: { metricName: name },
});
const blocked = (arn: string) => ({
  name: "blocked",
  priority: 9,
  action: { block: {} },
  statement: { ipSetReferenceStatement: { arn } },
});
const acl = (region: string, props: Record<string, unknown> = {}) =>
  resource("aws:wafv2/webAcl:WebAcl", `api-${region}`, {
    region,
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [managed("common", 1), blocked(`arn:aws:wafv2:${region}:111122223333:regional/ipset/a/1`)],
    ...props,
  });
const east = acl("us-east-2");
const differs = (what: string) =>
  `api-us-west-2: It differs from its twin api-us-east-2 in us-east-2: ${what}.`;

describe("waf-parity", () => {
  it("accepts the same rules, listed in any order, with sets and metrics of the region", async () => {
    const rules = [
      blocked("arn:aws:wafv2:us-west-2:111122223333:regional/ipset/a/2"),
      managed("common-west", 1),
    ];
    assert.deepEqual(await said(rule, [east, acl("us-west-2", { rules })]), []);
  });

  it("refuses another default action", async () => {
    assert.deepEqual(await said(rule, [east, acl("us-west-2", { defaultAction: { block: {} } })]), [
      differs("defaultAction"),
    ]);
  });

  const other: Record<string, unknown> = {
    "a rule less": [managed("common", 1)],
    "no rules": undefined,
    "a rule that counts instead": [managed("common", 1, { count: {} }), blocked("arn:aws:wafv2:x")],
    "another priority": [managed("common", 10), blocked("arn:aws:wafv2:x")],
    "another statement": [
      { ...managed("common", 1), statement: { geoMatchStatement: {} } },
      blocked("arn:aws:wafv2:x"),
    ],
  };
  for (const [what, rules] of Object.entries(other)) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await said(rule, [east, acl("us-west-2", { rules })]), [differs("rules")]);
    });
  }

  it("compares rules that are resources of their own", async () => {
    const one = (region: string, action: unknown) =>
      resource("aws:wafv2/webAclRule:WebAclRule", `api-${region}`, { region, priority: 1, action });
    assert.deepEqual(await said(rule, [one("us-east-2", { block: {} }), one("us-west-2", { count: {} })]), [
      differs("action"),
    ]);
  });

  it("compares with a peer's", async () => {
    const peers = [{ stack: "peer", region: "us-east-2", resources: [east] }];
    assert.deepEqual(await said(rule, [acl("us-west-2", { rules: [] })], { peers }), [differs("rules")]);
  });

  it("asks nothing of CloudFront's web ACL", async () => {
    assert.deepEqual(await said(rule, [acl("us-east-1", { scope: "CLOUDFRONT" })]), []);
  });

  it("does not judge rules that are not known, but the default action", async () => {
    const rules = [
      managed("common", 1),
      { ...blocked("x"), statement: { ipSetReferenceStatement: { arn: unknown } } },
    ];
    assert.deepEqual(await said(rule, [east, acl("us-west-2", { rules, defaultAction: { block: {} } })]), [
      differs("defaultAction"),
      "api-us-west-2? rules is not known on both sides",
    ]);
  });
});
