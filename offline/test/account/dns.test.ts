import assert from "node:assert/strict";
import { AccountError, type DnsAnswer, OfflineAccount } from "../../account";
import { vendedHealthChecks } from "../../providers/aws/vended-health-checks";
import type { ValueMap } from "../../providers/core/values/value";
import { subnet, types, vpc } from "../providers/aws/fixtures";
import { Cloud, catalogOf } from "../providers/support";

const healthCheck = "aws:route53/healthCheck:HealthCheck";
const name = "api.example.com";

/** Two regions with a load balancer each, and a zone. */
function twoRegions() {
  const home = new Cloud({ region: "eu-west-1", stack: "home" });
  const away = new Cloud({ region: "us-east-1", stack: "away", account: home.account });
  const balancer = (cloud: Cloud) => {
    const net = vpc(cloud);
    const subnets = [subnet(cloud, net, 0).id, subnet(cloud, net, 1).id];
    return cloud.create(types.balancer, "lb", { name: "lb", loadBalancerType: "network", subnets });
  };
  const [first, second] = [balancer(home), balancer(away)];
  const zone = home.create(types.zone, "zone", { name: "example.com" });
  const account = new OfflineAccount(home.account, catalogOf("@pulumi/aws"));
  const record = (key: string, inputs: ValueMap) =>
    home.create(types.record, `record-${key}`, { zoneId: zone.id, name: "api", type: "A", ...inputs });
  const alias = (one: typeof first, evaluateTargetHealth = true): ValueMap => ({
    aliases: [
      { name: String(one.outputs.dnsName), zoneId: String(one.outputs.zoneId), evaluateTargetHealth },
    ],
  });
  const check = (key: string, inputs: ValueMap) => home.create(healthCheck, key, inputs).id;
  return { home, zone, account, record, alias, check, first, second };
}

const chosen = ({ candidates }: DnsAnswer): string[] =>
  candidates.filter(({ isAnswer }) => isAnswer).map(({ record }) => record.setIdentifier);

describe("what Route 53 answers", () => {
  it("failover: the primary while it is healthy, then the secondary, and the primary when nothing is", () => {
    const { account, record, alias, check, first, second } = twoRegions();
    const dnsName = String(first.outputs.dnsName);
    const healthCheckId = check("origin", { type: "HTTPS", fqdn: dnsName });
    const policy = (type: string) => ({ failoverRoutingPolicies: [{ type }] });
    record("1", { setIdentifier: "eu", ...policy("PRIMARY"), ...alias(first), healthCheckId });
    record("2", { setIdentifier: "us", ...policy("SECONDARY"), ...alias(second) });

    assert.deepEqual(account.answer({ name }).values, [dnsName.toLowerCase()]);
    account.setHealth("origin", "unhealthy");
    assert.deepEqual(chosen(account.answer({ name: "API.example.com." })), ["us"]);
    account.setHealth("origin", undefined);
    assert.deepEqual(chosen(account.answer({ name })), ["eu"]);
    account.loseRegion("eu-west-1");
    const answer = account.answer({ name });
    assert.deepEqual(chosen(answer), ["us"]);
    assert.deepEqual(answer.values, [String(second.outputs.dnsName).toLowerCase()]);
    assert.match(answer.candidates[0]?.why ?? "", /its health check: .* is in eu-west-1, which is lost/);
    account.loseRegion("us-east-1");
    assert.deepEqual(chosen(account.answer({ name })), ["eu"], "both are unhealthy");
  });

  it("an alias without a health check counts its target only when it evaluates it", () => {
    for (const [evaluates, answers] of [
      [true, ["us"]],
      [false, ["eu"]],
    ] as const) {
      const { account, record, alias, first, second } = twoRegions();
      const policy = (type: string) => ({ failoverRoutingPolicies: [{ type }] });
      record("1", { setIdentifier: "eu", ...policy("PRIMARY"), ...alias(first, evaluates) });
      record("2", { setIdentifier: "us", ...policy("SECONDARY"), ...alias(second) });
      account.loseRegion("eu-west-1");
      assert.deepEqual(chosen(account.answer({ name })), answers);
    }
  });

  it("follows an alias to another record of the zone, and stops where it goes round", () => {
    const { account, record, alias, first, second, zone } = twoRegions();
    const policy = (type: string) => ({ failoverRoutingPolicies: [{ type }] });
    const next = { name: "api-1.example.com", zoneId: zone.id, evaluateTargetHealth: true };
    record("1", { setIdentifier: "eu", ...policy("PRIMARY"), ...alias(first) });
    record("2", { setIdentifier: "next", ...policy("SECONDARY"), aliases: [next] });
    record("3", { name: "api-1", setIdentifier: "us", ...policy("PRIMARY"), ...alias(second) });
    account.loseRegion("eu-west-1");
    const answer = account.answer({ name });
    assert.deepEqual(
      [chosen(answer), answer.values],
      [["next"], [String(second.outputs.dnsName).toLowerCase()]],
    );

    const back = { name: "round.example.com", zoneId: zone.id, evaluateTargetHealth: true };
    record("4", { name: "round", aliases: [back] });
    assert.throws(
      () => account.answer({ name: "round.example.com" }),
      /round\.example\.com -> round\.example\.com goes round in a circle/,
    );
  });

  it("weighted: shares of the healthy, weight 0 only when no other is", () => {
    const { account, record, check } = twoRegions();
    for (const [key, weight] of [
      ["a", 90],
      ["b", 10],
      ["c", 0],
    ] as const) {
      const healthCheckId = check(key, { type: "HTTPS", fqdn: `${key}.example.org` });
      const policy = { weightedRoutingPolicies: [{ weight }], records: [`192.0.2.${weight}`], ttl: 60 };
      record(key, { setIdentifier: key, healthCheckId, ...policy });
    }
    const shares = () => account.answer({ name }).candidates.map(({ share }) => share);
    assert.deepEqual(shares(), [90, 10, 0]);
    account.setHealth("a", "unhealthy");
    assert.deepEqual(shares(), [0, 100, 0]);
    account.setHealth("b", "unhealthy");
    assert.deepEqual(shares(), [0, 0, 100]);
    account.setHealth("c", "unhealthy");
    assert.deepEqual(shares(), [90, 10, 0], "with nothing healthy everything counts as healthy");
  });

  it("latency: the record of the region that asks; otherwise it says what it can't know", () => {
    const { account, record, alias, first, second } = twoRegions();
    for (const [key, region, target] of [
      ["eu", "eu-west-1", first],
      ["us", "us-east-1", second],
    ] as const)
      record(key, { setIdentifier: key, latencyRoutingPolicies: [{ region }], ...alias(target) });
    assert.deepEqual(chosen(account.answer({ name, from: "us-east-1" })), ["us"]);
    const open = account.answer({ name });
    assert.deepEqual(chosen(open), ["eu", "us"]);
    assert.match(open.note ?? "", /latency routing: it depends on who asks/);
    account.loseRegion("us-east-1");
    assert.deepEqual(chosen(account.answer({ name, from: "us-east-1" })), ["eu"]);
    account.loseRegion("eu-west-1");
    assert.deepEqual(chosen(account.answer({ name })), ["eu", "us"], "rather all than none");
  });

  it("multivalue: up to eight that are healthy", () => {
    const { account, record, check } = twoRegions();
    for (let index = 0; index < 10; index++) {
      const healthCheckId = check(`c${index}`, { type: "TCP", fqdn: "x.example.org", port: 443 });
      const policy = { multivalueAnswerRoutingPolicy: true, records: [`192.0.2.${index}`], ttl: 60 };
      record(String(index), { setIdentifier: `s${index}`, healthCheckId, ...policy });
    }
    account.setHealth("c0", "unhealthy");
    const { values } = account.answer({ name });
    assert.equal(values.length, 8);
    assert.ok(!values.includes("192.0.2.0"));
  });

  it("health checks that are calculated, inverted, disabled, or read an alarm", () => {
    const { account, record, check } = twoRegions();
    const leaf = (key: string) => check(key, { type: "HTTPS", fqdn: `${key}.example.org` });
    const children = [leaf("a"), leaf("b"), leaf("c")];
    const calculated = { type: "CALCULATED", childHealthchecks: children, childHealthThreshold: 2 };
    const alarm = { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "x", cloudwatchAlarmRegion: "eu-west-1" };
    const ids = {
      calculated: check("calculated", calculated),
      inverted: check("inverted", { ...calculated, invertHealthcheck: true }),
      disabled: check("disabled", { ...calculated, disabled: true }),
      last: check("last", alarm),
      missing: check("missing", { ...alarm, insufficientDataHealthStatus: "Unhealthy" }),
      control: check("control", { type: "RECOVERY_CONTROL", routingControlArn: "arn:x" }),
    };
    for (const [key, healthCheckId] of Object.entries(ids))
      record(key, { name: key, records: ["192.0.2.1"], ttl: 60, healthCheckId });
    const healthy = () =>
      Object.keys(ids).filter(
        (key) => account.answer({ name: `${key}.example.com` }).candidates[0]?.status === "healthy",
      );
    assert.deepEqual(healthy(), ["calculated", "disabled", "last", "missing"]);
    account.setHealth("a", "unhealthy");
    account.setHealth("b", "unhealthy");
    account.setHealth("control", "healthy");
    account.loseRegion("eu-west-1");
    assert.deepEqual(healthy(), ["inverted", "disabled", "last", "control"]);
  });

  it("health checks that a Region switch plan makes", () => {
    const { account, record, alias, first, second, home } = twoRegions();
    const step = {
      ...{ name: "dns", executionBlockType: "Route53HealthCheck" },
      route53HealthCheckConfigs: [{ hostedZoneId: "Z1", recordName: name }],
    };
    const plan = home.create("aws:arcregionswitch/plan:Plan", "plan", {
      ...{ executionRole: "arn:aws:iam::123456789012:role/x", recoveryApproach: "activePassive" },
      ...{ regions: ["eu-west-1", "us-east-1"], primaryRegion: "eu-west-1" },
      workflows: [{ workflowTargetAction: "activate", steps: [step] }],
    });
    const { healthChecks } = home.invoke(
      "aws:arcregionswitch/getRoute53HealthChecks:getRoute53HealthChecks",
      {
        planArn: String(plan.outputs.arn),
      },
    ) as { healthChecks: ValueMap[] };
    assert.deepEqual(
      healthChecks.map(({ region, recordName }) => [region, recordName]),
      [
        ["eu-west-1", name],
        ["us-east-1", name],
      ],
    );
    const [one, two] = vendedHealthChecks(home.account).map(({ healthCheckId }) => healthCheckId);
    assert.deepEqual(
      healthChecks.map(({ healthCheckId }) => healthCheckId),
      [one, two],
    );
    const policy = (type: string) => ({ failoverRoutingPolicies: [{ type }] });
    record("1", { setIdentifier: "eu", ...policy("PRIMARY"), ...alias(first), healthCheckId: one ?? "" });
    record("2", { setIdentifier: "us", ...policy("SECONDARY"), ...alias(second), healthCheckId: two ?? "" });
    assert.deepEqual(chosen(account.answer({ name })), ["eu"]);
    account.setHealth(one ?? "", "unhealthy");
    assert.deepEqual(chosen(account.answer({ name })), ["us"]);
  });

  it("says what it does not have", () => {
    const { account, record } = twoRegions();
    record("1", { records: ["192.0.2.1"], ttl: 60 });
    for (const [call, message] of [
      [
        () => account.answer({ name: "www.example.com" }),
        /no record www\.example\.com; they have api\.example/,
      ],
      [() => account.answer({ name, type: "AAAA" }), /api\.example\.com has no AAAA record; it has A/],
      [() => account.setHealth("x", "healthy"), /no health check "x"; it has none/],
    ] as const)
      assert.throws(call, (error) => error instanceof AccountError && message.test(error.message));
  });
});
