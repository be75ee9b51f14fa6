import assert from "node:assert/strict";
import { EdgeAlarms } from "../../components/edge-alarms";
import { Notifications } from "../../components/notifications";
import { topicPolicy } from "../../components/notifications/topic-policy";
import { type AlarmSpec, RegionalAlarms, regionalAlarmNames } from "../../components/regional-alarms";
import { loadBalancerDimension, targetGroupDimension } from "../../components/regional-alarms/tables";
import { hubAlarms, IMPAIRING } from "../../stacks/payment-hub/alarms";
import { names, only, settled, startMocks } from "../support/mocks";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const watched = {
  databaseCluster: "payment-hub-prod-us-east-2",
  cluster: "payment-hub-prod",
  loadBalancer: "net/payment-hub-prod-api/0123456789abcdef",
  targetGroup: "targetgroup/payment-hub-prod-api/0123456789abcdef",
  rpoSeconds: 5,
};

const table = hubAlarms(watched);

function alarms(more: Partial<ConstructorParameters<typeof RegionalAlarms>[1]> = {}): RegionalAlarms {
  return new RegionalAlarms("alarms", {
    region: "us-west-2",
    resourceName: "payment-hub-prod",
    topicArn: "arn:aws:sns:us-west-2:111122223333:alarms",
    alarms: table,
    impairing: IMPAIRING,
    ...more,
  });
}

async function regional(more: Parameters<typeof alarms>[0] = {}) {
  const registered = startMocks();
  alarms(more);
  await settled();
  return registered;
}

describe("RegionalAlarms", () => {
  it("HUB-12 tells people when each goes off and when it is over, in its own region", async () => {
    const alarms = (await regional()).filter(({ type }) => type === ALARM);
    assert.equal(alarms.length, table.length);
    for (const { inputs } of alarms) {
      assert.equal(inputs.region, "us-west-2");
      for (const actions of [inputs.alarmActions, inputs.okActions]) {
        assert.deepEqual(actions, ["arn:aws:sns:us-west-2:111122223333:alarms"]);
      }
      assert.ok(String(inputs.name).startsWith("payment-hub-prod-"));
    }
  });

  it("names load balancer and target group as CloudWatch does, by the last parts of their ARNs", async () => {
    startMocks();
    const arn = "arn:aws:elasticloadbalancing:us-west-2:111122223333:";
    const parts = [
      loadBalancerDimension(`${arn}loadbalancer/${watched.loadBalancer}`),
      targetGroupDimension(`${arn}${watched.targetGroup}`),
    ];
    const known = await Promise.all(parts.map((part) => new Promise((told) => part.apply(told))));
    assert.deepEqual(known, [watched.loadBalancer, watched.targetGroup]);
    const { inputs } = only(await regional(), ALARM, "alarms-no-healthy-pod");
    const { loadBalancer: LoadBalancer, targetGroup: TargetGroup } = watched;
    assert.deepEqual(inputs.dimensions, { LoadBalancer, TargetGroup });
    assert.equal(inputs.treatMissingData, "breaching", "a target group without a pod reports nothing");
  });

  it("gives fault experiments the alarms that it sums up, which are metric alarms: those end an experiment", async () => {
    startMocks();
    const { impairingArns } = alarms();
    const arns = await Promise.all(impairingArns.map((arn) => new Promise((known) => arn.apply(known))));
    assert.deepEqual(arns, ["arn:mock:alarms-no-healthy-pod", "arn:mock:alarms-pods-without-a-node"]);
  });

  it("tells all names of a region's alarms without its stack", async () => {
    const made = (await regional()).map(({ inputs }) => inputs.alarmName ?? inputs.name);
    const told = regionalAlarmNames("payment-hub-prod", table);
    assert.deepEqual([...told].sort(), made.filter((name) => told.includes(name as string)).sort());
  });

  it("surprise 8: asks for the lag in every region and takes silence for none: only regions that read measure it, and roles move", () => {
    const lag = table.filter(({ role }) => role.startsWith("database-r"));
    const global = lag.filter(({ watches }) => "query" in watches);
    assert.deepEqual(
      global.map(({ role, missing, threshold }) => [role, missing, threshold]),
      [
        ["database-rpo-lag", "notBreaching", 5000],
        ["database-rpo-lag-high", "notBreaching", 30_000],
        ["database-replication-stalled", "notBreaching", 0],
      ],
    );
  });

  it("keeps each alarm within what CloudWatch evaluates, and no alarm asks for more data points than it looks at", () => {
    for (const { role, period, evaluationPeriods, datapointsToAlarm } of table) {
      assert.ok(period * evaluationPeriods <= 86_400, role);
      assert.ok(datapointsToAlarm <= evaluationPeriods, role);
    }
    const roles = table.map(({ role }) => role);
    assert.equal(new Set(roles).size, roles.length);
  });

  it("sums up in one alarm whether the region can do its work", async () => {
    const { inputs } = only(await regional(), "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    assert.equal(
      inputs.alarmRule,
      'ALARM("payment-hub-prod-no-healthy-pod") OR ALARM("payment-hub-prod-pods-without-a-node")',
    );
  });

  const watching = (more: Partial<AlarmSpec>): AlarmSpec => ({
    role: "one",
    description: "",
    severity: "warn",
    watches: { namespace: "N", metricName: "M", dimensions: { D: "d" }, statistic: "Sum" },
    comparison: "GreaterThanThreshold",
    threshold: 3,
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    missing: "notBreaching",
    ...more,
  });
  const metric = { namespace: "N", metricName: "M", dimensions: { D: "d" }, statistic: "p99" } as const;

  it("asks for a percentile by its own name", async () => {
    const registered = await regional({ alarms: [watching({ watches: metric })], impairing: ["one"] });
    const { inputs } = only(registered, ALARM);
    assert.deepEqual([inputs.extendedStatistic, inputs.statistic], ["p99", undefined]);
  });

  it("watches an expression over metrics, whose parts are not watched themselves", async () => {
    const watches = { expression: "100 * a / b", metrics: { a: metric, b: metric } };
    const registered = await regional({ alarms: [watching({ watches })], impairing: ["one"] });
    const { inputs } = only(registered, ALARM);
    const part = { namespace: "N", metricName: "M", dimensions: { D: "d" }, stat: "p99", period: 60 };
    assert.deepEqual(inputs.metricQueries, [
      { id: "watched", expression: "100 * a / b", returnData: true },
      { id: "a", metric: part },
      { id: "b", metric: part },
    ]);
    assert.equal(inputs.threshold, 3);
  });

  it("NET-12 watches what is unusual: no threshold, but the band that CloudWatch learns", async () => {
    const anomaly = watching({ watches: { anomaly: metric }, comparison: "GreaterThanUpperThreshold" });
    const { inputs } = only(await regional({ alarms: [anomaly], impairing: ["one"] }), ALARM);
    assert.deepEqual(
      [inputs.thresholdMetricId, inputs.threshold, inputs.comparisonOperator],
      ["usual", undefined, "GreaterThanUpperThreshold"],
    );
    const [usual] = inputs.metricQueries as { expression: string }[];
    assert.equal(usual?.expression, "ANOMALY_DETECTION_BAND(watched, 3)");
  });

  it("takes what settings say of single alarms", async () => {
    const overrides = { one: { threshold: 7, evaluationPeriods: 2, severity: "page" as const } };
    const registered = await regional({ alarms: [watching({})], impairing: ["one"], overrides });
    const { inputs } = only(registered, ALARM);
    assert.deepEqual(
      [inputs.threshold, inputs.evaluationPeriods, inputs.datapointsToAlarm, inputs.tags],
      [7, 2, 2, { severity: "page" }],
    );
  });

  it("refuses alarms that are there twice, that nobody knows, or that CloudWatch would not take", () => {
    startMocks();
    const bad = () =>
      alarms({
        alarms: [
          watching({}),
          watching({ evaluationPeriods: 1441, datapointsToAlarm: 1442 }),
          watching({ role: "a b" }),
        ],
        impairing: ["two"],
        overrides: { three: {} },
      });
    assert.throws(bad, (error: Error) => {
      for (const part of [
        'the alarm "payment-hub-prod-one" is there twice',
        'the name "payment-hub-prod-a b" is not allowed',
        'overrides.three: no alarm is "three", the alarms are one, one, a b',
        "one.evaluationPeriods: 1441 is not allowed, 1 to 1440 of 60 seconds are",
        "one.datapointsToAlarm: 1442 is not allowed, 1 to 1441 are",
        'impairing: no alarm is "two"',
      ]) {
        assert.ok(error.message.includes(part), `${part} is not in:\n${error.message}`);
      }
      return true;
    });
    assert.throws(() => alarms({ impairing: [] }), /impairing: 0 roles are not allowed, 1 to 100 are/);
  });
});

describe("EdgeAlarms", () => {
  it("watches both distributions, their firewalls and the health check where their metrics are", async () => {
    const registered = startMocks();
    new EdgeAlarms("edge", {
      resourceName: "payment-hub-prod-edge",
      topicArn: "arn:aws:sns:us-east-1:111122223333:alarms",
      distributions: [
        { name: "site", distributionId: "E1", webAclName: "acl-site" },
        { name: "api", distributionId: "E2", webAclName: "acl-api" },
      ],
      healthChecks: [
        { role: "home-origin-unhealthy", description: "The home region fails.", healthCheckId: "check" },
        { role: "standby-on", description: "Moved.", healthCheckId: "control", tells: "recovers" },
      ],
      overrides: { "api-server-errors": { threshold: 5 } },
    });
    await settled();
    assert.deepEqual(names(registered, ALARM), [
      "edge-api-blocked-requests",
      "edge-api-edge-function-answers-wrongly",
      "edge-api-edge-function-fails",
      "edge-api-server-errors",
      "edge-home-origin-unhealthy",
      "edge-site-blocked-requests",
      "edge-site-edge-function-answers-wrongly",
      "edge-site-edge-function-fails",
      "edge-site-server-errors",
      "edge-standby-on",
    ]);
    for (const { inputs } of registered.filter(({ type }) => type === ALARM)) {
      assert.equal(inputs.region, "us-east-1");
    }
    const { inputs } = only(registered, ALARM, "edge-home-origin-unhealthy");
    assert.deepEqual(inputs.dimensions, { HealthCheckId: "check" });
    const tells = (name: string) => {
      const { comparisonOperator, threshold, treatMissingData } = only(registered, ALARM, name).inputs;
      return [comparisonOperator, threshold, treatMissingData];
    };
    assert.deepEqual(tells("edge-home-origin-unhealthy"), ["LessThanThreshold", 1, "breaching"]);
    assert.deepEqual(tells("edge-standby-on"), ["GreaterThanOrEqualToThreshold", 1, "notBreaching"]);
    assert.equal(only(registered, ALARM, "edge-api-server-errors").inputs.threshold, 5);
  });
});

describe("EdgeAlarms of a stack without distributions", () => {
  it("watches the health check of its own records, and refuses two of one role", async () => {
    const registered = startMocks();
    const args = {
      resourceName: "shop-prod-eu-west-1",
      topicArn: "arn:aws:sns:us-east-1:111122223333:alarms",
      healthChecks: [{ role: "shop-unhealthy", description: "eu-west-1 is out.", healthCheckId: "check" }],
    };
    new EdgeAlarms("edge", args);
    await settled();
    assert.deepEqual(names(registered, ALARM), ["edge-shop-unhealthy"]);
    const twice = { ...args, healthChecks: [...args.healthChecks, ...args.healthChecks] };
    assert.throws(() => new EdgeAlarms("edge", twice), /"shop-prod-eu-west-1-shop-unhealthy" is there twice/);
  });
});

describe("Notifications", () => {
  const args = { region: "us-east-2", topicName: "payment-hub-prod-alarms" };

  it("encrypts its topic under a key that the publishing services may use", async () => {
    const registered = startMocks();
    new Notifications("notifications", {
      ...args,
      emails: ["oncall@example.com"],
      webhooks: ["https://on.call/1"],
    });
    await settled();
    const topic = only(registered, "aws:sns/topic:Topic").inputs;
    assert.equal(topic.kmsMasterKeyId, "arn:mock:notifications-key-key");
    const { policy } = only(registered, "aws:kms/key:Key").inputs;
    const statement = JSON.parse(policy as string).Statement.find(
      ({ Sid }: { Sid: string }) => Sid === "Notifications",
    );
    assert.ok(statement.Principal.Service.includes("cloudwatch.amazonaws.com"));
    assert.deepEqual(statement.Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
    const protocols = registered
      .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
      .map(({ inputs }) => inputs.protocol);
    assert.deepEqual(protocols, ["email", "https"]);
  });

  it("lets services of its own account publish, and nobody without TLS", () => {
    const { Statement } = JSON.parse(topicPolicy("arn:t", "111122223333"));
    assert.deepEqual(Statement[0].Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
    assert.deepEqual(Statement[1].Condition, { Bool: { "aws:SecureTransport": "false" } });
    assert.equal(Statement[1].Effect, "Deny");
  });

  it("refuses to be heard by nobody, and addresses that are none", () => {
    startMocks();
    assert.throws(() => new Notifications("n", args), /an alarm needs a human at its end/);
    assert.throws(
      () => new Notifications("n", { ...args, emails: ["oncall"], webhooks: ["http://on.call"] }),
      /emails: "oncall" is not allowed, an e-mail address is[\s\S]+webhooks: "http:\/\/on\.call" is not allowed/,
    );
  });
});
