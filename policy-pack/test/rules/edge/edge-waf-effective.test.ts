import assert from "node:assert/strict";
import { edgeWafEffective as rule } from "../../../rules/edge/edge-waf-effective";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const rate = { name: "too-many", action: { block: {} }, statement: { rateBasedStatement: { limit: 2000 } } };
const managed = (name: string, more: Record<string, unknown> = {}, group: Record<string, unknown> = {}) => ({
  name,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...group } },
  ...more,
});
const common = managed("AWSManagedRulesCommonRuleSet");
const groups = [managed("AWSManagedRulesKnownBadInputsRuleSet"), managed("AWSManagedRulesSQLiRuleSet")];
const acl = (...rules: unknown[]) => resource("aws:wafv2/webAcl:WebAcl", "acl", { rules });
const count = (name: string) => ({ ruleActionOverrides: [{ name, actionToUse: { count: {} } }] });
const part = (position: number) =>
  `A part of the group in rule ${position} only counts, by its ruleActionOverrides.`;

const edge = (props: Record<string, unknown>) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", props);
const group = (cidrIpv4: string | undefined) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "group", {
    ingress: [
      {
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        ...(cidrIpv4 && { cidrBlocks: [cidrIpv4] }),
        prefixListIds: ["pl-1"],
      },
    ],
  });
const balancer = (guard: TestResource, props: Record<string, unknown> = {}, module = "lb") =>
  resource(`aws:${module}/loadBalancer:LoadBalancer`, "entry", {
    securityGroups: [reference(guard)],
    ...props,
  });
const open = group("0.0.0.0/0");
const bare = "entry: It is public and has no web ACL.";

describe("edge-waf-effective", () => {
  describe("entries", () => {
    it("accepts a distribution with a web ACL, known or not, and one that is off", async () => {
      assert.deepEqual(await said(rule, [edge({ webAclId: unknown }), edge({ enabled: false })]), []);
    });

    it("refuses a distribution without one", async () => {
      for (const webAclId of [undefined, ""]) {
        assert.deepEqual(await said(rule, [edge({ webAclId })]), ["edge: It has no web ACL."]);
      }
    });

    it("asks it of load balancers that admit the internet only", async () => {
      assert.deepEqual(await said(rule, [open, balancer(open)]), [bare]);
      assert.deepEqual(await said(rule, [open, balancer(open, {}, "alb")]), [bare]);
      const locked = group(undefined);
      assert.deepEqual(await said(rule, [locked, balancer(locked)]), []);
      assert.deepEqual(await said(rule, [open, balancer(open, { internal: true })]), []);
      assert.deepEqual(await said(rule, [open, balancer(open, { loadBalancerType: "network" })]), []);
    });

    it("sees rules of the group that are resources of their own", async () => {
      const guard = resource("aws:ec2/securityGroup:SecurityGroup", "group", {});
      const ingress = resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ingress", {
        securityGroupId: reference(guard),
        cidrIpv6: "::/0",
      });
      assert.deepEqual(await said(rule, [guard, ingress, balancer(guard)]), [bare]);
    });

    it("accepts an association, by edge and by known ARN", async () => {
      const associate = (resourceArn: unknown) =>
        resource("aws:wafv2/webAclAssociation:WebAclAssociation", "association", {
          resourceArn,
          webAclArn: unknown,
        });
      const entry = balancer(open);
      assert.deepEqual(await said(rule, [open, entry, associate(reference(entry))]), []);
      const { type, name, props } = entry;
      const made = resource(type, name, props, { outputs: { arn: "arn:lb" } });
      assert.deepEqual(await said(rule, [open, made, associate("arn:lb")]), []);
      assert.deepEqual(await said(rule, [open, entry, associate(unknown)]), [
        "entry? what a web ACL is associated with is not known",
      ]);
    });

    it("asks it of stages and GraphQL APIs, unless they are private", async () => {
      const api = (types?: string[]) =>
        resource("aws:apigateway/restApi:RestApi", "api", {
          ...(types && { endpointConfiguration: { types } }),
        });
      const stage = (of: TestResource) =>
        resource("aws:apigateway/stage:Stage", "entry", { restApi: reference(of) });
      const regional = api(["REGIONAL"]);
      const hidden = api(["PRIVATE"]);
      assert.deepEqual(await said(rule, [api(), stage(api())]), [
        "entry? whether it is public is decided in another stack",
      ]);
      assert.deepEqual(await said(rule, [regional, stage(regional)]), [bare]);
      assert.deepEqual(await said(rule, [hidden, stage(hidden)]), []);
      const graph = (visibility?: string) =>
        resource("aws:appsync/graphQLApi:GraphQLApi", "entry", { visibility });
      assert.deepEqual(await said(rule, [graph()]), [bare]);
      assert.deepEqual(await said(rule, [graph("PRIVATE")]), []);
    });

    it("can't tell a load balancer whose groups are elsewhere", async () => {
      const elsewhere = resource("aws:lb/loadBalancer:LoadBalancer", "entry", { securityGroups: ["sg-9"] });
      const reason = "entry? whether it is public is decided in another stack";
      assert.deepEqual(await said(rule, [elsewhere]), [reason]);
      const locked = group(undefined);
      const both = balancer(locked, { securityGroups: [reference(locked), "sg-9"] });
      assert.deepEqual(await said(rule, [locked, both]), [reason]);
    });
  });

  describe("web ACLs", () => {
    it("accepts one that limits, looks and blocks", async () => {
      assert.deepEqual(await said(rule, [acl(rate, common, ...groups)]), []);
    });

    it("misses a rate limit that blocks", async () => {
      const message = "acl: None of its rules blocks by rate.";
      assert.deepEqual(await said(rule, [acl(common, ...groups)]), [message]);
      assert.deepEqual(await said(rule, [acl({ ...rate, action: { count: {} } }, common, ...groups)]), [
        message,
      ]);
      for (const action of [{ captcha: {} }, { challenge: {} }]) {
        assert.deepEqual(await said(rule, [acl({ ...rate, action }, common, ...groups)]), []);
      }
    });

    it("misses groups of rules", async () => {
      assert.deepEqual(await said(rule, [acl(rate, ...groups)]), [
        "acl: It lacks AWSManagedRulesCommonRuleSet.",
      ]);
      assert.deepEqual(
        await said(rule, [acl(rate, common)], { settings: { groups: ["AWSManagedRulesLinuxRuleSet"] } }),
        ["acl: It lacks AWSManagedRulesLinuxRuleSet."],
      );
    });

    it("can't tell what groups of other vendors and own groups cover", async () => {
      const own = {
        overrideAction: { none: {} },
        statement: { ruleGroupReferenceStatement: { arn: unknown } },
      };
      const vendor = managed("Rules", {}, { vendorName: "Somebody" });
      for (const other of [own, vendor]) {
        assert.deepEqual(await said(rule, [acl(rate, other)]), [
          "acl? what its groups of rules of other vendors cover can't be told",
        ]);
      }
    });

    it("refuses a group that only counts", async () => {
      const counting = managed("AWSManagedRulesCommonRuleSet", { overrideAction: { count: {} } });
      assert.deepEqual(await said(rule, [acl(rate, counting, ...groups)]), [
        "acl: All of the group in rule 2 only counts, by its overrideAction.",
      ]);
      const settings = { allowedCounts: ["AWSManagedRulesCommonRuleSet"] };
      assert.deepEqual(await said(rule, [acl(rate, counting, ...groups)], { settings }), []);
    });

    it("refuses a part of a group that only counts, but for hosting providers and what the setting names", async () => {
      const sized = managed("AWSManagedRulesCommonRuleSet", {}, count("SizeRestrictions_BODY"));
      assert.deepEqual(await said(rule, [acl(rate, sized, ...groups)]), [`acl: ${part(2)}`]);
      const allowed = { settings: { allowedCounts: ["AWSManagedRulesCommonRuleSet/SizeRestrictions_BODY"] } };
      assert.deepEqual(await said(rule, [acl(rate, sized, ...groups)], allowed), []);
      const partners = managed("AWSManagedRulesAnonymousIpList", {}, count("HostingProviderIPList"));
      assert.deepEqual(await said(rule, [acl(rate, common, ...groups, partners)]), []);
      assert.deepEqual(await said(rule, [acl(rate, common, ...groups, partners)], allowed), [
        `acl: ${part(5)}`,
      ]);
      const tor = managed("AWSManagedRulesAnonymousIpList", {}, count("AnonymousIPList"));
      assert.deepEqual(await said(rule, [acl(rate, common, ...groups, tor)]), [`acl: ${part(5)}`]);
      const stricter = managed(
        "AWSManagedRulesCommonRuleSet",
        {},
        {
          ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { block: {} } }],
        },
      );
      assert.deepEqual(await said(rule, [acl(rate, stricter, ...groups)]), []);
    });

    it("reads rules in JSON, and rules that are resources", async () => {
      const json = JSON.stringify([
        { Name: "too-many", Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 2000 } } },
        {
          OverrideAction: { Count: {} },
          Statement: {
            ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" },
          },
        },
      ]);
      const made = resource("aws:wafv2/webAcl:WebAcl", "acl", { ruleJson: json });
      const inputs = resource("aws:wafv2/webAclRule:WebAclRule", "inputs", {
        webAclArn: reference(made),
        ...groups[0],
      });
      const sql = resource("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation", "sql", {
        webAclArn: reference(made),
        overrideAction: "count",
        managedRuleGroup: { vendorName: "AWS", name: "AWSManagedRulesSQLiRuleSet" },
      });
      assert.deepEqual(await said(rule, [made, inputs, sql]), [
        "acl: All of the group in rule 2 only counts, by its overrideAction.",
        "sql: All of the group in its rule only counts, by its overrideAction.",
      ]);
    });

    it("judges the web ACLs of both regions", async () => {
      const west = resource("aws:wafv2/webAcl:WebAcl", "west", {
        region: "us-west-2",
        rules: [common, ...groups],
      });
      assert.deepEqual(await said(rule, [acl(rate, common, ...groups), west]), [
        "west: None of its rules blocks by rate.",
      ]);
    });

    it("can't tell what is missing behind a rule that is not known, but sees the one that counts", async () => {
      const counting = managed("AWSManagedRulesCommonRuleSet", { overrideAction: { count: {} } });
      assert.deepEqual(await said(rule, [acl(unknown, counting)]), [
        "acl: All of the group in rule 2 only counts, by its overrideAction.",
        "acl? rules.0 is not known yet",
      ]);
    });
  });
});
