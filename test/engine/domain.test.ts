import assert from "node:assert/strict";
import { type Engine, openEngine } from "../support/engine";
import { byType } from "../support/state";

describe("the payment hub's domain on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  it("HUB-1 brings the old server's records along, logs queries and signs an adopted zone", async () => {
    engine.project.change("dev", (settings) => {
      settings.dns = {
        zone: "dev.pay.example.com",
        hostedZoneId: "Z0123456789ABCDEFGHIJ",
        dnssec: true,
        records: [
          { name: "@", type: "MX", values: ["10 mail.example.com"] },
          { name: "@", type: "TXT", values: [`v=DKIM1; p=${"k".repeat(400)}`] },
          { name: "legacy", type: "A", ttl: 60, values: ["192.0.2.1"] },
        ],
      };
    });
    engine.project.change("dev", (settings) => {
      settings.edge = {
        deniedAddresses: ["203.0.113.0/24"],
        botControl: true,
        api: {
          cachedPaths: ["/docs/*"],
          rateLimits: [{ name: "login", pathPrefix: "/v1/login", requestsPerFiveMinutes: 100 }],
        },
      };
    });
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", "dev"]);
    const state = await engine.state("dev");
    assert.deepEqual(byType(state, "aws:route53/zone:Zone"), []);
    const brought = byType(state, "aws:route53/record:Record").filter(({ name }) =>
      name.startsWith("records-"),
    );
    assert.equal(brought.length, 3);
    for (const { inputs } of brought) assert.equal(inputs.zoneId, "Z0123456789ABCDEFGHIJ");
    const [log] = byType(state, "aws:route53/queryLog:QueryLog");
    const [group] = byType(state, "aws:cloudwatch/logGroup:LogGroup").filter(
      ({ inputs }) => inputs.name === "/aws/route53/dev.pay.example.com",
    );
    assert.equal(log?.inputs.cloudwatchLogGroupArn, group?.outputs.arn);
    assert.equal(byType(state, "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec").length, 1);
    await engine.succeed(["preview", "--expect-no-changes", "--stack", "dev"]);
  });

  it("HUB-2, HUB-3 caches the API's static paths alone, and limits, denies and knows bots where settings say so", async () => {
    const state = await engine.state("dev");
    const api = byType(state, "aws:cloudfront/distribution:Distribution").find(({ name }) =>
      name.startsWith("api-"),
    );
    assert.ok(api);
    const { defaultCacheBehavior, orderedCacheBehaviors } = api.inputs as Record<
      string,
      { cachePolicyId: string }
    > & {
      orderedCacheBehaviors: { pathPattern: string; cachePolicyId: string; allowedMethods: string[] }[];
    };
    const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    assert.equal(defaultCacheBehavior?.cachePolicyId, disabled, "payments are never cached");
    assert.deepEqual(
      orderedCacheBehaviors.map(({ pathPattern, cachePolicyId, allowedMethods }) => [
        pathPattern,
        cachePolicyId === disabled,
        allowedMethods,
      ]),
      [["/docs/*", false, ["GET", "HEAD"]]],
    );
    const acl = byType(state, "aws:wafv2/webAcl:WebAcl").find(({ name }) => name.startsWith("api-"));
    assert.ok(acl);
    const rules = JSON.stringify(acl.inputs.rules);
    for (const part of ["/v1/login", "AWSManagedRulesBotControlRuleSet", "ipSetReferenceStatement"]) {
      assert.ok(rules.includes(part), part);
    }
    const priorities = (acl.inputs.rules as { priority: number }[]).map(({ priority }) => priority);
    assert.equal(new Set(priorities).size, priorities.length);
  });
});
