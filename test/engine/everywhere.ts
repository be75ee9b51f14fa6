import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";
import { lackingOfClass, lackingTwins } from "./inventory";
import { abroad, differences, exceptions, lacks, outside, silentAlarms, slowAlarms, stateful } from "./meant";
import { outliers } from "./outliers";
import { acrossRegions, dangling } from "./references";
import { unlike } from "./twins";

/** Declares what holds for the deployed graph of every system of two regions, but for what `meant` names with a reason. */
export function everywhere(
  stacks: () => readonly (readonly Deployed[])[],
  it: Declare = globalThis.it,
): void {
  const all = () => stacks().flat();

  it("what has the same role in two regions has the same settings, waits and protection in both", () => {
    assert.deepEqual(unlike(stacks(), differences), []);
  });

  it("a component that is in two regions holds the same resources in both", () => {
    assert.deepEqual(lackingTwins(stacks(), lacks), []);
  });

  it("no component lacks what all others of its class hold", () => {
    assert.deepEqual(lackingOfClass(all(), lacks), []);
  });

  it("no resource alone among its type says, or leaves out, what the others do", () => {
    assert.deepEqual(outliers(all(), exceptions), []);
  });

  it("every ARN that a resource is given is one of the system", () => {
    assert.deepEqual(dangling(all(), outside), []);
  });

  it("a resource is given ids and ARNs of its own region, but where AWS copies or links", () => {
    assert.deepEqual(acrossRegions(all(), abroad), []);
  });

  it("every alarm tells a topic of its region when it rings and when it is over", () => {
    const topics = new Map(
      byType(all(), "aws:sns/topic:Topic").map((one) => [one.outputs.arn, one.inputs.region]),
    );
    for (const kind of ["metricAlarm:MetricAlarm", "compositeAlarm:CompositeAlarm"]) {
      for (const { name, inputs } of byType(all(), `aws:cloudwatch/${kind}`)) {
        if (silentAlarms.test(name)) continue;
        for (const actions of [inputs.alarmActions, inputs.okActions] as (unknown[] | undefined)[]) {
          const told = (actions ?? []).filter((action) => topics.has(action as string));
          assert.ok(told.length > 0, `${name} tells nobody`);
          for (const topic of told) assert.equal(topics.get(topic as string), inputs.region, name);
        }
      }
    }
  });

  it("every alarm looks at minutes, rings within half an hour, and at a share that can be", () => {
    for (const { name, inputs } of byType(all(), "aws:cloudwatch/metricAlarm:MetricAlarm")) {
      if (slowAlarms.test(name)) continue;
      const queries = (inputs.metricQueries ?? []) as { period?: number; metric?: { period?: number } }[];
      for (const period of [inputs.period, ...queries.map((query) => query.metric?.period ?? query.period)]) {
        if (period === undefined) continue;
        assert.ok(period === 60 || period === 300, `${name} looks at ${period} seconds`);
        const window = Number(period) * Number(inputs.evaluationPeriods);
        assert.ok(window <= 1800, `${name} rings after ${window} seconds`);
      }
      if (/percent|utilization/i.test(String(inputs.metricName))) {
        assert.ok(Number(inputs.threshold) <= 100, `${name}: ${inputs.threshold} %`);
      }
    }
  });

  it("a canary or a health check that says nothing rings, too", () => {
    for (const { name, inputs } of byType(all(), "aws:cloudwatch/metricAlarm:MetricAlarm")) {
      if (!["CloudWatchSynthetics", "AWS/Route53"].includes(String(inputs.namespace))) continue;
      assert.equal(inputs.treatMissingData, "breaching", name);
    }
  });

  it("what holds data is protected, and so is each key under which it is encrypted", () => {
    const tokens = stateful.map((type) => `aws:${type}`);
    const keys = new Map(byType(all(), "aws:kms/key:Key").map((key) => [key.outputs.arn, key]));
    for (const { type, name, protect, inputs } of all()) {
      if (!tokens.includes(type)) continue;
      assert.equal(protect, true, `${type} ${name}`);
      for (const arn of [inputs.kmsKeyId, inputs.kmsKeyArn]) {
        const key = keys.get(arn);
        if (key !== undefined) assert.equal(key.protect, true, `${key.name} of ${name}`);
      }
    }
    for (const alias of byType(all(), "aws:kms/alias:Alias")) {
      const key = byType(all(), "aws:kms/key:Key").find(({ id }) => id === alias.inputs.targetKeyId);
      assert.equal(alias.protect ?? false, key?.protect ?? false, alias.name);
    }
  });

  it("every firewall's rules are counted and show samples", () => {
    for (const { name, inputs } of byType(all(), "aws:wafv2/webAcl:WebAcl")) {
      const shown = [inputs, ...((inputs.rules ?? []) as Inputs[])].map(
        (one) => one.visibilityConfig as Inputs,
      );
      for (const { cloudwatchMetricsEnabled, sampledRequestsEnabled } of shown) {
        assert.deepEqual([cloudwatchMetricsEnabled, sampledRequestsEnabled], [true, true], name);
      }
    }
  });

  it("a global database says its version, which is that of each of its members", () => {
    const members = byType(all(), "aws:rds/cluster:Cluster");
    for (const { inputs } of byType(all(), "aws:rds/globalCluster:GlobalCluster")) {
      assert.notEqual(inputs.engineVersion, undefined);
      const own = members.filter(
        (one) => one.inputs.globalClusterIdentifier === inputs.globalClusterIdentifier,
      );
      assert.deepEqual(
        own.map((one) => one.inputs.engineVersion),
        own.map(() => inputs.engineVersion),
      );
    }
  });

  it("a plan to switch regions names something of each of its regions in every step", () => {
    for (const { inputs } of byType(all(), "aws:arcregionswitch/plan:Plan")) {
      const regions = (inputs.regions as unknown[]).length;
      assert.equal((inputs.associatedAlarms as unknown[]).length, regions);
      for (const { steps } of inputs.workflows as { steps: Inputs[] }[]) {
        for (const list of steps.flatMap(regionalLists)) assert.equal(list.length, regions);
      }
    }
  });

  it("a certificate waits for the proofs of all its names", () => {
    for (const { name, inputs } of byType(all(), "aws:acm/certificateValidation:CertificateValidation")) {
      if (inputs.validationRecordFqdns === undefined) continue;
      const certificate = byType(all(), "aws:acm/certificate:Certificate").find(
        ({ outputs }) => outputs.arn === inputs.certificateArn,
      )?.inputs;
      const names = [certificate?.domainName, ...((certificate?.subjectAlternativeNames ?? []) as unknown[])];
      const proven = new Set(names.map((one) => String(one).replace(/^\*\./, "")));
      assert.equal((inputs.validationRecordFqdns as unknown[]).length, proven.size, name);
    }
  });

  it("an origin that does not answer is given up in seconds", () => {
    for (const { name, inputs } of byType(all(), "aws:cloudfront/distribution:Distribution")) {
      for (const { connectionTimeout = 10, connectionAttempts = 3 } of inputs.origins as Inputs[]) {
        assert.ok(Number(connectionTimeout) <= 10 && Number(connectionAttempts) <= 3, name);
      }
    }
  });

  it("a right that people get with a second factor alone asks for one", () => {
    for (const { name, inputs } of all()) {
      for (const { Effect, Condition = {} } of statementsOf(inputs.policy)) {
        const { "aws:MultiFactorAuthPresent": asked } = Condition.Bool ?? {};
        if (Effect === "Allow" && asked !== undefined) assert.equal(String(asked), "true", name);
      }
    }
  });

  it("an alias of CloudFront is not asked for its target's health, which CloudFront does not tell", () => {
    for (const { name, inputs } of byType(all(), "aws:route53/record:Record")) {
      for (const alias of (inputs.aliases ?? []) as Inputs[]) {
        if (String(alias.name).endsWith(".cloudfront.net"))
          assert.equal(alias.evaluateTargetHealth, false, name);
      }
    }
  });

  it("the policy of a bucket speaks of that bucket", () => {
    for (const { name, inputs } of byType(all(), "aws:s3/bucketPolicy:BucketPolicy")) {
      for (const { Resource } of statementsOf(inputs.policy)) {
        for (const arn of [Resource].flat()) assert.ok(String(arn).includes(`:::${inputs.bucket}`), name);
      }
    }
  });

  it("a canary keeps what it saw for a month", () => {
    for (const { name, inputs } of byType(all(), "aws:synthetics/canary:Canary")) {
      const kept = [inputs.failureRetentionPeriod, inputs.successRetentionPeriod].map(Number);
      assert.ok(Math.min(...kept) >= 30, name);
    }
  });
}

type Inputs = Record<string, unknown>;

interface Statement {
  Effect?: string;
  Resource?: string | string[];
  Condition?: Record<string, Inputs>;
}

function statementsOf(policy: unknown): Statement[] {
  if (typeof policy !== "string" || !policy.startsWith("{")) return [];
  return [(JSON.parse(policy) as { Statement?: Statement | Statement[] }).Statement ?? []].flat();
}

/** Lists in the settings of a step that have an item for each region. */
function regionalLists(step: Inputs): unknown[][] {
  const settings = Object.entries(step).flatMap(([key, value]) =>
    key.endsWith("Configs") ? (value as Inputs[]) : [],
  );
  return settings.flatMap((one) =>
    Object.entries(one).flatMap(([key, value]) =>
      /^(lambdas|databaseClusterArns|eksClusters|recordSets)$/.test(key) ? [value as unknown[]] : [],
    ),
  );
}
