import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { ResourceGraph } from "../frame/graph";
import { chooses, eachFirewallRule, statementOf } from "../rules/edge/firewall-rules";
import { reference, resource, type TestResource, unknown } from "../testing";
import { stackArgs } from "../testing/engine";
import { send } from "../testing/values";

const ACL = "aws:wafv2/webAcl:WebAcl";
const RULE = "aws:wafv2/webAclRule:WebAclRule";
const ASSOCIATION = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation";

/** Label, holder and content of every rule of the first web ACL. */
function rulesOf(...resources: TestResource[]): [string, string, unknown][] {
  const graph = new ResourceGraph(stackArgs(resources, { settings: {}, stackTags: new Map() }).resources);
  const [acl] = graph.ofType([ACL]);
  assert.ok(acl);
  const seen: [string, string, unknown][] = [];
  eachFirewallRule(graph, acl, ({ label, holder, props }) => {
    seen.push([label, holder.name, JSON.parse(JSON.stringify(props))]);
  });
  return seen;
}

describe("the rules of a firewall", () => {
  it("are its own blocks and those in JSON, in the spelling of the inputs", () => {
    const one = {
      Name: "a",
      Action: { Count: {} },
      Statement: { GeoMatchStatement: { CountryCodes: ["KP"] } },
    };
    const read = {
      name: "a",
      action: { count: {} },
      statement: { geoMatchStatement: { countryCodes: ["KP"] } },
    };
    for (const json of [one, [one]]) {
      const acl = resource(ACL, "acl", {
        rules: [{ name: "x" }, { name: "y" }],
        ruleJson: JSON.stringify(json),
      });
      assert.deepEqual(rulesOf(acl), [
        ["rule 1", "acl", { name: "x" }],
        ["rule 2", "acl", { name: "y" }],
        ["rule 1", "acl", read],
      ]);
    }
    assert.deepEqual(rulesOf(resource(ACL, "acl", { ruleJson: JSON.stringify([{ Priority: null }]) })), [
      ["rule 1", "acl", { priority: null }],
    ]);
    assert.deepEqual(rulesOf(resource(ACL, "acl", { ruleJson: "{" })), []);
    assert.deepEqual(rulesOf(resource(ACL, "acl")), []);
  });

  it("are resources that mean it, by edge or by ARN, and no others", () => {
    const acl = resource(ACL, "acl", {}, { outputs: { arn: "arn:acl" } });
    const other = resource(ACL, "other", {}, { outputs: { arn: "arn:other" } });
    const rule = (webAclArn: unknown) => resource(RULE, "rule", { webAclArn, name: "x" });
    for (const webAclArn of ["arn:acl", reference(acl, "arn:acl")])
      assert.deepEqual(rulesOf(acl, other, rule(webAclArn)), [
        ["its rule", "rule", { webAclArn: "arn:acl", name: "x" }],
      ]);
    assert.deepEqual(rulesOf(acl, other, rule("arn:other")), []);
  });

  it("are what an association says of a group of rules", () => {
    const acl = resource(ACL, "acl");
    const read = (props: Record<string, unknown>) =>
      rulesOf(acl, resource(ASSOCIATION, "a", { webAclArn: reference(acl), ...props })).map(
        ([, , rule]) => rule,
      );
    const managedRuleGroup = { name: "managed" };
    const ruleGroupReference = { arn: "arn:own" };
    assert.deepEqual(read({ managedRuleGroup, overrideAction: "count" }), [
      { overrideAction: { count: {} }, statement: { managedRuleGroupStatement: managedRuleGroup } },
    ]);
    assert.deepEqual(read({ ruleGroupReference }), [
      { overrideAction: { none: {} }, statement: { ruleGroupReferenceStatement: ruleGroupReference } },
    ]);
  });

  it("choose what is there, even empty or not known", () => {
    const props = unknownCheckingProxy(send({ a: {}, b: null, c: unknown, d: false }).value) as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      ["a", "b", "c", "d", "e"].map((key) => chooses(props, key)),
      [true, false, true, true, false],
    );
    assert.equal(chooses({ a: undefined }, "a"), false);
    const broken = Object.defineProperty({}, "a", {
      enumerable: true,
      get: () => {
        throw new TypeError("broken");
      },
    }) as Record<string, unknown>;
    assert.throws(() => chooses(broken, "a"), /broken/);
  });

  it("have a statement of a kind, or none", () => {
    assert.deepEqual(statementOf({ statement: { a: { x: 1 } } }, "a"), { x: 1 });
    assert.equal(statementOf({ statement: { a: { x: 1 } } }, "b"), undefined);
    assert.equal(statementOf({}, "a"), undefined);
  });
});
