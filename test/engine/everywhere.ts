import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";
import { checks as accessChecks } from "./invariants/access";
import { byUrn, madeBefore, statementsOf } from "./invariants/check";
import { checks as computeChecks } from "./invariants/compute";
import { checks as deliveryChecks } from "./invariants/delivery";
import { checks as graphChecks } from "./invariants/graph";
import { checks as networkChecks } from "./invariants/network";
import { checks as pairChecks } from "./invariants/pairs";
import { checks as regionChecks } from "./invariants/regions";
import { checks as storageChecks } from "./invariants/storage";
import { checks as watchChecks } from "./invariants/watch";
import { lackingOfClass, lackingTwins } from "./inventory";
import {
  abroad,
  badWhenLow,
  changedBySwitchover,
  changedOutside,
  differences,
  exceptions,
  keyHolders,
  lacks,
  outside,
  silentAlarms,
  slowAlarms,
  stateful,
} from "./meant";
import { outliers } from "./outliers";
import { acrossRegions, dangling } from "./references";
import { unlike } from "./twins";

/** What is asked of the parts of every system, by what it is about. */
const invariants = [
  ...graphChecks,
  ...pairChecks,
  ...regionChecks,
  ...accessChecks,
  ...storageChecks,
  ...networkChecks,
  ...watchChecks,
  ...deliveryChecks,
  ...computeChecks,
];

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

  for (const [title, complaints] of invariants) it(title, () => assert.deepEqual(complaints(all()), []));

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
      assert.ok(Number(inputs.evaluationPeriods) >= 1, name);
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

  it("an alarm rings on the side on which its metric is bad", () => {
    for (const { name, inputs } of byType(all(), "aws:cloudwatch/metricAlarm:MetricAlarm")) {
      const metric = inputs.metricName;
      if (typeof metric !== "string" || metric === "CPUUtilization") continue;
      const side = badWhenLow.test(metric) ? /^LessThan/ : /^GreaterThan/;
      assert.match(String(inputs.comparisonOperator), side, name);
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

  it("copies of buckets are promised in a quarter of an hour, and measured", () => {
    for (const { name, inputs } of byType(all(), "aws:s3/bucketReplicationConfig:BucketReplicationConfig")) {
      for (const { status, destination, deleteMarkerReplication } of inputs.rules as Rule[]) {
        assert.notEqual(deleteMarkerReplication, undefined, `${name} says nothing of deletions`);
        const { replicationTime, metrics } = destination as Record<string, Inputs | undefined>;
        assert.deepEqual([status, replicationTime?.status, metrics?.status], Array(3).fill("Enabled"), name);
      }
    }
  });

  it("a route over a link between networks waits until the other side has accepted it", () => {
    const accepters = byType(all(), "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
    for (const { name, inputs, dependencies } of byType(all(), "aws:ec2/route:Route")) {
      const accepter = accepters.find(
        (one) => one.inputs.vpcPeeringConnectionId === inputs.vpcPeeringConnectionId,
      );
      if (accepter !== undefined) assert.ok(dependencies.includes(accepter.urn), name);
    }
  });

  it("a container is asked how it is at least twice a minute", () => {
    for (const { name, inputs } of byType(all(), "aws:ecs/taskDefinition:TaskDefinition")) {
      for (const { healthCheck } of JSON.parse(String(inputs.containerDefinitions)) as Inputs[]) {
        const { interval = 30 } = (healthCheck ?? {}) as { interval?: number };
        assert.ok(interval <= 30, name);
      }
    }
  });

  it("a route over a transit gateway waits until the network is attached to it", () => {
    const attachments = byType(all(), "aws:ec2transitgateway/vpcAttachment:VpcAttachment");
    for (const { name, inputs, dependencies } of byType(all(), "aws:ec2/route:Route")) {
      const own = attachments.filter((one) => one.inputs.transitGatewayId === inputs.transitGatewayId);
      if (inputs.transitGatewayId === undefined || own.length === 0) continue;
      assert.ok(
        own.some(({ urn }) => dependencies.includes(urn)),
        name,
      );
    }
  });

  it("who may use a key says by which service, or for what, but for a pipeline's own", () => {
    for (const { type, name, inputs } of all()) {
      if (!/^aws:iam\/(rolePolicy|groupPolicy|policy):/.test(type) || keyHolders.test(name)) continue;
      for (const { Sid, Effect, Action, Condition } of statementsOf(inputs.policy)) {
        const uses = [Action]
          .flat()
          .some((action) => /^kms:(Decrypt|Encrypt|Generate|ReEncrypt)/.test(String(action)));
        const keys = Object.values(Condition ?? {}).flatMap((test) => Object.keys(test));
        if (Effect === "Allow" && uses)
          assert.ok(
            keys.some((key) => key.startsWith("kms:")),
            `${name} ${Sid}`,
          );
      }
    }
  });

  it("no firewall's log has what proves who somebody is, or what he asks for", () => {
    for (const { name, inputs } of byType(
      all(),
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    )) {
      const hidden = JSON.stringify(inputs.redactedFields);
      for (const part of ["authorization", "cookie", "queryString"]) assert.ok(hidden.includes(part), name);
    }
  });

  it("a budget tells people before all of it is spent", () => {
    for (const { name, inputs } of byType(all(), "aws:budgets/budget:Budget")) {
      const shares = (inputs.notifications as Inputs[]).map(({ threshold }) => Number(threshold));
      assert.ok(Math.min(...shares) < 100 && Math.max(...shares) <= 100, name);
    }
  });

  it("an update leaves alone what somebody else changes while the system runs", () => {
    for (const [type, properties, who] of changedOutside) {
      for (const { name, ignoreChanges = [] } of byType(all(), `aws:${type}`)) {
        for (const property of properties)
          assert.ok(ignoreChanges.includes(property), `${name}: ${property}: ${who}`);
      }
    }
    for (const { name, inputs, ignoreChanges = [] } of byType(all(), "aws:rds/cluster:Cluster")) {
      if (inputs.globalClusterIdentifier === undefined) continue;
      for (const property of changedBySwitchover)
        assert.ok(ignoreChanges.includes(property), `${name}: ${property}`);
    }
    const scaled = byType(all(), "aws:appautoscaling/target:Target").map(({ inputs }) =>
      String(inputs.resourceId),
    );
    for (const { name, inputs, ignoreChanges = [] } of byType(all(), "aws:ecs/service:Service")) {
      const isScaled = scaled.some((id) => id.endsWith(`/${inputs.name}`));
      if (isScaled) assert.ok(ignoreChanges.includes("desiredCount"), name);
    }
  });

  it("every role lets somebody take it", () => {
    for (const { name, inputs } of byType(all(), "aws:iam/role:Role")) {
      assert.ok(
        statementsOf(inputs.assumeRolePolicy).some(({ Effect }) => Effect === "Allow"),
        name,
      );
    }
  });

  it("copies of a bucket begin when both keep versions", () => {
    const versionings = byType(all(), "aws:s3/bucketVersioning:BucketVersioning");
    for (const { name, urn, inputs } of byType(
      all(),
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    )) {
      const targets = (inputs.rules as { destination: Inputs }[]).map(({ destination }) =>
        String(destination.bucket),
      );
      const buckets = [inputs.bucket, ...targets.map((arn) => arn.split(":::")[1])];
      const own = versionings.filter(
        (one) => one.urn.split("::")[0] === urn.split("::")[0] && buckets.includes(one.inputs.bucket),
      );
      assert.ok(own.length > 0, name);
      const before = madeBefore(urn, byUrn(all()));
      for (const versioning of own) assert.ok(before.has(versioning.urn), `${name} ${versioning.name}`);
    }
  });

  it("every name of a distribution answers over IPv4 and IPv6", () => {
    const records = byType(all(), "aws:route53/record:Record").map(
      ({ inputs }) => `${inputs.name} ${inputs.type}`,
    );
    for (const { name, inputs } of byType(all(), "aws:cloudfront/distribution:Distribution")) {
      for (const alias of (inputs.aliases ?? []) as string[]) {
        for (const type of ["A", "AAAA"])
          assert.ok(records.includes(`${alias} ${type}`), `${name}: ${alias} ${type}`);
      }
    }
  });
}

type Inputs = Record<string, unknown>;

interface Rule {
  status: string;
  destination: Inputs;
  deleteMarkerReplication?: Inputs;
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
