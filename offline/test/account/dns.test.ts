import assert from "node:assert/strict";
import { AccountError, type DnsAnswer, OfflineAccount } from "../../account";
import { endpoint, healthOf, setHealth } from "../../account/dns/health";
import { recordSets } from "../../account/dns/records";
import { MemoryAccount, type Stored } from "../../providers/aws/account/account";
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

/** An account with just these resources. */
function accountOf(...resources: (Pick<Stored, "type" | "id"> & Partial<Stored>)[]): MemoryAccount {
  const account = new MemoryAccount();
  for (const { type, id, ...rest } of resources) {
    const urn = `urn:pulumi:test::hub::${type}::${id}-name`;
    account.put({ type, id, urn, region: "", generation: 0, createdAt: 0, inputs: {}, outputs: {}, ...rest });
  }
  return account;
}
const losing = (account: MemoryAccount, region: string): MemoryAccount => {
  account.setCircumstance("lost-region", region, "lost");
  return account;
};

describe("health of an endpoint, and what says so", () => {
  const region = "eu-west-1";
  const places: [type: string, output: string][] = [
    ["aws:lb/loadBalancer:LoadBalancer", "dnsName"],
    ["aws:alb/loadBalancer:LoadBalancer", "dnsName"],
    ["aws:elb/loadBalancer:LoadBalancer", "dnsName"],
    ["aws:globalaccelerator/accelerator:Accelerator", "dnsName"],
    ["aws:ec2/eip:Eip", "publicIp"],
    ["aws:ec2/instance:Instance", "publicIp"],
    ["aws:apigateway/domainName:DomainName", "regionalDomainName"],
    ["aws:s3/bucket:Bucket", "websiteDomain"],
  ];
  for (const [type, output] of places) {
    it(`is that of the region of ${type}, found by its ${output}`, () => {
      const account = accountOf({ type, id: "one", region, outputs: { [output]: "One.Example.org" } });
      for (const name of ["one.example.org", "ONE.example.org.", "dualstack.one.example.org"])
        assert.deepEqual(endpoint(account, name), {
          status: "healthy",
          why: "one-name in eu-west-1 answers",
        });
      assert.deepEqual(endpoint(losing(account, region), "one.example.org"), {
        status: "unhealthy",
        why: "one is in eu-west-1, which is lost",
      });
    });
  }

  it("is good where the service has no region, or the account does not know the name", () => {
    const type = "aws:cloudfront/distribution:Distribution";
    const account = accountOf(
      { type, id: "edge", outputs: { domainName: "d1.cloudfront.net" } },
      { type, id: "empty" },
    );
    assert.deepEqual(endpoint(losing(account, region), "d1.cloudfront.net"), {
      status: "healthy",
      why: "edge-name in no region answers",
    });
    for (const name of ["other.example.org", "not-dualstack.d1.cloudfront.net"])
      assert.deepEqual(endpoint(account, name), {
        status: "healthy",
        why: `${name} is taken to answer; the account does not know it`,
      });
  });
});

describe("health of a health check, and what says so", () => {
  const of = (inputs: ValueMap, ...others: (Pick<Stored, "type" | "id"> & Partial<Stored>)[]) =>
    accountOf({ type: healthCheck, id: "h", inputs }, ...others);
  const child = (id: string, disabled = true) => ({
    ...{ type: healthCheck, id },
    inputs: { type: "RECOVERY_CONTROL", disabled },
  });
  const alarm = { type: "CLOUDWATCH_METRIC", cloudwatchAlarmRegion: "eu-west-1" };
  const good = (why: string) => ({ status: "healthy", why });
  const bad = (why: string) => ({ status: "unhealthy", why });
  const takenTo = (name: string) => `${name} is taken to answer; the account does not know it`;

  const table: [what: string, account: MemoryAccount, expected: { status: string; why: string }][] = [
    [
      "by its name",
      of({ type: "HTTPS", fqdn: "a.example", ipAddress: "192.0.2.1" }),
      good(takenTo("a.example")),
    ],
    ["by its address", of({ type: "TCP", ipAddress: "192.0.2.1" }), good(takenTo("192.0.2.1"))],
    ["disabled", of({ type: "RECOVERY_CONTROL", disabled: true }), good("a disabled check is healthy")],
    [
      "inverted",
      of({ type: "HTTPS", fqdn: "a.example", invertHealthcheck: true }),
      bad(`the opposite of: ${takenTo("a.example")}`),
    ],
    [
      "inverted twice over",
      of({ type: "RECOVERY_CONTROL", invertHealthcheck: true }),
      good("the opposite of: routing controls are off until someone switches them on"),
    ],
    ["an alarm", of(alarm), good("its alarm in eu-west-1 is taken to be OK")],
    [
      "an alarm in a lost region",
      losing(of(alarm), "eu-west-1"),
      good("its alarm is in eu-west-1, which is lost: LastKnownStatus"),
    ],
    [
      "an alarm in a lost region that shall count",
      losing(of({ ...alarm, insufficientDataHealthStatus: "Unhealthy" }), "eu-west-1"),
      bad("its alarm is in eu-west-1, which is lost: Unhealthy"),
    ],
    [
      "calculated, with just enough",
      of(
        { type: "CALCULATED", childHealthchecks: ["a", "b"], childHealthThreshold: 1 },
        child("a"),
        child("b", false),
      ),
      good("1 of its checks are healthy, it wants 1"),
    ],
    [
      "calculated, all by default",
      of({ type: "CALCULATED", childHealthchecks: ["a", "b"] }, child("a"), child("b", false)),
      bad("1 of its checks are healthy, it wants 2"),
    ],
    ["that does not exist", accountOf(), bad("there is no such health check")],
  ];
  for (const [what, account, expected] of table) {
    it(what, () => assert.deepEqual(healthOf(account, "h"), expected));
  }

  it("set by hand goes before everything else, until it is taken back", () => {
    const account = of({ type: "HTTPS", fqdn: "a.example" }, child("other"));
    assert.equal(setHealth(account, "h", "unhealthy"), "h");
    assert.deepEqual(healthOf(account, "h"), bad("set by hand"));
    assert.deepEqual(healthOf(account, "other"), good("a disabled check is healthy"));
    assert.equal(setHealth(account, "h-name", undefined), "h");
    assert.deepEqual(healthOf(account, "h"), good(takenTo("a.example")));
    assert.throws(() => setHealth(account, "x", "healthy"), {
      message: 'the account has no health check "x"; it has h-name, other-name',
    });
  });
});

describe("record sets of the account", () => {
  const zone = { type: "aws:route53/zone:Zone", id: "Z1", outputs: { name: "example.com" } };
  const setOf = (inputs: ValueMap, outputs: ValueMap = {}, zones = [zone]) =>
    recordSets(accountOf(...zones, { type: "aws:route53/record:Record", id: "r", inputs, outputs }))[0];

  it("have their full name, with the zone's where the program left it out", () => {
    const name = (inputs: ValueMap, outputs?: ValueMap, zones?: (typeof zone)[]) =>
      setOf({ zoneId: "Z1", ...inputs }, outputs, zones)?.name;
    assert.equal(name({ name: "API" }), "api.example.com");
    assert.equal(name({ name: "api.example.com." }), "api.example.com");
    assert.equal(name({ name: "api" }, { fqdn: "other.example.com" }), "other.example.com");
    assert.equal(name({}), "example.com");
    assert.equal(name({ name: "Api.Example.Org." }, {}, []), "api.example.org");
  });

  it("have what was given, and nothing for the rest", () => {
    const empty = { zoneId: "", name: "", type: "", setIdentifier: "", routing: "simple", policy: "" };
    assert.deepEqual(setOf({}, {}, []), { ...empty, healthCheckId: undefined, alias: undefined, values: [] });
    const aliases = [{ name: "LB.example.", zoneId: "Z9", evaluateTargetHealth: true }];
    const full = { zoneId: "Z1", type: "A", setIdentifier: "eu", healthCheckId: "h" };
    assert.deepEqual(setOf({ ...full, name: "api", aliases }), {
      ...full,
      ...{ name: "api.example.com", routing: "simple", policy: "", values: [] },
      alias: { name: "lb.example", zoneId: "Z9", evaluatesTarget: true },
    });
    assert.deepEqual(setOf({ aliases: [{ evaluateTargetHealth: false }] })?.alias, {
      ...{ name: "", zoneId: "", evaluatesTarget: false },
    });
  });

  const policies: [inputs: ValueMap, routing: string, policy: string][] = [
    [{ failoverRoutingPolicies: [{ type: "PRIMARY" }] }, "failover", "PRIMARY"],
    [{ weightedRoutingPolicies: [{ weight: 5 }] }, "weighted", "5"],
    [{ latencyRoutingPolicies: [{ region: "eu-west-1" }] }, "latency", "eu-west-1"],
    [{ geolocationRoutingPolicies: [{ country: "DE" }] }, "geolocation", "DE"],
    [{ geolocationRoutingPolicies: [{ continent: "EU" }] }, "geolocation", "EU"],
    [{ geoproximityRoutingPolicy: { awsRegion: "eu-west-1" } }, "geoproximity", "eu-west-1"],
    [{ geoproximityRoutingPolicy: { bias: 1 } }, "geoproximity", ""],
    [{ cidrRoutingPolicy: { locationName: "home" } }, "cidr", "home"],
    [{ multivalueAnswerRoutingPolicy: true }, "multivalue", ""],
    [{ multivalueAnswerRoutingPolicy: false }, "simple", ""],
  ];
  for (const [inputs, routing, policy] of policies) {
    it(`read the policy of ${JSON.stringify(inputs)}`, () => {
      const found = setOf(inputs);
      assert.deepEqual([found?.routing, found?.policy], [routing, policy]);
    });
  }
});

describe("the records that Route 53 chooses", () => {
  /** Records of one name, with a health check each that is set by hand. */
  function records(...all: [inputs: ValueMap, health: "healthy" | "unhealthy"][]) {
    const memory = accountOf(
      { type: "aws:route53/zone:Zone", id: "Z1", outputs: { name: "example.com" } },
      ...all.map(([inputs], index) => ({
        ...{ type: "aws:route53/record:Record", id: `r${index}` },
        inputs: {
          ...{ zoneId: "Z1", name: "api", type: "A", setIdentifier: `s${index}` },
          ...{ healthCheckId: `h${index}`, records: [`192.0.2.${index}`], ...inputs },
        },
      })),
    );
    for (const [index, [, health]] of all.entries()) memory.setCircumstance("health", `h${index}`, health);
    return new OfflineAccount(memory, catalogOf("@pulumi/aws"));
  }
  const failover = (type: string): ValueMap => ({ failoverRoutingPolicies: [{ type }] });
  const weight = (value: number): ValueMap => ({ weightedRoutingPolicies: [{ weight: value }] });
  const place = (country: string): ValueMap => ({ geolocationRoutingPolicies: [{ country }] });
  const shares = ({ candidates }: DnsAnswer) => candidates.map(({ share }) => share);

  it("simple: the record, healthy or not, for every question", () => {
    const answer = records([{ setIdentifier: "" }, "unhealthy"]).answer({ name });
    assert.deepEqual([answer.values, shares(answer), answer.note], [["192.0.2.0"], [100], undefined]);
    assert.equal(answer.candidates[0]?.why, "its health check: set by hand");
  });

  it("failover: one of the two for every question, whichever there is", () => {
    const primary = records([failover("PRIMARY"), "healthy"], [failover("SECONDARY"), "healthy"]).answer({
      name,
    });
    assert.deepEqual([primary.values, shares(primary)], [["192.0.2.0"], [100, 0]]);
    assert.equal(primary.candidates[0]?.why, "its health check is healthy");
    const alone = records([failover("SECONDARY"), "unhealthy"]).answer({ name });
    assert.deepEqual(alone.values, ["192.0.2.0"]);
    const other = records([failover("SECONDARY"), "healthy"], [failover("PRIMARY"), "unhealthy"]).answer({
      name,
    });
    assert.deepEqual(other.values, ["192.0.2.0"]);
    assert.deepEqual(records([failover("OTHER"), "healthy"]).answer({ name }).values, []);
  });

  it("weighted: in parts of a hundred, equal parts where all weigh nothing", () => {
    const uneven = records([weight(1), "healthy"], [weight(2), "healthy"]).answer({ name });
    assert.deepEqual(shares(uneven), [33, 67]);
    const spare = records([weight(1), "healthy"], [weight(0), "healthy"]).answer({ name });
    assert.deepEqual([spare.values, chosen(spare)], [["192.0.2.0"], ["s0"]]);
    const nothing = records([weight(0), "healthy"], [weight(0), "healthy"], [weight(0), "unhealthy"]);
    assert.deepEqual(shares(nothing.answer({ name })), [50, 50, 0]);
  });

  it("geolocation: all that are healthy, and says that it depends on the place", () => {
    const three = records([place("DE"), "healthy"], [place("US"), "healthy"], [place("*"), "unhealthy"]);
    const answer = three.answer({ name });
    assert.deepEqual(
      [answer.values, shares(answer)],
      [
        ["192.0.2.0", "192.0.2.1"],
        [undefined, undefined, 0],
      ],
    );
    assert.equal(answer.note, "geolocation routing: it depends on the place of who asks");
    const one = records([place("DE"), "healthy"], [place("US"), "unhealthy"]).answer({ name });
    assert.deepEqual([shares(one), one.note], [[100, 0], undefined]);
  });

  it("latency and multivalue: every question where the region asks, or as one of several", () => {
    const latency = (region: string): ValueMap => ({ latencyRoutingPolicies: [{ region }] });
    const two = records([latency("eu-west-1"), "healthy"], [latency("us-east-1"), "healthy"]);
    const asked = two.answer({ name, from: "eu-west-1" });
    assert.deepEqual([shares(asked), asked.note], [[100, 0], undefined]);
    const many = records([{ multivalueAnswerRoutingPolicy: true }, "healthy"]).answer({ name });
    assert.deepEqual(shares(many), [100]);
  });

  it("behind an alias: those of the same zone and type, and their health", () => {
    const target = { name: "next.example.com", zoneId: "Z1", evaluateTargetHealth: true };
    const alias = { setIdentifier: "", healthCheckId: "", records: [], aliases: [target] };
    const next = (inputs: ValueMap = {}): ValueMap => ({ name: "next", ...inputs });
    const told = (inputs: ValueMap, health: "healthy" | "unhealthy") => {
      const answer = records([alias, "healthy"], [next(inputs), health]).answer({ name });
      return [answer.values, answer.candidates[0]?.status, answer.candidates[0]?.why];
    };
    const has = "next.example.com has a healthy record";
    assert.deepEqual(told({}, "healthy"), [["192.0.2.1"], "healthy", has]);
    const none = "no record of next.example.com is healthy";
    assert.deepEqual(told({}, "unhealthy"), [["192.0.2.1"], "unhealthy", none]);
    const outside = "next.example.com is taken to answer; the account does not know it";
    const elsewheres: ValueMap[] = [{ zoneId: "Z2" }, { type: "AAAA" }, { name: "next.example.org" }];
    for (const elsewhere of elsewheres)
      assert.deepEqual(told(elsewhere, "unhealthy"), [["next.example.com"], "healthy", outside]);
    const some = records([alias, "healthy"], [next(weight(1)), "unhealthy"], [next(weight(1)), "healthy"]);
    assert.equal(some.answer({ name }).candidates[0]?.status, "healthy");
    const plain = records([{ healthCheckId: "" }, "healthy"]).answer({ name });
    assert.equal(plain.candidates[0]?.why, "it has no health check");
  });

  it("asks for a record that there is, in words that list the others", () => {
    const two = records([{}, "healthy"], [{ name: "a" }, "healthy"], [{ type: "TXT" }, "healthy"]);
    assert.throws(() => two.answer({ name: "b.example.com" }), {
      message: "the account's zones have no record b.example.com; they have a.example.com, api.example.com",
    });
    assert.throws(() => two.answer({ name, type: "mx" }), {
      message: "api.example.com has no mx record; it has A, TXT (--type)",
    });
    assert.throws(() => records().answer({ name }), {
      message: "the account's zones have no record api.example.com; they have none",
    });
    assert.deepEqual(two.answer({ name, type: "txt" }).values, ["192.0.2.2"]);
  });
});
