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
}

type Inputs = Record<string, unknown>;

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
