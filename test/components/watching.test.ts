import assert from "node:assert/strict";
import { replicationRules } from "../../components/bucket-replication/rules";
import { CostGuard } from "../../components/cost-guard";
import { dashboardBody } from "../../components/dashboard/body";
import { OriginWatch } from "../../components/origin-watch";
import { regionalAlarmNames } from "../../components/regional-alarms";
import { RotationAlarm } from "../../components/rotation-alarm";
import { SiteAlarms } from "../../components/site-alarms";
import { hubAlarmTable } from "../../stacks/payment-hub/alarms";
import { hubDashboard } from "../../stacks/payment-hub/dashboard";
import { names, only, settled, startMocks } from "../support/mocks";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const common = {
  region: "us-east-2",
  resourceName: "hub-prod",
  topicArn: "arn:aws:sns:us-east-2:111122223333:alarms",
};

describe("SiteAlarms", () => {
  it("HUB-12 watches each copy by the rule that makes it, where S3 counts", async () => {
    const registered = startMocks();
    const replicas = [
      { region: "us-west-2", bucketName: "copy-2" },
      { region: "eu-west-1", bucketName: "copy-3" },
    ];
    new SiteAlarms("site", { ...common, sourceBucketName: "source", replicas });
    await settled();
    assert.deepEqual(
      names(registered, ALARM),
      ["copies-waiting", "copy-failed", "copy-late"].flatMap((role) => [
        `site-${role}-eu-west-1`,
        `site-${role}-us-west-2`,
      ]),
    );
    const { inputs } = only(registered, ALARM, "site-copy-failed-us-west-2");
    const [rule] = replicationRules([{ region: "us-west-2", bucketArn: "arn", keyArn: "arn" }], 15);
    assert.deepEqual(inputs.dimensions, {
      SourceBucket: "source",
      DestinationBucket: "copy-2",
      RuleId: rule?.id,
    });
    for (const alarm of registered.filter(({ type }) => type === ALARM)) {
      assert.equal(alarm.inputs.region, "us-east-2");
      assert.equal(
        alarm.inputs.treatMissingData,
        "notBreaching",
        "a site that nobody releases copies nothing",
      );
    }
  });
});

describe("RotationAlarm", () => {
  it("HUB-12 tells people of the event, and counts it whether or not the topic took it", async () => {
    const registered = startMocks();
    new RotationAlarm("rotation", common);
    await settled();
    const rule = only(registered, "aws:cloudwatch/eventRule:EventRule").inputs;
    const pattern = JSON.parse(rule.eventPattern as string);
    assert.deepEqual(pattern.source, ["aws.secretsmanager"]);
    assert.deepEqual(pattern.detail.eventName, ["RotationFailed", "RotationAbandoned"]);
    const target = only(registered, "aws:cloudwatch/eventTarget:EventTarget").inputs;
    assert.deepEqual([target.rule, target.arn], [rule.name, common.topicArn]);
    const alarm = only(registered, ALARM).inputs;
    assert.deepEqual(alarm.dimensions, { RuleName: rule.name });
    assert.deepEqual(alarm.alarmActions, [common.topicArn]);
  });
});

describe("OriginWatch", () => {
  it("HUB-12 asks a standby's load balancer over HTTPS from three continents and alarms in us-east-1", async () => {
    const registered = startMocks();
    new OriginWatch("origin", {
      originRegion: "us-west-2",
      loadBalancerDnsName: "nlb.us-west-2.example",
      resourceName: "hub-prod",
      topicArn: "arn:aws:sns:us-east-1:111122223333:edge",
    });
    await settled();
    const check = only(registered, "aws:route53/healthCheck:HealthCheck").inputs;
    assert.deepEqual(
      [check.type, check.fqdn, check.resourcePath],
      ["HTTPS", "nlb.us-west-2.example", "/healthz/ready"],
    );
    assert.equal((check.regions as string[]).length, 3);
    const alarm = only(registered, ALARM).inputs;
    assert.equal(alarm.region, "us-east-1");
    assert.deepEqual(alarm.dimensions, { HealthCheckId: "origin-check-id" });
  });
});

describe("CostGuard", () => {
  const args = { ...common, system: "payment-hub", environment: "prod", monthlyUsd: 6000, anomalyUsd: 200 };

  it("HUB-12 tells people at 80 and 100 percent spent, of a forecast above it, and of what nothing explains", async () => {
    const registered = startMocks();
    new CostGuard("costs", args);
    await settled();
    const budget = only(registered, "aws:budgets/budget:Budget").inputs;
    assert.deepEqual([budget.limitAmount, budget.limitUnit, budget.timeUnit], ["6000", "USD", "MONTHLY"]);
    const notifications = budget.notifications as {
      notificationType: string;
      threshold: number;
      subscriberSnsTopicArns: string[];
    }[];
    assert.deepEqual(
      notifications.map(({ notificationType, threshold }) => [notificationType, threshold]),
      [
        ["ACTUAL", 80],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ],
    );
    for (const { subscriberSnsTopicArns } of notifications)
      assert.deepEqual(subscriberSnsTopicArns, [args.topicArn]);
    const { ands } = budget.filterExpression as { ands: { tags: { key: string; values: string[] } }[] };
    assert.deepEqual(
      ands.map(({ tags }) => [tags.key, tags.values]),
      [
        ["system", ["payment-hub"]],
        ["environment", ["prod"]],
      ],
    );
    const subscription = only(registered, "aws:costexplorer/anomalySubscription:AnomalySubscription").inputs;
    assert.deepEqual(subscription.monitorArnLists, ["arn:mock:costs-monitor"]);
    assert.deepEqual(subscription.subscribers, [{ type: "SNS", address: args.topicArn }]);
    assert.match(JSON.stringify(subscription.thresholdExpression), /"values":\["200"\]/);
  });

  it("refuses a budget of nothing", () => {
    startMocks();
    assert.throws(
      () => new CostGuard("costs", { ...args, monthlyUsd: 0 }),
      /monthlyUsd: 0 is not allowed, more than 0 is/,
    );
  });
});

describe("dashboard", () => {
  const region = (name: string) => ({
    region: name,
    databaseCluster: `hub-prod-${name}`,
    cluster: "hub-prod",
    alarmNames: regionalAlarmNames("hub-prod", hubAlarmTable()),
  });
  const parts = {
    title: "hub prod",
    regions: [region("us-east-2"), region("us-west-2")],
    distributions: [{ name: "api", distributionId: "E1", webAclName: "acl" }],
    healthCheckId: "check",
    canaries: { region: "ca-central-1", names: ["hub-prod-api"] },
    site: {
      region: "us-east-2",
      bucketName: "site",
      replicas: [{ bucketName: "copy", ruleId: "to-us-west-2" }],
    },
  };
  interface Widget {
    type: string;
    x: number;
    y: number;
    width: number;
    height: number;
    properties: { region?: string; alarms?: string[]; markdown?: string; metrics?: unknown[] };
  }
  const widgets = (more: Partial<typeof parts> = {}) =>
    JSON.parse(
      dashboardBody(hubDashboard({ ...parts, ...more }), { partition: "aws", accountId: "111122223333" }),
    ).widgets as Widget[];

  it("HUB-12 shows the edge, the canaries and each region with its alarms, each metric from where it is", () => {
    const all = widgets();
    const regions = new Set(all.flatMap(({ properties }) => properties.region ?? []));
    assert.deepEqual([...regions].sort(), ["ca-central-1", "us-east-1", "us-east-2", "us-west-2"]);
    const alarms = all
      .filter(({ type }) => type === "alarm")
      .map(({ properties }) => properties.alarms ?? []);
    assert.equal(alarms.length, 2);
    assert.equal(alarms[1]?.[0], "arn:aws:cloudwatch:us-west-2:111122223333:alarm:hub-prod-impaired");
    assert.equal(new Set(alarms[1]).size, regionalAlarmNames("hub-prod", hubAlarmTable()).length);
    assert.ok(JSON.stringify(all).includes("hub-prod-us-west-2"));
  });

  it("lays its widgets out in the grid of 24 columns, none over another", () => {
    const all = widgets({ regions: ["a", "b", "c", "d", "e", "f"].map(region) });
    const seen = new Set<string>();
    for (const { x, y, width, height } of all) {
      assert.ok(x + width <= 24);
      for (let column = x; column < x + width; column += 1) {
        for (let row = y; row < y + height; row += 1) {
          const cell = `${column} ${row}`;
          assert.ok(!seen.has(cell), cell);
          seen.add(cell);
        }
      }
    }
  });

  it("shows what any system hands in, and goes on in a new line where a row is full", () => {
    const graph = { title: "g", region: "eu-west-1", metrics: [{ expression: "SELECT 1", label: "l" }] };
    const body = dashboardBody(
      { title: "shop", rows: [{ heading: "orders", widgets: [graph, graph, graph, graph, graph] }] },
      { partition: "aws-cn", accountId: "111122223333" },
    );
    const places = (JSON.parse(body).widgets as Widget[]).map(({ x, y }) => [x, y]);
    assert.deepEqual(places, [
      [0, 0],
      [0, 1],
      [0, 2],
      [6, 2],
      [12, 2],
      [18, 2],
      [0, 8],
    ]);
  });

  it("takes one region more by one row at its end", () => {
    const before = widgets();
    const after = widgets({ regions: [...parts.regions, region("eu-west-1")] });
    assert.deepEqual(after.slice(0, before.length), before);
    assert.equal(after.length, before.length + 5);
  });
});
