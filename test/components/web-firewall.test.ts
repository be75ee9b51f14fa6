import assert from "node:assert/strict";
import { WebFirewall, type WebFirewallArgs } from "../../components/web-firewall";
import type { FirewallRule } from "../../components/web-firewall/rules";
import { names, only, settled, startMocks } from "../support/mocks";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const minimal: WebFirewallArgs = { region: "eu-west-1", resourceName: "shop-prod-api" };

async function build(more: Partial<WebFirewallArgs> = {}) {
  const registered = startMocks();
  const firewall = new WebFirewall("guard", { ...minimal, ...more });
  await settled();
  const acl = only(registered, WEB_ACL).inputs;
  return { registered, firewall, acl, rules: acl.rules as FirewallRule<string>[] };
}

describe("WebFirewall", () => {
  it("NET-9 guards what it is given, in its region", async () => {
    const { registered, acl } = await build({
      guarded: [
        { name: "alb", arn: "arn:alb" },
        { name: "api", arn: "arn:stage" },
      ],
    });
    assert.equal(acl.scope, "REGIONAL");
    assert.deepEqual(names(registered, "aws:wafv2/webAclAssociation:WebAclAssociation"), [
      "guard-guards-alb",
      "guard-guards-api",
    ]);
    const association = only(registered, "aws:wafv2/webAclAssociation:WebAclAssociation", "guard-guards-api");
    assert.deepEqual(association.inputs, {
      region: "eu-west-1",
      webAclArn: "arn:mock:guard-web-acl",
      resourceArn: "arn:stage",
    });
    for (const { type, name, inputs } of registered.filter(({ type }) => type.startsWith("aws:"))) {
      assert.equal(inputs.region, "eu-west-1", `${type} ${name}`);
    }
  });

  it("has the same rules as the edge: the managed groups and a rate limit, none of which only counts but hosting providers", async () => {
    const { rules } = await build();
    assert.deepEqual(
      rules.map(({ name }) => name),
      [
        "AWSManagedRulesAmazonIpReputationList",
        "rate-limit",
        "AWSManagedRulesAnonymousIpList",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
        "AWSManagedRulesCommonRuleSet",
      ],
    );
    const groups = rules.flatMap(({ statement }) =>
      "managedRuleGroupStatement" in statement ? [statement.managedRuleGroupStatement] : [],
    );
    assert.deepEqual(
      groups.flatMap(({ ruleActionOverrides = [] }) => ruleActionOverrides),
      [{ name: "HostingProviderIPList", actionToUse: { count: {} } }],
    );
    const [limit] = rules.flatMap(({ statement }) =>
      "rateBasedStatement" in statement ? [statement.rateBasedStatement] : [],
    );
    assert.deepEqual([limit?.aggregateKeyType, limit?.limit], ["IP", 10_000]);
    assert.doesNotMatch(
      JSON.stringify((await build({ admitHostingProviders: false })).rules),
      /HostingProvider/,
    );
  });

  it("counts callers by a header where a proxy in front has their address", async () => {
    const { rules } = await build({
      clientAddressHeader: "x-viewer-address",
      rateLimitedPaths: [{ name: "login", pathPrefix: "/login", limit: 100 }],
      deniedAddresses: ["203.0.113.0/24"],
    });
    const limits = rules.flatMap(({ statement }) =>
      "rateBasedStatement" in statement ? [statement.rateBasedStatement] : [],
    );
    assert.equal(limits.length, 2);
    for (const limit of limits) {
      assert.equal(limit.aggregateKeyType, "FORWARDED_IP");
      assert.deepEqual(limit.forwardedIpConfig, {
        headerName: "x-viewer-address",
        fallbackBehavior: "MATCH",
      });
    }
    const [denied] = rules;
    assert.deepEqual(denied?.statement, {
      ipSetReferenceStatement: {
        arn: "arn:mock:guard-denied-ipv4",
        ipSetForwardedIpConfig: {
          headerName: "x-viewer-address",
          fallbackBehavior: "NO_MATCH",
          position: "FIRST",
        },
      },
    });
  });

  it("logs to an encrypted group with an end, without credentials", async () => {
    const { registered } = await build();
    const log = only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.deepEqual(
      [log.name, log.retentionInDays, log.kmsKeyId],
      ["aws-waf-logs-shop-prod-api", 400, "arn:mock:guard-firewall-log-key-key"],
    );
    const logging = only(registered, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
    assert.deepEqual(logging.inputs.logDestinationConfigs, ["arn:mock:guard-firewall-log"]);
    assert.deepEqual(logging.inputs.redactedFields, [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { queryString: {} },
    ]);
    assert.match(only(registered, "aws:kms/key:Key").inputs.policy as string, /logs\.eu-west-1\.amazonaws/);
  });

  it("tells its ARN and its name", async () => {
    const { firewall } = await build();
    assert.equal(firewall.webAclName, "shop-prod-api");
    assert.equal(await new Promise((known) => firewall.webAclArn.apply(known)), "arn:mock:guard-web-acl");
  });

  it("refuses what AWS WAF would, all at once", () => {
    startMocks();
    const bad: WebFirewallArgs = {
      region: "eu-west-1",
      resourceName: "x".repeat(124),
      rateLimit: 9,
      clientAddressHeader: "a b",
      guarded: [
        { name: "a", arn: "arn:a" },
        { name: "a", arn: "arn:b" },
      ],
      deniedAddresses: ["0.0.0.0/0"],
      rateLimitedPaths: [{ name: "login", pathPrefix: "/Login", limit: 1 }],
      logRetentionInDays: 2,
    };
    assert.throws(
      () => new WebFirewall("guard", bad),
      (error: Error) => {
        for (const part of [
          "resourceName: ",
          "rateLimit: 9 is not allowed, 10 to 2000000000",
          "rateLimitedPaths[0].limit: 1",
          'rateLimitedPaths[0].pathPrefix: "/Login"',
          'deniedAddresses[0]: "0.0.0.0/0"',
          "logRetentionInDays: 2 is not allowed",
          'clientAddressHeader: "a b"',
          'guarded[1].name: "a" is not allowed, each has a name of its own',
        ]) {
          assert.ok(error.message.includes(part), `${part} is not in:\n${error.message}`);
        }
        return true;
      },
    );
  });
});
