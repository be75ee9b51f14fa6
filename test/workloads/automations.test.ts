import assert from "node:assert/strict";
import { metric } from "../../workloads/automations/metric";
import { type Tools as ScaleTools, scale } from "../../workloads/automations/scale-to-schedule/scale";
import { checkCopies, type RecoveryPoint } from "../../workloads/automations/snapshot-copy-check/check";
import {
  type Tools as CleanTools,
  cleanImages,
  type Image,
} from "../../workloads/automations/stale-image-cleanup/clean";
import { type ClusterClient, clustersInUse } from "../../workloads/automations/stale-image-cleanup/in-use";
import { jsonLog } from "../../workloads/lambda/log";

const silent = jsonLog("test", () => {});
const now = () => new Date("2026-03-10T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now().getTime() - hours * 3_600_000);
const named = (name: string) => Object.assign(new Error(name), { name });

describe("SHOP-12 the check of snapshot copies", () => {
  const good: RecoveryPoint = { Status: "COMPLETED", IsEncrypted: true, CompletionDate: hoursAgo(3) };

  async function check(points: Record<string, RecoveryPoint[] | Error>) {
    const said: Record<string, unknown>[] = [];
    const measured: [string, number][] = [];
    const findings = await checkCopies({
      backup: {
        listRecoveryPointsByBackupVault: async ({ BackupVaultName, ByResourceArn, NextToken }) => {
          assert.equal(BackupVaultName, "copies");
          const found = points[ByResourceArn] ?? [];
          if (found instanceof Error) throw found;
          // One on each page.
          const page = Number(NextToken ?? 0);
          const next = page + 1 < found.length ? String(page + 1) : undefined;
          return { RecoveryPoints: found.slice(page, page + 1), NextToken: next };
        },
      },
      vault: "copies",
      resources: Object.keys(points),
      mostHours: 26,
      announce: async (announcement) => void said.push({ ...announcement }),
      log: silent,
      measure: (resource, hours) => void measured.push([resource, hours]),
      now,
    });
    return { findings, said, measured };
  }

  it("is content with a young copy, wherever in the list, and writes its age", async () => {
    const old = { ...good, CompletionDate: hoursAgo(50) };
    const { findings, said, measured } = await check({ db: [old, good, old] });
    assert.deepEqual([findings, said, measured], [[{ resource: "db", hours: 3 }], [], [["db", 3]]]);
  });

  it("tells once of everything that has no good copy", async () => {
    const { findings, said } = await check({
      fine: [good],
      none: [],
      old: [{ ...good, CompletionDate: hoursAgo(26.5) }],
      partial: [{ ...good, Status: "PARTIAL" }],
      plain: [{ ...good, IsEncrypted: false }],
      unknown: new Error("AccessDenied"),
    });
    assert.deepEqual(
      findings.map(({ problem }) => problem),
      [
        undefined,
        "no copy",
        "the newest copy is 26.5 hours old",
        "no copy that is complete and encrypted",
        "no copy that is complete and encrypted",
        "the vault can't be read",
      ],
    );
    assert.equal(said.length, 1);
    assert.equal(said[0]?.type, "snapshot-copies.missing");
    assert.deepEqual(said[0]?.missing, findings.slice(1));
  });

  it("writes figures that CloudWatch makes a metric of", () => {
    const lines: string[] = [];
    metric(
      "HoursSinceCopy",
      3,
      { Resource: "db" },
      (line) => lines.push(line),
      () => 1_000,
    );
    assert.deepEqual(JSON.parse(lines[0] ?? ""), {
      _aws: {
        Timestamp: 1_000,
        CloudWatchMetrics: [
          {
            Namespace: "Storefront",
            Dimensions: [["Resource"]],
            Metrics: [{ Name: "HoursSinceCopy", Unit: "None" }],
          },
        ],
      },
      Resource: "db",
      HoursSinceCopy: 3,
    });
  });
});

describe("SHOP-12 the clean-up of images", () => {
  const digest = (number: number) => `sha256:${String(number).padStart(64, "0")}`;
  const image = (number: number, days: number): Image => ({
    imageDigest: digest(number),
    imageTags: [`1.${number}`],
    imagePushedAt: hoursAgo(days * 24),
  });

  async function clean(images: Image[], used: string[], change: Partial<CleanTools> = {}) {
    const deleted: string[][] = [];
    const cleaned = await cleanImages({
      registry: {
        describeImages: async ({ nextToken }) =>
          nextToken === undefined
            ? { imageDetails: images.slice(0, 2), nextToken: "more" }
            : { imageDetails: images.slice(2) },
        batchDeleteImage: async ({ imageIds }) => {
          deleted.push(imageIds.map(({ imageDigest }) => imageDigest));
          return {};
        },
      },
      inUse: async () => new Set(used),
      repositories: ["shop/orders"],
      keepNewest: 2,
      keepDays: 30,
      isRehearsal: false,
      log: silent,
      now,
      ...change,
    });
    return { cleaned, deleted };
  }

  const images = [image(6, 1), image(5, 40), image(4, 50), image(3, 60), image(2, 70), image(1, 80)];
  const host = "111122223333.dkr.ecr.us-east-2.amazonaws.com";

  it("deletes what is old, beyond the newest and in nobody's use, by tag or digest", async () => {
    const used = [`${host}/shop/orders:1.4`, `${host}/shop/orders@${digest(2)}`, `${host}/other/orders:1.1`];
    const { cleaned, deleted } = await clean(images, used);
    assert.deepEqual(deleted, [[digest(1), digest(3)]]);
    assert.deepEqual(cleaned, { "shop/orders": [digest(1), digest(3)] });
  });

  it("keeps what is young, and what has no age", async () => {
    const { deleted } = await clean(
      [image(3, 10), image(2, 20), image(1, 29), { imageDigest: digest(9) }],
      [],
    );
    assert.deepEqual(deleted, []);
  });

  it("only tells in a rehearsal", async () => {
    const { cleaned, deleted } = await clean(images, [], { isRehearsal: true });
    assert.equal(cleaned["shop/orders"]?.length, 4);
    assert.deepEqual(deleted, []);
  });

  it("deletes nothing when it can't know what is in use", async () => {
    const deleted: unknown[] = [];
    const inUse = () => Promise.reject(new Error("AccessDenied"));
    await assert.rejects(clean(images, [], { inUse }), /AccessDenied/);
    assert.deepEqual(deleted, []);
  });

  it("deletes a hundred at a time, as many as ECR takes", async () => {
    const many = Array.from({ length: 252 }, (_, index) => image(index, 500 - index));
    const { deleted } = await clean(many, []);
    assert.deepEqual(
      deleted.map(({ length }) => length),
      [100, 100, 50],
    );
  });

  const definition = (family: string, revision: number) =>
    `arn:aws:ecs:us-east-2:1:task-definition/${family}:${revision}`;
  const ecs: ClusterClient = {
    listServices: async (input) =>
      "nextToken" in input && input.nextToken
        ? { serviceArns: ["b"] }
        : { serviceArns: ["a"], nextToken: "x" },
    describeServices: async () => ({
      services: [
        {
          taskDefinition: definition("orders", 7),
          deployments: [{ taskDefinition: definition("orders", 6) }],
        },
      ],
    }),
    listTaskDefinitions: async () => ({
      taskDefinitionArns: [definition("orders", 7), definition("orders", 5)],
    }),
    describeTaskDefinition: async ({ taskDefinition }) => ({
      taskDefinition: { containerDefinitions: [{ image: `${host}/shop/orders:1.${taskDefinition.at(-1)}` }] },
    }),
    listTasks: async () => ({ taskArns: ["t"] }),
    describeTasks: async () => ({
      tasks: [{ containers: [{ image: `${host}/shop/job:3`, imageDigest: digest(3) }] }],
    }),
  };

  it("counts as in use what services run, ran and may be rolled back to, and every task", async () => {
    const used = await clustersInUse(ecs, ["shop"], 2)();
    assert.deepEqual([...used].map((one) => one.replace(`${host}/`, "")).sort(), [
      "shop/job:3",
      `shop/job@${digest(3)}`,
      "shop/orders:1.5",
      "shop/orders:1.6",
      "shop/orders:1.7",
    ]);
  });

  it("does not believe that nothing is in use, or that half of the services are all", async () => {
    const empty = { ...ecs, listServices: async () => ({}), listTasks: async () => ({}) };
    await assert.rejects(clustersInUse(empty, ["typo"], 2)(), /nothing is in use/);
    const half = { ...ecs, describeServices: async () => ({ services: [], failures: [{}] }) };
    await assert.rejects(clustersInUse(half, ["shop"], 2)(), /not every service/);
  });
});

describe("SHOP-12 the schedule of a development environment", () => {
  const sleeper = {
    services: [{ cluster: "shop", service: "orders", minimum: 1, maximum: 3 }],
    fleets: [{ group: "ui", minimum: 1, maximum: 2 }],
    databases: ["shop-dev"],
  };
  type Calls = [string, object][];

  function tools(calls: Calls, errors: Record<string, Error> = {}): ScaleTools {
    const call = (name: string) => async (input: object) => {
      calls.push([name, input]);
      if (errors[name] !== undefined) throw errors[name];
    };
    return {
      scaling: { registerScalableTarget: call("limits") },
      ecs: { updateService: call("tasks") },
      fleets: { updateAutoScalingGroup: call("fleet") },
      rds: { stopDBCluster: call("stop"), startDBCluster: call("start") },
      sleeper,
      log: silent,
    };
  }
  const limits = {
    ServiceNamespace: "ecs",
    ScalableDimension: "ecs:service:DesiredCount",
    ResourceId: "service/shop/orders",
  };

  it("puts everything to sleep, the database last", async () => {
    const calls: Calls = [];
    await scale("sleep", tools(calls));
    assert.deepEqual(calls, [
      ["limits", { ...limits, MinCapacity: 0, MaxCapacity: 0 }],
      ["tasks", { cluster: "shop", service: "orders", desiredCount: 0 }],
      ["fleet", { AutoScalingGroupName: "ui", MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }],
      ["stop", { DBClusterIdentifier: "shop-dev" }],
    ]);
  });

  it("wakes everything as it was, the database first", async () => {
    const calls: Calls = [];
    await scale("wake", tools(calls));
    assert.deepEqual(calls, [
      ["start", { DBClusterIdentifier: "shop-dev" }],
      ["fleet", { AutoScalingGroupName: "ui", MinSize: 1, MaxSize: 2, DesiredCapacity: 1 }],
      ["limits", { ...limits, MinCapacity: 1, MaxCapacity: 3 }],
      ["tasks", { cluster: "shop", service: "orders", desiredCount: 1 }],
    ]);
  });

  it("does not mind a database that sleeps already", async () => {
    await scale("sleep", tools([], { stop: named("InvalidDBClusterStateFault") }));
  });

  it("goes on after a part that failed, and then says which", async () => {
    const calls: Calls = [];
    const failing = tools(calls, { fleet: named("ScalingActivityInProgress"), stop: named("AccessDenied") });
    await assert.rejects(scale("sleep", failing), { message: "not done: fleet ui, database shop-dev" });
    assert.equal(calls.length, 4);
  });
});
