import assert from "node:assert/strict";
import { EdgeAlarms } from "../../components/edge-alarms";
import { Notifications } from "../../components/notifications";
import { topicPolicy } from "../../components/notifications/topic-policy";
import { RegionalAlarms, regionalAlarmNames } from "../../components/regional-alarms";
import { regionalAlarms } from "../../components/regional-alarms/specs";
import { names, only, settled, startMocks } from "../support/mocks";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const watched = {
  databaseCluster: "payment-hub-prod-us-east-2",
  cluster: "payment-hub-prod",
  loadBalancer: "net/payment-hub-prod-api/0123456789abcdef",
  targetGroup: "targetgroup/payment-hub-prod-api/0123456789abcdef",
  rpoSeconds: 5,
};

async function regional() {
  const registered = startMocks();
  new RegionalAlarms("alarms", {
    region: "us-west-2",
    resourceName: "payment-hub-prod",
    topicArn: "arn:aws:sns:us-west-2:111122223333:alarms",
    databaseCluster: watched.databaseCluster,
    cluster: watched.cluster,
    loadBalancerArn: `arn:aws:elasticloadbalancing:us-west-2:111122223333:loadbalancer/${watched.loadBalancer}`,
    targetGroupArn: `arn:aws:elasticloadbalancing:us-west-2:111122223333:${watched.targetGroup}`,
  });
  await settled();
  return registered;
}

describe("RegionalAlarms", () => {
  it("HUB-12 tells people when each goes off and when it is over, in its own region", async () => {
    const alarms = (await regional()).filter(({ type }) => type === ALARM);
    assert.equal(alarms.length, regionalAlarms(watched).length);
    for (const { inputs } of alarms) {
      assert.equal(inputs.region, "us-west-2");
      for (const actions of [inputs.alarmActions, inputs.okActions]) {
        assert.deepEqual(actions, ["arn:aws:sns:us-west-2:111122223333:alarms"]);
      }
      assert.ok(String(inputs.name).startsWith("payment-hub-prod-"));
    }
  });

  it("names load balancer and target group as CloudWatch does, by the last parts of their ARNs", async () => {
    const { inputs } = only(await regional(), ALARM, "alarms-no-healthy-pod");
    const { loadBalancer: LoadBalancer, targetGroup: TargetGroup } = watched;
    assert.deepEqual(inputs.dimensions, { LoadBalancer, TargetGroup });
    assert.equal(inputs.treatMissingData, "breaching", "a target group without a pod reports nothing");
  });

  it("gives fault experiments the alarms that it sums up, which are metric alarms: those end an experiment", async () => {
    startMocks();
    const { impairingArns } = new RegionalAlarms("alarms", {
      region: "us-west-2",
      resourceName: "payment-hub-prod",
      topicArn: "arn:topic",
      databaseCluster: watched.databaseCluster,
      cluster: watched.cluster,
      loadBalancerArn: "arn:aws:elasticloadbalancing:us-west-2:111122223333:loadbalancer/net/a/1",
      targetGroupArn: "arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/a/1",
    });
    const arns = await Promise.all(impairingArns.map((arn) => new Promise((known) => arn.apply(known))));
    assert.deepEqual(arns, ["arn:mock:alarms-no-healthy-pod", "arn:mock:alarms-pods-without-a-node"]);
  });

  it("tells all names of a region's alarms without its stack", async () => {
    const made = (await regional()).map(({ inputs }) => inputs.alarmName ?? inputs.name);
    const told = regionalAlarmNames("payment-hub-prod");
    assert.deepEqual([...told].sort(), made.filter((name) => told.includes(name as string)).sort());
  });

  it("surprise 8: asks for the lag in every region and takes silence for none: only regions that read measure it, and roles move", () => {
    const lag = regionalAlarms(watched).filter(({ role }) => role.startsWith("database-r"));
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
    for (const { role, period, evaluationPeriods, datapointsToAlarm } of regionalAlarms(watched)) {
      assert.ok(period * evaluationPeriods <= 86_400, role);
      assert.ok(datapointsToAlarm <= evaluationPeriods, role);
    }
    const roles = regionalAlarms(watched).map(({ role }) => role);
    assert.equal(new Set(roles).size, roles.length);
  });

  it("sums up in one alarm whether the region can do its work", async () => {
    const { inputs } = only(await regional(), "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    assert.equal(
      inputs.alarmRule,
      'ALARM("payment-hub-prod-no-healthy-pod") OR ALARM("payment-hub-prod-pods-without-a-node")',
    );
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
      healthCheckId: "check",
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
    ]);
    for (const { inputs } of registered.filter(({ type }) => type === ALARM)) {
      assert.equal(inputs.region, "us-east-1");
    }
    const { inputs } = only(registered, ALARM, "edge-home-origin-unhealthy");
    assert.deepEqual(inputs.dimensions, { HealthCheckId: "check" });
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
